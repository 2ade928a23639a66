import { type GraphObject, isObject } from "../json";
import { byId } from "../store/directory";

/** The methods that are two factors by themselves (table in the documentation of authentication strengths). */
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

/** The modes of Graph v1.0 (authenticationMethodModes, read 2026-11). */
export const MODES: readonly string[] = [...MULTI_FACTOR_MODES, ...SINGLE_FACTOR_MODES];

/** The requirement that a strength with these combinations satisfies. It is `none` if any of them is a single factor. */
export function requirementsOf(combinations: readonly string[]): "mfa" | "none" {
  return combinations.every((text) => text.includes(",") || MULTI_FACTOR_MODES.includes(text)) ? "mfa" : "none";
}

/** The policy as Graph returns it, with the whole authentication strength. The stored policy has only the strength's id. */
export function expandStrength(policy: GraphObject, strengths: readonly GraphObject[]): GraphObject {
  const grant = policy["grantControls"];
  if (!isObject(grant)) return policy;
  const named = grant["authenticationStrength"];
  const id = isObject(named) ? named["id"] : undefined;
  const strength = typeof id === "string" ? byId(strengths, id) : undefined;
  return strength === undefined ? policy : { ...policy, grantControls: { ...grant, authenticationStrength: strength } };
}
