import { asText, type JsonObject } from "../law/json/json-object";
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

/** What the answer depends on. */
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
  const { settings, own, inTenant, hasSameEffect } = question;
  if (inTenant.kind === "unreadable") return [unreadable(inTenant, isRelevant(own, settings) ? "warning" : "note")];
  const present = presentIn(own, inTenant.policies);
  if (!isRelevant(present, settings)) return [];
  const ownIds = new Set(present.kind === "read" ? present.policies.map(({ id }) => id) : []);
  const others = inTenant.policies.filter((policy) => !ownIds.has(idOf(policy)));
  return others.flatMap((policy) => {
    if (policy["displayName"] === settings.displayName)
      return settings.acceptedNamesakes.includes(idOf(policy)) ? [] : namesake(policy, present, question);
    return hasSameEffect(policy) ? [sameEffect(policy)] : [];
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
  const ids = new Set(policies.map(idOf));
  return { kind: "read", policies: own.policies.filter(({ id }) => ids.has(id)) };
}

function namesake(policy: JsonObject, present: OwnPolicies, question: NamesakeQuestion): readonly NamesakeFinding[] {
  const name = `the tenant has a policy called ${quoted(question.settings.displayName)} (${stateOf(policy)})`;
  if (present.kind === "unreadable")
    return [
      finding(
        "own-policy-not-known",
        "warning",
        policy,
        `${name}; it isn't known whether it is this stack's own: ${shorten(present.because)}`,
        "compare its id with that in `pulumi stack export`; if it isn't there, take the policy over with `pulumi import` instead of making a second one",
      ),
    ];
  if (present.policies.length === 0) return [unmanaged(policy, `${name}, which isn't this stack's`, question)];
  if (readEnforcement(policy).kind !== "enforced") return [];
  return [
    finding(
      "stays-enforced",
      "warning",
      policy,
      `${name}, which isn't this stack's: it stays enforced when the stack's own goes back to report-only`,
      `set it to report-only, or delete it: ${portalLink(idOf(policy), undefined)}`,
    ),
  ];
}

function unmanaged(policy: JsonObject, name: string, { own, settings, source }: NamesakeQuestion): NamesakeFinding {
  const id = idOf(policy);
  const [gone] = own.kind === "read" ? own.policies : [];
  const accept = `or, if both are meant: \`${acceptCommand(source, settings.acceptedNamesakes, id)}\``;
  const takeOver = `\`${importCommand(source.component ?? POLICY_NAME, id, source.stack)}\`, which changes nothing in the tenant, and run this again`;
  const unmanagedWith = (message: string, help: string) =>
    finding("unmanaged-policy", "error", policy, message, `${help} ${takeOver}; ${accept}`);
  if (gone === undefined) return unmanagedWith(name, "take it over with");
  return unmanagedWith(
    `${name}; the stack's own, ${quoted(gone.id)}, is gone from the tenant`,
    `have the state forget the one that is gone with \`pulumi refresh --stack ${source.stack}\`; then take this one over with`,
  );
}

/** The command that says of one more policy that it is meant to be there. */
export const acceptCommand = (source: SettingSource, accepted: readonly string[], id: string): string =>
  settingChange(source, "acceptedNamesakes", [...accepted, id].join(","));

const sameEffect = (policy: JsonObject): NamesakeFinding =>
  finding(
    "same-effect",
    "note",
    policy,
    `${quoted(asText(policy["displayName"]) ?? "")} (${stateOf(policy)}) stops sign-ins to Azure management without MFA too, and isn't this stack's`,
    "if both are meant, nothing; the way back to report-only leads through both",
  );

const unreadable = (
  { because, help }: Extract<TenantPolicies, { kind: "unreadable" }>,
  severity: "warning" | "note",
): NamesakeFinding =>
  finding(
    "policies-unreadable",
    severity,
    undefined,
    `whether the tenant has another policy of this name, or one that stops a break-glass account, could not be told: ${shorten(because)}`,
    `${help}. The run would make a second one in addition to what a failed run left behind; \`npm run drift\` looks for it`,
  );

function finding(
  code: NamesakeFinding["code"],
  severity: NamesakeFinding["severity"],
  policy: JsonObject | undefined,
  message: string,
  help: string,
): NamesakeFinding {
  const primary = policy && ({ kind: "policy", id: idOf(policy), field: undefined } as const);
  return { code, severity, primary, related: [], message, help };
}

const idOf = ({ id }: JsonObject): string => asText(id)?.toLowerCase() ?? "";

const STATES = { enforced: "enforced", reportOnly: "report-only", off: "off", notUnderstood: "in an unknown state" };

const stateOf = (policy: JsonObject): string => STATES[readEnforcement(policy).kind];
