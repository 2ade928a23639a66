import { asText, graphId, type JsonObject } from "../law/json/json-object";
import type { Finding, PolicyLocation } from "../law/model/finding";
import { readEnforcement } from "../tenant/graph/policy";
import { quoted } from "../text/printable";
import type { TenantPolicies } from "./directory";
import { shorten } from "./lock-out";
import type { OwnPolicies } from "./own-policies";
import { type SettingSource, type Settings, settingChange } from "./settings";
import { importCommand, POLICY_NAME, portalLink } from "./stack-policy";

/** Something about the tenant's policies other than the stack's own: an error stops the run. */
export type NamesakeFinding = Finding<
  "unmanaged-policy" | "own-policy-not-known" | "stays-enforced" | "policies-unreadable" | "same-effect",
  PolicyLocation | undefined
>;

export type NamesakeQuestion = {
  readonly settings: Settings;
  readonly source: SettingSource;
  readonly own: OwnPolicies;
  readonly inTenant: TenantPolicies;
  /** Whether a policy, in Graph's words, does for Azure management what the stack's does. */
  readonly hasSameEffect: (policy: JsonObject) => boolean;
};

/**
 * Policies of the tenant that aren't the stack's and are called like its own, or do the same. A run that would make a second
 * one of the name stops, unless the settings accept it: the first may be what a failed run has left behind.
 */
export function namesakeFindings(question: NamesakeQuestion): readonly NamesakeFinding[] {
  const { settings, own, inTenant } = question;
  if (inTenant.kind === "unreadable") return [unreadable(inTenant, isRelevant(own, settings) ? "warning" : "note")];
  const present = presentIn(own, inTenant.policies);
  if (!isRelevant(present, settings)) return [];
  const ownIds = new Set(present.kind === "read" ? present.policies.map(({ id }) => id) : []);
  return inTenant.policies.flatMap((policy): readonly NamesakeFinding[] => {
    const said = ownIds.has(graphId(policy)) ? undefined : saidOf(policy, present, question);
    return said === undefined ? [] : [{ ...said, primary: { kind: "policy", id: graphId(policy), field: undefined } }];
  });
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

type Said = Omit<NamesakeFinding, "primary">;

const said = (
  code: Said["code"],
  severity: Said["severity"],
  { message, help }: { readonly message: string; readonly help: string },
): Said => ({ code, severity, message, help, related: [] });

/** What there is to say of a policy that isn't the stack's. */
function saidOf(policy: JsonObject, present: OwnPolicies, question: NamesakeQuestion): Said | undefined {
  const { settings, hasSameEffect } = question;
  const name = asText(policy["displayName"]) ?? "";
  const called = `${quoted(name)} (${STATES[readEnforcement(policy).kind]})`;
  if (name !== settings.displayName && !hasSameEffect(policy)) return undefined;
  if (name !== settings.displayName)
    return said("same-effect", "note", {
      message: `${called} stops sign-ins to Azure management without MFA too, and isn't this stack's`,
      help: "if both are meant, nothing; the way back to report-only leads through both",
    });
  if (settings.acceptedNamesakes.includes(graphId(policy))) return undefined;
  const theirs = `the tenant has a policy called ${called}`;
  if (present.kind === "unreadable")
    return said("own-policy-not-known", "warning", {
      message: `${theirs}; it isn't known whether it is this stack's own: ${shorten(present.because)}`,
      help: "compare its id with that in `pulumi stack export`; if it isn't there, take the policy over with `pulumi import` instead of making a second one",
    });
  if (present.policies.length === 0)
    return said(
      "unmanaged-policy",
      "error",
      unmanaged(graphId(policy), `${theirs}, which isn't this stack's`, question),
    );
  if (readEnforcement(policy).kind !== "enforced") return undefined;
  return said("stays-enforced", "warning", {
    message: `${theirs}, which isn't this stack's: it stays enforced when the stack's own goes back to report-only`,
    help: `set it to report-only, or delete it: ${portalLink(graphId(policy), undefined)}`,
  });
}

function unmanaged(id: string, theirs: string, { own, settings, source }: NamesakeQuestion) {
  const [gone] = own.kind === "read" ? own.policies : [];
  const accept = `or, if both are meant: \`${acceptCommand(source, settings.acceptedNamesakes, id)}\``;
  const takeOver = `\`${importCommand(source.component ?? POLICY_NAME, id, source.stack)}\`, which changes nothing in the tenant, and run this again`;
  if (gone === undefined) return { message: theirs, help: `take it over with ${takeOver}; ${accept}` };
  return {
    message: `${theirs}; the stack's own, ${quoted(gone.id)}, is gone from the tenant`,
    help: `have the state forget the one that is gone with \`pulumi refresh --stack ${source.stack}\`; then take this one over with ${takeOver}; ${accept}`,
  };
}

/** The command that says of one more policy that it is meant to be there. */
export const acceptCommand = (source: SettingSource, accepted: readonly string[], id: string): string =>
  settingChange(source, "acceptedNamesakes", [...accepted, id].join(","));

const unreadable = (
  { because, help }: Extract<TenantPolicies, { kind: "unreadable" }>,
  severity: "warning" | "note",
): NamesakeFinding => ({
  ...said("policies-unreadable", severity, {
    message: `could not find out whether the tenant has another policy of this name, or one that stops a break-glass account: ${shorten(because)}`,
    help: `${help}. The run would make a second one in addition to what a failed run left behind; \`npm run drift\` looks for it`,
  }),
  primary: undefined,
});

const STATES = { enforced: "enforced", reportOnly: "report-only", off: "off", notUnderstood: "in an unknown state" };
