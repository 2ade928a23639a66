import type { Device } from "../device-filter/device";
import { formatAddress } from "../ip/address";
import { AZURE_MANAGEMENT } from "../model/ids";
import { type Network, OUTSIDER_TYPES, type SignIn } from "../model/sign-in";
import type { Tenant } from "../model/tenant";
import { describeIdentity } from "./principal";

/** A request body of `POST https://graph.microsoft.com/v1.0/identity/conditionalAccess/evaluate`. */
export type WhatIfBody = { readonly [key: string]: unknown };

/**
 * A bypass as a question to Microsoft's own What If. What only its owner can know stands in angle brackets. A dimension
 * that the request can't express, such as an unknown platform, is left out; What If then treats it as not known.
 * @see Microsoft Graph v1.0, `conditionalAccessRoot: evaluate`
 */
export function whatIfBody(signIn: SignIn, tenant: Tenant): WhatIfBody {
  return {
    signInIdentity: { "@odata.type": "#microsoft.graph.userSignIn", ...identity(signIn) },
    signInContext: {
      "@odata.type": "#microsoft.graph.applicationContext",
      includeApplications: [AZURE_MANAGEMENT],
    },
    signInConditions: conditions(signIn, tenant),
    appliedPoliciesOnly: false,
  };
}

function identity({ principal }: SignIn): object {
  const { type, home } = principal.identity;
  if (type === "member") return { userId: userIdOf(principal), externalTenantId: null, externalUserType: "none" };
  if (type === "internalGuest") return { userId: userIdOf(principal), externalTenantId: null, externalUserType: type };
  const isOutsider = OUTSIDER_TYPES.some((outsider) => outsider === type);
  return {
    ...(isOutsider ? {} : { userId: userIdOf(principal) }),
    externalTenantId: home === "unnamed" ? "<id of a tenant that no policy names>" : home,
    externalUserType: type,
  };
}

const userIdOf = (principal: SignIn["principal"]): string =>
  principal.kind === "person" ? principal.id : `<object id of ${describeIdentity(principal)} whom no policy names>`;

function conditions(signIn: SignIn, tenant: Tenant): object {
  const { clientApp, platform, network, device, signInRisk, userRisk, insiderRisk, authenticationFlow: flow } = signIn;
  const country = countryOf(network, tenant);
  return {
    ...(platform === "unknown" ? {} : { devicePlatform: platform }),
    clientAppType: clientApp,
    signInRiskLevel: signInRisk,
    userRiskLevel: userRisk,
    servicePrincipalRiskLevel: "none",
    insiderRiskLevel: insiderRisk ?? "none",
    ...(country === undefined ? {} : { country }),
    ipAddress: formatAddress(network.address),
    ...(flow === null ? {} : { authenticationFlow: { transferMethod: flow } }),
    ...(device.kind === "unregistered" ? {} : { deviceInfo: deviceInfo(device) }),
  };
}

function countryOf({ countryByAddress }: Network, tenant: Tenant): string | undefined {
  switch (countryByAddress.kind) {
    case "code":
      return countryByAddress.code;
    case "unnamed":
      return unnamedCountry(tenant);
    case "unmapped":
      return undefined;
  }
}

/** A registered device as What If's `deviceInfo`: fields are called as in device rules, but for the ownership. */
export function deviceInfo({ attributes }: Extract<Device, { kind: "registered" }>): object {
  return Object.fromEntries(
    Array.from(attributes, ([name, value]) => [
      name === "deviceOwnership" ? "ownership" : name,
      typeof value === "object" ? [...value] : value,
    ]),
  );
}

/** Some of ISO 3166's countries; hardly anybody names all of these. */
const CANDIDATES = ["IS", "UY", "NZ", "BT", "FJ", "NA", "MN", "PY", "WS", "LS", "TO", "SR", "GY", "VU", "KM", "ST"];

/** A country that no named location of the tenant lists. */
export function unnamedCountry({ locations }: Pick<Tenant, "locations">): string | undefined {
  const named = new Set<string>();
  for (const { extent } of locations?.values() ?? [])
    if (extent.kind === "countries") for (const code of extent.codes) named.add(code);
  return CANDIDATES.find((code) => !named.has(code));
}
