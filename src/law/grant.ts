import type { Control, Grant, Policy, Strength } from "./model/policy";
import type { SignIn } from "./model/sign-in";
import { type Connectives, type NotUnderstood, not, TRUTHS, type Truth, truthOf } from "./model/truth";

/** Methods that are multifactor by themselves. */
export const MULTIFACTOR_ALONE: ReadonlySet<string> = new Set([
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

/** Methods that are one factor each, password first. */
export const SINGLE_FACTORS: ReadonlySet<string> = new Set([
  ...SECOND_FACTORS_AFTER.keys(),
  ...SECOND_FACTORS,
  "x509CertificateSingleFactor",
  "email",
  "qrCodePin",
]);

/**
 * Whether signing in with this combination of methods is MFA.
 * @see Microsoft Entra, "Conditional Access authentication strength", the table of combinations (2025-03)
 */
export function isMultifactor(combination: readonly string[]): boolean {
  return combination.some(
    (one) => MULTIFACTOR_ALONE.has(one) || combination.some((other) => SECOND_FACTORS_AFTER.get(one)?.has(other)),
  );
}

/**
 * What anybody can show on any platform and with any client, since no document says otherwise. Entra knows approved and protected apps
 * by what the client claims.
 * @see Microsoft Entra, "Conditional Access: Grant" (2026-03)
 */
export const SHOWN_BY_ANYBODY = [
  "approvedApplication",
  "compliantApplication",
  "termsOfUse",
  "customAuthenticationFactors",
  "passwordChange",
] as const;

/** A control that everybody satisfies. */
export const SATISFIED: Control = { kind: "notMfa", name: "riskRemediation" };

/** What decides whether a grant is satisfied without MFA. */
export type Shown = Pick<SignIn, "shows" | "device">;

type Listed = Extract<Strength, { readonly kind: "listed" }>;

/** What a grant is made of: truths about one sign-in, or formulas about all sign-ins. */
export interface GrantTerms<T> extends Connectives<T> {
  /** Whether the sign-in shows a method, or satisfies a control that isn't MFA, by Graph's name. */
  readonly shows: (name: string) => T;
  readonly isStrengthUnknown: () => T;
  /** Whether it is satisfied by what its content that isn't understood means. */
  readonly isOdd: (content: NotUnderstood) => T;
  readonly isBlockAmongOthers: () => T;
}

/**
 * Whether what a sign-in shows satisfies the grant. MFA and a block are never satisfied, since the sign-ins that are asked about
 * haven't done MFA. With OR one control is enough, with AND all are needed.
 * @see Microsoft Entra, "Conditional Access: Grant" (2026-03)
 */
export function satisfied<T>(grant: Grant, terms: GrantTerms<T>): T {
  if (grant.kind === "sessionOnly" || grant.controls.length === 0) return terms.always;
  const controls = grant.controls.map((control) => controlSatisfied(control, terms));
  if (grant.operator.kind === "notUnderstood") return terms.isOdd(grant.operator);
  if (grant.operator.kind === "all") return terms.every(controls);
  return isBlockAlternative(grant) ? terms.isBlockAmongOthers() : terms.some(controls);
}

function controlSatisfied<T>(control: Control, terms: GrantTerms<T>): T {
  switch (control.kind) {
    case "mfa":
    case "block":
      return terms.never;
    case "strength":
      return strengthSatisfied(control.strength, terms);
    case "notMfa":
      return terms.shows(control.name);
    case "notUnderstood":
      return terms.isOdd(control);
  }
}

/**
 * A strength is met iff one of its combinations is shown. A built-in one asks for MFA. One isn't credited that allows nothing, or that
 * says that MFA isn't required although it allows only MFA.
 */
function strengthSatisfied<T>(strength: Strength, terms: GrantTerms<T>): T {
  if (strength.kind === "notUnderstood") return terms.isOdd(strength);
  if (strength.kind !== "listed") return strength.kind === "builtIn" ? terms.never : terms.isStrengthUnknown();
  const combinations = singleFactorCombinations(strength);
  const contradictsItself = strength.requirement === "none" && combinations.length === 0;
  if (strength.combinations.length === 0 || contradictsItself) return terms.always;
  return terms.some(combinations.map((combination) => terms.every(combination.map((method) => terms.shows(method)))));
}

/** Truths about a sign-in that shows everything. A strength that isn't known may be met by anything, and a block among others isn't credited. */
const SHOWS_EVERYTHING: GrantTerms<Truth> = {
  ...TRUTHS,
  shows: () => "yes",
  isStrengthUnknown: () => "yes",
  isOdd: () => "unclear",
  isBlockAmongOthers: () => "yes",
};

/** `yes` iff what the sign-in shows satisfies the grant; `unclear` if that depends on content that isn't understood. */
export const isSatisfied = (grant: Grant, shown: Shown): Truth =>
  satisfied(grant, { ...SHOWS_EVERYTHING, shows: (name) => truthOf(isShown(name, shown)) });

/** Whether a block is among the controls, alone or with others. */
export const hasBlock = (grant: Grant): boolean =>
  grant.kind === "controls" && grant.controls.some(({ kind }) => kind === "block");

/** Whether a block is among alternatives. It isn't credited, since no document says what it means there. */
export const isBlockAlternative = (grant: Grant): boolean =>
  grant.kind === "controls" && grant.controls.length > 1 && hasBlock(grant);

/** Whether the grant lets nobody in, whatever they show. */
export const isBlock = (grant: Grant): boolean =>
  grant.kind === "controls" && hasBlock(grant) && (grant.operator.kind === "all" || grant.controls.length === 1);

/**
 * Remediation is judged by the controls that go with it. A device's state is the same as for device filters: compliant iff `isCompliant`,
 * hybrid joined iff its trust type is `ServerAD`. An unregistered device has neither.
 * @see Microsoft Entra, "Conditional Access: Filter for devices" (2025-05)
 */
function isShown(name: string, { shows, device }: Shown): boolean {
  const attributes = device.kind === "registered" ? device.attributes : undefined;
  if (name === "compliantDevice") return attributes?.get("isCompliant") === true;
  if (name === "domainJoinedDevice") return String(attributes?.get("trustType")).toLowerCase() === "serverad";
  return name === "riskRemediation" || shows.has(name);
}

/** The combinations that a sign-in can show without MFA. */
export const singleFactorCombinations = ({ combinations }: Listed): readonly (readonly string[])[] =>
  combinations.filter((combination) => !isMultifactor(combination));

/**
 * `yes` iff the grant stops every sign-in that hasn't passed MFA, whatever it shows: by asking for MFA, or by blocking. It is `no` for a
 * grant that stops every sign-in only because nobody can show all controls together.
 */
export const stopsWithoutMfa = (grant: Grant): Truth => not(satisfied(grant, SHOWS_EVERYTHING));

/**
 * `yes` iff every combination that the strength allows is MFA. Built-in strengths are known by their ids, since Microsoft adds methods to
 * them over time. A strength whose combinations aren't known isn't credited.
 */
export const strengthForcesMfa = (strength: Strength): Truth => not(strengthSatisfied(strength, SHOWS_EVERYTHING));

/**
 * `yes` iff the policy is enabled: a report-only one is evaluated and logged, never enforced.
 * @see Microsoft Entra, "Conditional Access report-only mode" (2025-03)
 */
export function isEnforced({ enforcement }: Pick<Policy, "enforcement">): Truth {
  return enforcement.kind === "notUnderstood" ? "unclear" : truthOf(enforcement.kind === "enforced");
}
