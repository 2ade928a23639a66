import { asText, graphId, type JsonObject } from "../law/json/json-object";
import type { Finding, PolicyLocation } from "../law/model/finding";
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
  const present = presentIn(own, inTenant.policies);
  if (!isRelevant(present, settings)) return [];
  const meant = new Set(settings.acceptedNamesakes);
  if (present.kind === "read") for (const { id } of present.policies) meant.add(id);
  return inTenant.policies
    .filter((policy) => (asText(policy["displayName"]) ?? "") === settings.displayName && !meant.has(graphId(policy)))
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

/** The stack's own policies that the tenant still has: the state remembers one that somebody has deleted there. */
function presentIn(own: OwnPolicies, policies: readonly JsonObject[]): OwnPolicies {
  if (own.kind === "unreadable") return own;
  const ids = new Set(policies.map(graphId));
  return { kind: "read", policies: own.policies.filter(({ id }) => ids.has(id)) };
}

function findingAbout(
  policy: JsonObject,
  present: OwnPolicies,
  question: NamesakeQuestion,
): readonly NamesakeFinding[] {
  const id = graphId(policy);
  const state = readEnforcement(policy).kind;
  const finding = (
    code: NamesakeFinding["code"],
    severity: NamesakeFinding["severity"],
    [message, help]: readonly [message: string, help: string],
  ): readonly NamesakeFinding[] => [
    { code, severity, message, primary: { kind: "policy", id, field: undefined }, related: [], help },
  ];
  const theirs = `the tenant has a policy called ${quoted(question.settings.displayName)} (${STATES[state]})`;
  if (present.kind === "unreadable")
    return finding("own-policy-not-known", "warning", [
      `${theirs}. azmfa can't tell whether it is this stack's own: ${shorten(present.because)}`,
      "compare its id with the one in `pulumi stack export`. If they differ, take the policy over with `pulumi import` instead of creating a second one",
    ]);
  if (present.policies.length === 0) return finding("unmanaged-policy", "error", unmanaged(id, theirs, question));
  if (state !== "enforced") return [];
  return finding("stays-enforced", "warning", [
    `${theirs} that isn't this stack's. It stays enforced when the stack's own policy goes back to report-only`,
    `set it to report-only, or delete it: ${portalLink(id, undefined)}`,
  ]);
}

function unmanaged(
  id: string,
  theirs: string,
  { own, settings, source }: NamesakeQuestion,
): readonly [message: string, help: string] {
  const [gone] = own.kind === "read" ? own.policies : [];
  const accept = `If you want both: \`${acceptCommand(source, settings.acceptedNamesakes, id)}\``;
  const takeOver = `take it over with \`${importCommand(source.component ?? POLICY_NAME, id, source.stack)}\`, which changes nothing in the tenant, and run this again. ${accept}`;
  return gone === undefined
    ? [`${theirs} that isn't this stack's`, takeOver]
    : [
        `${theirs} that isn't this stack's. The stack's own policy, ${quoted(gone.id)}, is gone from the tenant`,
        `remove the missing policy from the state with \`pulumi refresh --stack ${source.stack}\`. For the other one: ${takeOver}`,
      ];
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
  message: `could not find out whether the tenant has another policy of this name, or one that stops a break-glass account: ${shorten(because)}`,
  primary: undefined,
  related: [],
  help: `${help}. If a failed run left a policy behind, this run creates a second one; \`npm run drift\` finds it`,
});

const STATES = { enforced: "enforced", reportOnly: "report-only", off: "off", notUnderstood: "in an unknown state" };
