import { asList, asObject, asText, type JsonObject } from "../../../law/json/json-object";
import type { RecordedDecision } from "../../../law/model/recorded-sign-in";

type Outcome = Omit<RecordedDecision, "missed">;

const outcome = (applied?: boolean, state?: Outcome["state"], satisfied?: boolean): Outcome => ({
  ...{ applied, state, satisfied },
});

/** What each result of a policy means. After an interruption the control isn't satisfied yet. @see Microsoft Graph, `appliedConditionalAccessPolicy`, `result` (2025-07) */
const RESULTS: ReadonlyMap<unknown, Outcome> = new Map([
  ["success", outcome(true, "enforced", true)],
  ["failure", outcome(true, "enforced", false)],
  ["notApplied", outcome(false)],
  ["notEnabled", outcome(false, "off")],
  ["reportOnlySuccess", outcome(true, "reportOnly", true)],
  ["reportOnlyFailure", outcome(true, "reportOnly", false)],
  ["reportOnlyInterrupted", outcome(true, "reportOnly", false)],
  ["reportOnlyNotApplied", outcome(false, "reportOnly")],
]);

/** What Entra decided about each policy; `undefined` if the record lists none, as for a reader who may not see them. */
export function readDecisions(record: JsonObject): ReadonlyMap<string, RecordedDecision> | undefined {
  const decisions = new Map<string, RecordedDecision>();
  for (const item of asList(record["appliedConditionalAccessPolicies"]) ?? []) {
    const policy = asObject(item);
    const id = asText(policy?.["id"])?.toLowerCase();
    if (policy === undefined || id === undefined) continue;
    const missed = (asText(policy["conditionsNotSatisfied"]) ?? "").split(",").map((flag) => flag.trim());
    decisions.set(id, { ...(RESULTS.get(policy["result"]) ?? outcome()), missed });
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
