import type { Answer } from "../tenant/live/tenant-problem";
import { shortenedTo } from "../text/printable";

/** The policy's resource type in Pulumi. */
export const POLICY_TYPE = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy";

/** The policy's name in the program. */
export const POLICY_NAME = "azure-management-mfa";

/** The path of a policy in Graph, below the version. The azuread plugin uses it as the policy's id. */
export const policyPath = (id: string): string => `/identity/conditionalAccess/policies/${id}`;

/** The command that takes a policy of the tenant over into the stack, by this name in the program. It changes nothing in the tenant. */
export const importCommand = (name: string, id: string, stack: string): string =>
  `pulumi import ${POLICY_TYPE} ${name} ${policyPath(id)} --stack ${stack}`;

/** The policy's page in the Entra admin center. Without a tenant, it is the page in the tenant that the browser is signed in to. */
export const portalLink = (policyId: string, tenantId: string | undefined): string =>
  `https://entra.microsoft.com/${tenantId === undefined ? "" : `${tenantId}/`}#view/Microsoft_AAD_ConditionalAccess/PolicyBlade/policyId/${policyId}`;

/** The Graph ids of the stack's own policies, from its last state; or why they aren't known. */
export type OwnPolicies = Answer<readonly string[], string>;

/** The provider's errors can have many lines. The first few hundred characters name the cause. */
export const shorten = (text: string): string => shortenedTo(300, text.replace(/\s+/g, " ").trim());
