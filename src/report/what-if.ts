import { CONDITIONS, DIMENSIONS } from "../law/conditions";
import type { JsonObject } from "../law/json/json-object";
import type { Circumstances, Dimension } from "../law/model/dimensions";
import { AZURE_MANAGEMENT } from "../law/model/ids";
import { OUTSIDER_TYPES, type SignIn } from "../law/model/sign-in";
import type { Tenant } from "../law/model/tenant";
import { describeIdentity } from "../words/principal";

/** A request body of `POST https://graph.microsoft.com/v1.0/identity/conditionalAccess/evaluate`. */
export type WhatIfBody = JsonObject;

/**
 * A bypass as a question to Microsoft's What If. Values that only the tenant's owner can know are in angle brackets. A dimension that
 * the request can't express, such as an unknown platform, is sent as any value.
 * @see Microsoft Graph v1.0, `conditionalAccessRoot: evaluate`
 */
export function whatIfBody(signIn: SignIn, tenant: Tenant): WhatIfBody {
  return {
    signInIdentity: { "@odata.type": "#microsoft.graph.userSignIn", ...identity(signIn) },
    signInContext: {
      "@odata.type": "#microsoft.graph.applicationContext",
      includeApplications: [AZURE_MANAGEMENT],
    },
    signInConditions: {
      ...Object.assign({}, ...DIMENSIONS.map((dimension) => conditionOf(dimension, signIn, tenant))),
      servicePrincipalRiskLevel: "none",
    },
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

const conditionOf = <D extends Dimension>(dimension: D, signIn: Circumstances, tenant: Tenant): JsonObject =>
  CONDITIONS[dimension].whatIf(signIn[dimension], tenant);
