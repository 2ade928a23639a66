import type { AttributeName } from "./device-filter/attributes";
import type { Device } from "./device-filter/device";
import type { Control, Grant, Policy, Strength } from "./model/policy";
import type { SignIn } from "./model/sign-in";
import { every, not, some, type Truth, truthOf } from "./model/truth";

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

/** Methods that are one factor each, password first. */
export const SINGLE_FACTORS: ReadonlySet<string> = new Set([
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
 * What anybody can show on any platform and with any client, as long as no document says otherwise: approved and protected apps are
 * known by what the client claims.
 * @see Microsoft Entra, "Conditional Access: Grant" (2026-03)
 */
export const SHOWN_BY_ANYBODY = [
  "approvedApplication",
  "compliantApplication",
  "termsOfUse",
  "customAuthenticationFactors",
  "passwordChange",
] as const;

/** A control that whoever signs in satisfies. */
export const SATISFIED: Control = { kind: "notMfa", name: "riskRemediation" };

/** Whether a sign-in can't show both of these methods without MFA being done. */
export const areMfaTogether = (one: string, other: string): boolean =>
  SECOND_FACTORS_AFTER.get(one)?.has(other) === true || SECOND_FACTORS_AFTER.get(other)?.has(one) === true;

/** What decides whether a grant is satisfied without MFA. */
export type Shown = Pick<SignIn, "shows" | "device">;

/**
 * `yes` iff what the sign-in shows satisfies the grant. MFA and a block never are satisfied, since the sign-ins that are asked about
 * haven't done MFA. With OR one control is enough, and a block among others isn't credited; with AND all are needed.
 * @see Microsoft Entra, "Conditional Access: Grant" (2026-03)
 */
export function isSatisfied(grant: Grant, shown: Shown): Truth {
  if (grant.kind === "sessionOnly" || grant.controls.length === 0) return "yes";
  const truths = grant.controls.map((control) => isControlSatisfied(control, shown));
  switch (grant.operator.kind) {
    case "all":
      return every(truths);
    case "any":
      return isBlockAlternative(grant) ? "yes" : some(truths);
    case "notUnderstood":
      return every(truths) === "yes" ? "yes" : "unclear";
  }
}

/** Whether a block is among the controls, alone or with others. */
export const hasBlock = (grant: Grant): boolean =>
  grant.kind === "controls" && grant.controls.some(({ kind }) => kind === "block");

/** A block among alternatives isn't credited: nothing says what it means there. */
export const isBlockAlternative = (grant: Grant): boolean =>
  grant.kind === "controls" && grant.controls.length > 1 && hasBlock(grant);

/** Whether the grant lets nobody in, whatever they show. */
export const isBlock = (grant: Grant): boolean =>
  grant.kind === "controls" && hasBlock(grant) && (grant.operator.kind === "all" || grant.controls.length === 1);

function isControlSatisfied(control: Control, shown: Shown): Truth {
  switch (control.kind) {
    case "mfa":
    case "block":
      return "no";
    case "strength":
      return isStrengthSatisfied(control.strength, shown);
    case "notMfa":
      return truthOf(isShown(control.name, shown));
    case "notUnderstood":
      return "unclear";
  }
}

/**
 * Remediation is judged by what it is paired with. A device's state is what device filters ask about, too: compliant iff `isCompliant`, hybrid joined iff its trust type is
 * `ServerAD`. An unregistered device has neither.
 * @see Microsoft Entra, "Conditional Access: Filter for devices" (2025-05)
 */
function isShown(name: string, { shows, device }: Shown): boolean {
  const attributes = device.kind === "registered" ? device.attributes : undefined;
  if (name === "compliantDevice") return attributes?.get("isCompliant") === true;
  if (name === "domainJoinedDevice") return String(attributes?.get("trustType")).toLowerCase() === "serverad";
  return name === "riskRemediation" || shows.has(name);
}

/** A strength is met iff one of its combinations is shown; one that isn't known may be met by anything. */
function isStrengthSatisfied(strength: Strength, { shows }: Shown): Truth {
  if (strength.kind !== "listed") return truthOf(strength.kind === "notKnown");
  return some([
    ...satisfiedWhatever(strength),
    ...singleFactorCombinations(strength).map((combination) =>
      combination.every((method) => shows.has(method) || !isKnownMethod(method))
        ? combination.every(isKnownMethod)
          ? "yes"
          : "unclear"
        : "no",
    ),
  ]);
}

type Listed = Extract<Strength, { readonly kind: "listed" }>;

/** Combinations that can be shown without MFA, or may be: those with a method that isn't known. */
export const singleFactorCombinations = ({ combinations }: Listed): readonly (readonly string[])[] =>
  combinations.filter((combination) => isMultifactor(combination) !== "yes");

/** Where a strength isn't credited, whatever is shown: it allows nothing, or says that MFA isn't required though only that is allowed. */
export function satisfiedWhatever(strength: Listed): readonly Truth[] {
  if (strength.requirement === "notUnderstood") return ["unclear"];
  const contradictsItself = strength.requirement === "none" && singleFactorCombinations(strength).length === 0;
  return strength.combinations.length === 0 || contradictsItself ? ["yes"] : [];
}

/** Everything that some sign-in shows without MFA, all at once. */
const EVERYTHING: ReadonlySet<string> = new Set([...SINGLE_FACTORS, ...SHOWN_BY_ANYBODY]);

/** A device that has every state that a grant can ask for. */
export const BEST_DEVICE: Device = {
  kind: "registered",
  attributes: new Map<AttributeName, string | boolean>([
    ["isCompliant", true],
    ["trustType", "ServerAD"],
  ]),
};

/**
 * `yes` iff the grant stops every sign-in that hasn't passed MFA, whatever it shows: by asking for MFA, or by blocking. What it stops
 * because nobody can show all that it asks for together isn't seen here.
 */
export const stopsWithoutMfa = (grant: Grant): Truth =>
  not(isSatisfied(grant, { shows: EVERYTHING, device: BEST_DEVICE }));

/**
 * `yes` iff every combination that the strength allows is MFA. The built-in ones are known by their ids, since Microsoft
 * adds methods to their lists over time; one whose combinations aren't known is credited with nothing.
 */
export const strengthForcesMfa = (strength: Strength): Truth =>
  not(isStrengthSatisfied(strength, { shows: EVERYTHING, device: BEST_DEVICE }));

/**
 * `yes` iff the policy is enabled: a report-only one is evaluated and logged, never enforced.
 * @see Microsoft Entra, "Conditional Access report-only mode" (2025-03)
 */
export function isEnforced({ enforcement }: Pick<Policy, "enforcement">): Truth {
  return enforcement.kind === "notUnderstood" ? "unclear" : truthOf(enforcement.kind === "enforced");
}
