/** The policy's type in Pulumi's words. */
export const POLICY_TYPE = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy";

export const POLICY_NAME = "azure-management-mfa";

/** The path of a policy in Graph, below the version; the azuread plugin takes it for the policy's id. */
export const policyPath = (id: string): string => `/identity/conditionalAccess/policies/${id}`;

/**
 * The command that makes a policy of the tenant the stack's own. It changes nothing in the tenant.
 * @param name the resource's name in the program
 */
export const importCommand = (name: string, id: string, stack?: string): string =>
  `pulumi import ${POLICY_TYPE} ${name} ${policyPath(id)}${stack === undefined ? "" : ` --stack ${stack}`}`;

/** The policy's page in the Entra admin center; without a tenant, that of whichever tenant the browser is signed in to. */
export const portalLink = (policyId: string, tenantId: string | undefined): string =>
  `https://entra.microsoft.com/${tenantId === undefined ? "" : `${tenantId}/`}#view/Microsoft_AAD_ConditionalAccess/PolicyBlade/policyId/${policyId}`;
