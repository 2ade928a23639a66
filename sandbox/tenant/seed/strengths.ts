import type { GraphObject } from "../json";

const PASSWORDLESS = ["windowsHelloForBusiness", "fido2", "x509CertificateMultiFactor", "deviceBasedPush"];

const MULTIFACTOR = [
  ...PASSWORDLESS,
  "temporaryAccessPassOneTime",
  "temporaryAccessPassMultiUse",
  "password,microsoftAuthenticatorPush",
  "password,softwareOath",
  "password,hardwareOath",
  "password,x509CertificateSingleFactor",
  "password,x509CertificateMultiFactor",
  "password,sms",
  "password,voice",
  "federatedMultiFactor",
  "microsoftAuthenticatorPush,federatedSingleFactor",
  "softwareOath,federatedSingleFactor",
  "hardwareOath,federatedSingleFactor",
  "sms,federatedSingleFactor",
  "voice,federatedSingleFactor",
];

/** The three strengths that every tenant has, with their fixed ids and combinations (Graph's reference, list of strength policies). */
export function builtInStrengths(): readonly GraphObject[] {
  return [
    builtIn(2, "Multifactor authentication", "Combinations of methods that satisfy strong authentication", MULTIFACTOR),
    builtIn(3, "Passwordless MFA", "Passwordless methods that satisfy strong authentication", PASSWORDLESS),
    builtIn(4, "Phishing-resistant MFA", "Passwordless methods that can't be phished", PASSWORDLESS.slice(0, 3)),
  ];
}

function builtIn(
  n: number,
  displayName: string,
  description: string,
  allowedCombinations: readonly string[],
): GraphObject {
  const at = "2021-12-01T00:00:00Z";
  return {
    "@odata.type": "#microsoft.graph.authenticationStrengthPolicy",
    id: `00000000-0000-0000-0000-00000000000${n}`,
    createdDateTime: at,
    modifiedDateTime: at,
    displayName,
    description,
    policyType: "builtIn",
    requirementsSatisfied: "mfa",
    allowedCombinations,
  };
}
