import { asText, type JsonObject } from "../law/json/json-object";
import type { Finding, PolicyLocation } from "../law/model/finding";
import { readEnforcement } from "../tenant/graph/policy";
import { printable, quoted } from "../text/printable";
import type { OwnPolicies } from "./own-policies";
import { type SettingSource, settingChange } from "./read-settings";
import type { Settings } from "./settings";
import { portalLink } from "./stack-outputs";
import { importCommand, POLICY_NAME } from "./stack-policy";
import type { TenantPolicies } from "./tenant-policies";

/** Something about the tenant's policies beside the stack's own: an error stops the run. */
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
 * Whether namesakes matter to this run: before a policy is made, and on the way back to report-only, which another policy
 * could lead only half the way. All else is for the drift check.
 */
function matter(own: OwnPolicies, { enforcement }: Settings): boolean {
  if (own.kind === "unreadable" || own.policies.length === 0) return true;
  return enforcement === "report-only" && own.policies.some(({ enforced }) => enforced);
}

/** The stack's own policies that the tenant still has: the state remembers one that somebody has deleted there. */
function presentIn(own: OwnPolicies, policies: readonly JsonObject[]): OwnPolicies {
  if (own.kind === "unreadable") return own;
  const ids = new Set(policies.map(idOf));
  return { kind: "read", policies: own.policies.filter(({ id }) => ids.has(id)) };
}

/**
 * Policies of the tenant that aren't the stack's and are called like its own, or do the same. A run that would make a second
 * one of the name stops, unless the settings accept it: the first may be what a failed run has left behind.
 */
export function namesakeFindings(question: NamesakeQuestion): readonly NamesakeFinding[] {
  const { settings, inTenant } = question;
  if (inTenant.kind === "unreadable")
    return [unreadable(inTenant, matter(question.own, settings) ? "warning" : "note")];
  const own = presentIn(question.own, inTenant.policies);
  if (!matter(own, settings)) return [];
  const known = new Set(own.kind === "read" ? own.policies.map(({ id }) => id) : []);
  const others = inTenant.policies.filter((policy) => !known.has(idOf(policy)));
  return others.flatMap((policy) => {
    if (policy["displayName"] !== settings.displayName)
      return question.hasSameEffect(policy) ? [sameEffect(policy)] : [];
    return settings.acceptedNamesakes.includes(idOf(policy)) ? [] : namesake(policy, own, question);
  });
}

function namesake(policy: JsonObject, own: OwnPolicies, question: NamesakeQuestion): readonly NamesakeFinding[] {
  const { settings } = question;
  const name = `the tenant has a policy called ${quoted(settings.displayName)} (${stateOf(policy)})`;
  if (own.kind === "unreadable") return [ownNotKnown(policy, `${name}; ${because(own.because)}`)];
  if (own.policies.length === 0) return [unmanaged(policy, `${name}, which isn't this stack's`, question)];
  return readEnforcement(policy).kind === "enforced" ? [staysEnforced(policy, name)] : [];
}

const because = (reason: string): string => `whether it is this stack's own can't be told: ${shorten(reason)}`;

function unmanaged(policy: JsonObject, name: string, { own, settings, source }: NamesakeQuestion): NamesakeFinding {
  const id = idOf(policy);
  const [gone] = own.kind === "read" ? own.policies : [];
  const accept = `or, if both are meant: \`${acceptCommand(source, settings.acceptedNamesakes, id)}\``;
  const takeOver = `\`${importCommand(source.component ?? POLICY_NAME, id, source.stack)}\`, which changes nothing in the tenant, and run this again`;
  return finding("unmanaged-policy", "error", policy, {
    message: gone === undefined ? name : `${name}; the stack's own, ${quoted(gone.id)}, is gone from the tenant`,
    help:
      gone === undefined
        ? `take it over with ${takeOver}; ${accept}`
        : `have the state forget the one that is gone with \`pulumi refresh --stack ${source.stack}\`; then take this one over with ${takeOver}; ${accept}`,
  });
}

/** The command that says of one more policy that it is meant to be there. */
export const acceptCommand = (source: SettingSource, accepted: readonly string[], id: string): string =>
  settingChange(source, "acceptedNamesakes", [...accepted, id].join(","));

const ownNotKnown = (policy: JsonObject, message: string): NamesakeFinding =>
  finding("own-policy-not-known", "warning", policy, {
    message,
    help: "compare its id with that in `pulumi stack export`; if it isn't there, take the policy over with `pulumi import` instead of making a second one",
  });

const staysEnforced = (policy: JsonObject, name: string): NamesakeFinding =>
  finding("stays-enforced", "warning", policy, {
    message: `${name}, which isn't this stack's: it stays enforced when the stack's own goes back to report-only`,
    help: `set it to report-only, or delete it: ${portalLink(idOf(policy), undefined)}`,
  });

const sameEffect = (policy: JsonObject): NamesakeFinding =>
  finding("same-effect", "note", policy, {
    message: `${quoted(asText(policy["displayName"]) ?? "")} (${stateOf(policy)}) stops sign-ins to Azure management without MFA too, and isn't this stack's`,
    help: "if both are meant, nothing; the way back to report-only leads through both",
  });

const unreadable = (
  answer: Extract<TenantPolicies, { kind: "unreadable" }>,
  severity: "warning" | "note",
): NamesakeFinding =>
  finding("policies-unreadable", severity, undefined, {
    message: `whether the tenant has another policy of this name, or one that stops a break-glass account, could not be told: ${shorten(answer.because)}`,
    help: `${answer.help}. A second one would be made beside what a failed run has left behind; \`npm run drift\` looks for it`,
  });

function finding(
  code: NamesakeFinding["code"],
  severity: NamesakeFinding["severity"],
  policy: JsonObject | undefined,
  advice: { readonly message: string; readonly help: string },
): NamesakeFinding {
  const primary = policy && ({ kind: "policy", id: idOf(policy), field: undefined } as const);
  return { code, severity, primary, related: [], ...advice };
}

const idOf = ({ id }: JsonObject): string => asText(id)?.toLowerCase() ?? "";

const STATES = { enforced: "enforced", reportOnly: "report-only", off: "off", notUnderstood: "in an unknown state" };

const stateOf = (policy: JsonObject): string => STATES[readEnforcement(policy).kind];

/** The first few hundred characters of another's message, on one line. */
function shorten(text: string): string {
  const line = printable(text.replace(/\s+/g, " ").trim());
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
