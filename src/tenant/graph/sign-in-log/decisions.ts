import { asList, asObject, asText, type JsonObject } from "../../../law/json/json-object";
import type { Decision } from "../../../law/model/decided-sign-in";

type Outcome = Omit<Decision, "reasons">;

const ENFORCED = ["enforced"] as const;
const REPORT_ONLY = ["reportOnly"] as const;

/** What each result of a policy means. After an interruption the control isn't satisfied yet. @see Microsoft Graph, `appliedConditionalAccessPolicy`, `result` (2025-07) */
const RESULTS: ReadonlyMap<unknown, Outcome> = new Map<unknown, Outcome>([
  ["success", { applies: true, states: ENFORCED, satisfied: true }],
  ["failure", { applies: true, states: ENFORCED, satisfied: false }],
  ["notApplied", { applies: false, states: [...ENFORCED, ...REPORT_ONLY] }],
  ["notEnabled", { applies: false, states: ["off"] }],
  ["reportOnlySuccess", { applies: true, states: REPORT_ONLY, satisfied: true }],
  ["reportOnlyFailure", { applies: true, states: REPORT_ONLY, satisfied: false }],
  ["reportOnlyInterrupted", { applies: true, states: REPORT_ONLY, satisfied: false }],
  ["reportOnlyNotApplied", { applies: false, states: REPORT_ONLY }],
]);

/** Entra's decision about each policy; `undefined` if the record lists none, as for a reader who may not see them. */
export function readDecisions(record: JsonObject): ReadonlyMap<string, Decision> | undefined {
  const decisions = new Map<string, Decision>();
  for (const item of asList(record["appliedConditionalAccessPolicies"]) ?? []) {
    const policy = asObject(item);
    const id = asText(policy?.["id"])?.toLowerCase();
    if (policy === undefined || id === undefined) continue;
    const reasons = asText(policy["conditionsNotSatisfied"]) ?? "";
    decisions.set(id, { ...(RESULTS.get(policy["result"]) ?? { applies: undefined }), reasons });
  }
  return decisions.size === 0 ? undefined : decisions;
}

/** Methods that are two factors by themselves or are used only after a first factor, by their names in the log. */
const STRONG = /fido2|passkey|windows hello|authenticator|mobile app|certificate.*multi|temporary access pass/i;
/** Methods that may be the only factor of a sign-in. @see Microsoft Entra, "SMS-based sign-in"; "Email one-time passcode" */
const SECOND = /text message|sms|phone call|voice|oath|verification code/i;
const MET = /MFA requirement satisfied|MFA completed|multifactor requirement satisfied/i;

const SKIPPED = /(MFA|multifactor)( requirement)? (was )?(skipped|not required)/i;

/**
 * Whether the user did MFA: a step succeeded with it, or it was required and the record lists no steps. A requirement isn't enough: MFA is
 * skipped at trusted addresses of the MFA service and on a remembered device. `undefined` if the record doesn't show it.
 * @see Microsoft Graph beta, `signIn`: `authenticationRequirement`, `authenticationDetails` (2025-07); Microsoft Entra, "Configure
 *   multifactor authentication settings": trusted IPs, remember multifactor authentication
 */
export function readMfa(record: JsonObject): boolean | undefined {
  const requirement = asText(record["authenticationRequirement"]);
  const listed = (asList(record["authenticationDetails"]) ?? []).map(asObject);
  const steps = listed.filter((step) => step?.["succeeded"] === true);
  const textsOf = (key: string): readonly string[] => steps.map((step) => asText(step?.[key]) ?? "");
  const methods = textsOf("authenticationMethod");
  const details = textsOf("authenticationStepResultDetail");
  const isSecond = methods.some((method) => SECOND.test(method)) && methods.some((method) => !SECOND.test(method));
  if (isSecond || methods.some((method) => STRONG.test(method)) || details.some((detail) => MET.test(detail)))
    return true;
  if (requirement === "singleFactorAuthentication" || details.some((detail) => SKIPPED.test(detail))) return false;
  return requirement === "multiFactorAuthentication" && listed.length === 0 ? true : undefined;
}
