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

/** Is the text one mode or several joined by commas, all of them modes that Graph v1.0 has? */
export function isCombination(text: string): boolean {
  const modes = text.split(",").map((mode) => mode.trim());
  return modes.every((mode) => MULTI_FACTOR_MODES.includes(mode) || SINGLE_FACTOR_MODES.includes(mode));
}

/** What a strength with these combinations satisfies: `none` as soon as one of them is a single factor. */
export function requirementsOf(combinations: readonly string[]): "mfa" | "none" {
  return combinations.every((text) => text.includes(",") || MULTI_FACTOR_MODES.includes(text)) ? "mfa" : "none";
}
