import { graphId, type JsonObject } from "../law/json/json-object";
import type { Advice, Finding, PolicyLocation } from "../law/model/finding";
import { readEnforcement } from "../tenant/graph/policy";
import { quoted } from "../text/printable";
import type { TenantPolicies } from "./directory";
import { shorten } from "./lock-out";
import type { OwnPolicies } from "./own-policies";
import { type SettingSource, type Settings, settingChange } from "./settings";
import { importCommand, POLICY_NAME, portalLink } from "./stack-policy";

/** Something about policies of the tenant that are called like the stack's and aren't it: an error stops the run. */
export type NamesakeFinding = Finding<
  "unmanaged-policy" | "own-policy-not-known" | "stays-enforced" | "policies-unreadable",
  PolicyLocation | undefined
>;

type NamesakeQuestion = {
  readonly settings: Settings;
  readonly source: SettingSource;
  readonly own: OwnPolicies;
  readonly inTenant: TenantPolicies;
};

/**
 * Policies of the tenant that aren't the stack's and are called like its own. A run that would make a second one of the name stops,
 * unless the settings accept it: the first may be what a failed run has left behind.
 */
export function namesakeFindings(question: NamesakeQuestion): readonly NamesakeFinding[] {
  const { settings, own, inTenant } = question;
  if (inTenant.kind === "unreadable") return [unreadable(inTenant, isRelevant(own, settings) ? "warning" : "note")];
  const ids = new Set(inTenant.policies.map(graphId));
  // The state remembers a policy that somebody has deleted in the tenant.
  const present: OwnPolicies =
    own.kind === "unreadable" ? own : { kind: "read", policies: own.policies.filter(({ id }) => ids.has(id)) };
  if (!isRelevant(present, settings)) return [];
  const ownIds = present.kind === "read" ? present.policies.map(({ id }) => id) : [];
  const meant = new Set([...settings.acceptedNamesakes, ...ownIds]);
  return inTenant.policies
    .filter((policy) => policy["displayName"] === settings.displayName && !meant.has(graphId(policy)))
    .flatMap((policy) => findingAbout(policy, present, question));
}

/**
 * Before a policy is made, and on the way back to report-only, which another policy could lead only half the way. All else is
 * for the drift check.
 */
function isRelevant(own: OwnPolicies, { enforcement }: Settings): boolean {
  if (own.kind === "unreadable" || own.policies.length === 0) return true;
  return enforcement === "report-only" && own.policies.some(({ enforced }) => enforced);
}

function findingAbout(
  policy: JsonObject,
  present: OwnPolicies,
  { settings, source, own }: NamesakeQuestion,
): readonly NamesakeFinding[] {
  const id = graphId(policy);
  const state = readEnforcement(policy).kind;
  const theirs = `the tenant has a policy called ${quoted(settings.displayName)} (${STATES[state]})`;
  const at = { primary: { kind: "policy", id, field: undefined }, related: [] } as const;
  if (present.kind === "unreadable") {
    const message = `${theirs}. azmfa can't tell whether it is this stack's own: ${shorten(present.because)}`;
    const help =
      "compare its id with the one in `pulumi stack export`. If they differ, take the policy over with `pulumi import` instead of creating a second one";
    return [{ ...at, code: "own-policy-not-known", severity: "warning", message, help }];
  }
  const others = `${theirs} that isn't this stack's`;
  if (present.policies.length === 0) {
    const accept = acceptCommand(source, settings.acceptedNamesakes, id);
    const takeOver = `take it over with \`${importCommand(source.component ?? POLICY_NAME, id, source.stack)}\`, which changes nothing in the tenant, and run this again. If you want both: \`${accept}\``;
    const [gone] = own.kind === "read" ? own.policies : [];
    const advice: Advice =
      gone === undefined
        ? { message: others, help: takeOver }
        : {
            message: `${others}. The stack's own policy, ${quoted(gone.id)}, is gone from the tenant`,
            help: `remove the missing policy from the state with \`pulumi refresh --stack ${source.stack}\`. For the other one: ${takeOver}`,
          };
    return [{ ...at, code: "unmanaged-policy", severity: "error", ...advice }];
  }
  if (state !== "enforced") return [];
  const message = `${others}. It stays enforced when the stack's own policy goes back to report-only`;
  const help = `set it to report-only, or delete it: ${portalLink(id, undefined)}`;
  return [{ ...at, code: "stays-enforced", severity: "warning", message, help }];
}

/** The command that says of one more policy that it is meant to be there. */
export const acceptCommand = (source: SettingSource, accepted: readonly string[], id: string): string =>
  settingChange(source, "acceptedNamesakes", [...accepted, id].join(","));

const unreadable = (
  { because, help }: Extract<TenantPolicies, { kind: "unreadable" }>,
  severity: "warning" | "note",
): NamesakeFinding => ({
  code: "policies-unreadable",
  severity,
  message: `could not find out whether the tenant has another policy of this name: ${shorten(because)}`,
  primary: undefined,
  related: [],
  help: `${help}. If a failed run left a policy behind, this run creates a second one; \`npm run drift\` finds it`,
});

const STATES = { enforced: "enforced", reportOnly: "report-only", off: "off", notUnderstood: "in an unknown state" };
