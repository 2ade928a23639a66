import type { Control, Grant, Policy, Strength } from "./model/policy";
import { every, some, type Truth, truthOf } from "./model/truth";

/** Methods that are multifactor by themselves. */
const MULTIFACTOR_ALONE: ReadonlySet<string> = new Set([
  "windowsHelloForBusiness",
  "fido2",
  "deviceBasedPush",
  "x509CertificateMultiFactor",
  "federatedMultiFactor",
  "temporaryAccessPassOneTime",
  "temporaryAccessPassMultiUse",
]);

/** Methods that are multifactor after a password or a federated sign-in. */
const SECOND_FACTORS = ["microsoftAuthenticatorPush", "softwareOath", "hardwareOath", "sms", "voice"];

/**
 * Methods that prove a first factor, each with those that it is multifactor together with. A single-factor certificate
 * counts after a password alone: after a federated sign-in the table doesn't have it.
 */
const SECOND_FACTORS_AFTER: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["password", new Set([...SECOND_FACTORS, "x509CertificateSingleFactor"])],
  ["federatedSingleFactor", new Set(SECOND_FACTORS)],
]);

const SINGLE_FACTORS: ReadonlySet<string> = new Set([
  ...SECOND_FACTORS_AFTER.keys(),
  ...SECOND_FACTORS,
  "x509CertificateSingleFactor",
  "email",
  "qrCodePin",
]);

/**
 * `yes` iff signing in with this combination of methods is MFA; `unclear` where a method isn't known.
 * @see Microsoft Entra, "Conditional Access authentication strength", the table of combinations (2025-03)
 */
function isMultifactor(combination: readonly string[]): Truth {
  if (combination.some((method) => MULTIFACTOR_ALONE.has(method))) return "yes";
  const pairs = combination.flatMap((first) => combination.map((second) => [first, second] as const));
  if (pairs.some(([first, second]) => SECOND_FACTORS_AFTER.get(first)?.has(second))) return "yes";
  return combination.every(isKnownMethod) ? "no" : "unclear";
}

/** Whether it is one of the authentication methods of Microsoft's table, which are the ones that can be judged. */
export const isKnownMethod = (method: string): boolean => MULTIFACTOR_ALONE.has(method) || SINGLE_FACTORS.has(method);

/**
 * `yes` iff every combination that the strength allows is MFA. The built-in ones are known by their ids, since Microsoft
 * adds methods to their lists over time; one whose combinations aren't known is credited with nothing.
 */
export function strengthForcesMfa(strength: Strength): Truth {
  switch (strength.kind) {
    case "builtIn":
      return "yes";
    case "notKnown":
      return "no";
    case "listed": {
      if (strength.combinations.length === 0 || strength.requirement === "none") return "no";
      const requiresMfa: Truth = strength.requirement === "notUnderstood" ? "unclear" : "yes";
      return every([requiresMfa, ...strength.combinations.map(isMultifactor)]);
    }
  }
}

function controlForcesMfa(control: Control): Truth {
  switch (control.kind) {
    case "mfa":
      return "yes";
    case "strength":
      return strengthForcesMfa(control.strength);
    case "notUnderstood":
      return "unclear";
    case "block":
    case "notMfa":
      return "no";
  }
}

/**
 * A block stops the sign-in, alone or with everything else required; as one of several alternatives it isn't credited.
 */
export function stops(control: Control): Truth {
  return control.kind === "block" ? "yes" : controlForcesMfa(control);
}

/**
 * `yes` iff the grant stops every sign-in that hasn't passed MFA: by asking for MFA, or by blocking.
 *
 * With AND one control that forces MFA is enough; with OR each alternative must force it, for whoever signs in chooses
 * the weakest. Session controls alone ask for nothing. A single control is the same under both operators.
 * @see Microsoft Entra, "Conditional Access: Grant" (2026-03)
 */
export function stopsWithoutMfa(grant: Grant): Truth {
  if (grant.kind === "sessionOnly" || grant.controls.length === 0) return "no";
  const underAll = some(grant.controls.map(stops));
  const underAny = grant.controls.length === 1 ? underAll : every(grant.controls.map(controlForcesMfa));
  switch (grant.operator.kind) {
    case "all":
      return underAll;
    case "any":
      return underAny;
    case "notUnderstood":
      return underAll === "no" ? "no" : "unclear";
  }
}

/**
 * `yes` iff the policy is enabled: a report-only one is evaluated and logged, never enforced.
 * @see Microsoft Entra, "Conditional Access report-only mode" (2025-03)
 */
export function isEnforced({ enforcement }: Pick<Policy, "enforcement">): Truth {
  return enforcement.kind === "notUnderstood" ? "unclear" : truthOf(enforcement.kind === "enforced");
}
