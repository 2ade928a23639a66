import { asList, asObject, asText, type JsonObject } from "../../../json/json-object";
import type { RecordedDecision } from "../../../model/recorded-sign-in";

type Outcome = Pick<RecordedDecision, "result" | "state" | "satisfied">;

const outcome = (
  result: Outcome["result"],
  state: Outcome["state"] = undefined,
  satisfied: Outcome["satisfied"] = undefined,
): Outcome => ({ result, state, satisfied });

/**
 * What Graph's words say of a policy. An interruption asks for something that is still to be done.
 * @see Microsoft Graph, `appliedConditionalAccessPolicy`, `result` (v1.0 and beta, 2025-07)
 */
const RESULTS: { readonly [result: string]: Outcome } = {
  success: outcome("applied", "enforced", true),
  failure: outcome("applied", "enforced", false),
  notApplied: outcome("notApplied"),
  notEnabled: outcome("off"),
  reportOnlySuccess: outcome("applied", "reportOnly", true),
  reportOnlyFailure: outcome("applied", "reportOnly", false),
  reportOnlyInterrupted: outcome("applied", "reportOnly", false),
  reportOnlyNotApplied: outcome("notApplied", "reportOnly"),
};

const NOT_TOLD = outcome("notTold");

/** What Entra decided about each policy; `undefined` where the record lists none, as for readers without the right to see them. */
export function readDecisions(record: JsonObject): ReadonlyMap<string, RecordedDecision> | undefined {
  const listed = asList(record["appliedConditionalAccessPolicies"]);
  if (listed === undefined || listed.length === 0) return undefined;
  const decisions = new Map<string, RecordedDecision>();
  for (const item of listed) {
    const policy = asObject(item);
    const id = asText(policy?.["id"])?.toLowerCase();
    if (policy === undefined || id === undefined) continue;
    const result = asText(policy["result"]) ?? "";
    decisions.set(id, {
      displayName: asText(policy["displayName"]),
      ...(RESULTS[result] ?? NOT_TOLD),
      missed: flagsIn(policy["conditionsNotSatisfied"]),
    });
  }
  return decisions.size === 0 ? undefined : decisions;
}

const flagsIn = (value: unknown): readonly string[] =>
  (asText(value) ?? "")
    .split(",")
    .map((flag) => flag.trim())
    .filter((flag) => flag !== "" && flag !== "none");

/** Methods that are two factors by themselves, or are only ever asked for after a first one, as the log calls them. */
const STRONG = /fido2|passkey|windows hello|authenticator|mobile app|certificate.*multi|temporary access pass/i;
/**
 * Methods that may be all that somebody signs in with, and then are one factor.
 * @see Microsoft Entra, "SMS-based sign-in"; "Email one-time passcode authentication"
 */
const SECOND = /text message|sms|phone call|voice|oath|verification code/i;
const MET = /MFA requirement satisfied|MFA completed|multifactor requirement satisfied/i;

/**
 * Whether MFA was done: some policy asked for it, or a step that succeeded was one. A record that says neither is not told.
 * @see Microsoft Graph beta, `signIn`: `authenticationRequirement`, `authenticationDetails` (2025-07)
 */
export function readMfa(record: JsonObject): boolean | undefined {
  const requirement = asText(record["authenticationRequirement"]);
  if (requirement === "multiFactorAuthentication") return true;
  const steps = (asList(record["authenticationDetails"]) ?? [])
    .map(asObject)
    .filter((step) => step?.["succeeded"] === true);
  const methods = steps.map((step) => asText(step?.["authenticationMethod"]) ?? "");
  const isMet = steps.some((step) => MET.test(asText(step?.["authenticationStepResultDetail"]) ?? ""));
  const isSecond = methods.some((method) => SECOND.test(method)) && methods.some((method) => !SECOND.test(method));
  if (isMet || isSecond || methods.some((method) => STRONG.test(method))) return true;
  return requirement === "singleFactorAuthentication" ? false : undefined;
}
