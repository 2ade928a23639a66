import { formatAddress } from "../../ip/address";
import { AZURE_MANAGEMENT } from "../../model/ids";
import { type Network, OUTSIDER_TYPES, type SignIn } from "../../model/sign-in";
import type { Tenant } from "../../model/tenant";
import { describeSort } from "../words/sort-of-identity";
import { deviceInfo } from "./device-info";
import { unnamedCountry } from "./unnamed-country";

/** A request body of `POST https://graph.microsoft.com/v1.0/identity/conditionalAccess/evaluate`. */
export type WhatIfBody = { readonly [key: string]: unknown };

/**
 * A witness as a question to Microsoft's own What If. What only its owner can know stands in angle brackets. A dimension
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
  principal.kind === "person" ? principal.id : `<object id of ${describeSort(principal)} whom no policy names>`;

function conditions(signIn: SignIn, tenant: Tenant): object {
  const {
    clientApp,
    platform,
    network: place,
    device,
    signInRisk,
    userRisk,
    insiderRisk,
    authenticationFlow: flow,
  } = signIn;
  const country = countryOf(place, tenant);
  return {
    ...(platform === "unknown" ? {} : { devicePlatform: platform }),
    clientAppType: clientApp,
    signInRiskLevel: signInRisk,
    userRiskLevel: userRisk,
    servicePrincipalRiskLevel: "none",
    insiderRiskLevel: insiderRisk ?? "none",
    ...(country === undefined ? {} : { country }),
    ipAddress: formatAddress(place.address),
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
