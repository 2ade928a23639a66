import { type GraphObject, isObject } from "../json";
import { byId } from "../store/directory";

/** Methods that are two factors by themselves (the strengths documentation's table). */
const MULTI_FACTOR_MODES = [
  "windowsHelloForBusiness",
  "fido2",
  "deviceBasedPush",
  "x509CertificateMultiFactor",
  "federatedMultiFactor",
  "temporaryAccessPassOneTime",
  "temporaryAccessPassMultiUse",
];

const SINGLE_FACTOR_MODES = [
  "password",
  "sms",
  "voice",
  "hardwareOath",
  "softwareOath",
  "microsoftAuthenticatorPush",
  "federatedSingleFactor",
  "x509CertificateSingleFactor",
  "email",
  "qrCodePin",
];

/** The modes that Graph v1.0 has (authenticationMethodModes, read 2026-11). */
export const MODES: readonly string[] = [...MULTI_FACTOR_MODES, ...SINGLE_FACTOR_MODES];

/** Is the text one mode or several joined by commas, all of them modes that Graph v1.0 has? */
export const isCombination = (text: string): boolean => text.split(",").every((mode) => MODES.includes(mode.trim()));

/** What a strength with these combinations satisfies: `none` as soon as one of them is a single factor. */
export function requirementsOf(combinations: readonly string[]): "mfa" | "none" {
  return combinations.every((text) => text.includes(",") || MULTI_FACTOR_MODES.includes(text)) ? "mfa" : "none";
}

/** The policy as it reads: the authentication strength that it names is written out, its name in a policy being the id alone. */
export function expandStrength(policy: GraphObject, strengths: readonly GraphObject[]): GraphObject {
  const grant = policy["grantControls"];
  if (!isObject(grant)) return policy;
  const named = grant["authenticationStrength"];
  const id = isObject(named) ? named["id"] : undefined;
  const strength = typeof id === "string" ? byId(strengths, id) : undefined;
  return strength === undefined ? policy : { ...policy, grantControls: { ...grant, authenticationStrength: strength } };
}
