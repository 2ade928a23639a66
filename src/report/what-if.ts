import { CONDITIONS, DIMENSIONS } from "../law/conditions";
import type { JsonObject } from "../law/json/json-object";
import type { Circumstances, Dimension } from "../law/model/dimensions";
import { AZURE_MANAGEMENT } from "../law/model/ids";
import type { SignIn } from "../law/model/sign-in";
import type { Tenant } from "../law/model/tenant";

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
    signInContext: { "@odata.type": "#microsoft.graph.applicationContext", includeApplications: [AZURE_MANAGEMENT] },
    signInConditions: {
      ...Object.assign({}, ...DIMENSIONS.map((dimension) => conditionOf(dimension, signIn, tenant))),
      servicePrincipalRiskLevel: "none",
    },
    appliedPoliciesOnly: false,
  };
}

/** Only a person of the directory can be asked about. Others have no id. */
function identity({ principal }: SignIn): object {
  const { type, home } = principal.identity;
  const userId = principal.kind === "person" ? principal.id : undefined;
  if (type === "member") return { userId, externalTenantId: null, externalUserType: "none" };
  if (type === "internalGuest") return { userId, externalTenantId: null, externalUserType: type };
  const externalTenantId = home === "unnamed" ? "<id of a tenant that no policy names>" : home;
  return { userId, externalTenantId, externalUserType: type };
}

const conditionOf = <D extends Dimension>(dimension: D, signIn: Circumstances, tenant: Tenant): JsonObject =>
  CONDITIONS[dimension].whatIf(signIn[dimension], tenant);
