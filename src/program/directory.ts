import * as azuread from "@pulumi/azuread";
import type { InvokeOptions } from "@pulumi/pulumi";
import type { JsonObject } from "../law/json/json-object";
import { type Answer, answerOf } from "../tenant/live/tenant-problem";

/** What the tenant has under an excluded id. */
export type PrincipalStatus =
  | { readonly kind: "live-user" }
  | { readonly kind: "disabled-user" }
  /** With the ids of all members, also through nested groups, in lower case. */
  | { readonly kind: "group"; readonly members: readonly string[] }
  | { readonly kind: "gone" };

/** Asks the tenant. No call throws. */
export type Directory = {
  readonly user: (id: string) => Promise<Answer<PrincipalStatus>>;
  readonly group: (id: string) => Promise<Answer<PrincipalStatus>>;
  /** All Conditional Access policies, in Graph's words. */
  readonly policies: () => Promise<Answer<readonly JsonObject[]>>;
};

/**
 * The tenant as the azuread plugin sees it. The plugin can't list policies, so they come from Graph. A look-up that fails would end the
 * program with the provider's message, so it becomes a failed answer here.
 * @see the azuread provider's pages of the two look-ups, section "API Permissions"
 */
export const azureadDirectory = (provider: ProviderSettings, options?: InvokeOptions): Directory => ({
  user: (objectId) =>
    statusFrom("User.Read.All", async () => {
      const { accountEnabled }: Partial<azuread.GetUserResult> = await azuread.getUser({ objectId }, options);
      if (accountEnabled === undefined) throw new Error("the answer doesn't say whether the account is enabled");
      return { kind: accountEnabled ? "live-user" : "disabled-user" };
    }),
  group: (objectId) =>
    statusFrom("GroupMember.Read.All", async () => {
      const group = azuread.getGroup({ objectId, includeTransitiveMembers: true }, options);
      const { members }: Partial<azuread.GetGroupResult> = await group;
      if (members === undefined) throw new Error("the answer doesn't say who is in the group");
      return { kind: "group", members: members.map((id) => id.toLowerCase()) };
    }),
  policies: async () => tenantPolicies(provider, await providersTenant(options)),
});

/** The id of the tenant that the provider deploys to; `undefined` if the provider doesn't say. */
export async function providersTenant(options?: InvokeOptions): Promise<string | undefined> {
  try {
    return (await azuread.getClientConfig(options)).tenantId;
  } catch {
    return undefined;
  }
}

const GONE = /\b(user|group)\b.*\bnot (be )?found\b|\bno (user|group) found\b|Request_ResourceNotFound|\b404\b/is;
const FORBIDDEN = /Authorization_RequestDenied|Insufficient privileges|\b403\b|\bForbidden\b/i;

/**
 * The provider has no error codes, so its text, or Graph's, tells whether an object is missing.
 * @param role the application role that the look-up needs
 */
async function statusFrom(role: string, lookUp: () => Promise<PrincipalStatus>): Promise<Answer<PrincipalStatus>> {
  try {
    return { kind: "read", value: await lookUp() };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const isForbidden = FORBIDDEN.test(message);
    if (!isForbidden && GONE.test(message)) return { kind: "read", value: { kind: "gone" } };
    const help = isForbidden
      ? `give the identity that deploys the Microsoft Graph application role ${role}, with admin consent`
      : "make sure that the identity that deploys can reach the tenant, then try again";
    return { kind: "failed", problem: { code: isForbidden ? "forbidden" : "unexpected", message, help } };
  }
}

/**
 * Lists the tenant's policies. The azuread package has no function for that, so this asks Graph. It needs only the role
 * `Policy.Read.All`, which the provider needs anyway.
 * @param tenantId the provider's tenant, if it is known
 */
export async function tenantPolicies(
  provider: ProviderSettings,
  tenantId: string | undefined,
): Promise<Answer<readonly JsonObject[]>> {
  // The code that asks a tenant is slow to load, and most runs don't need it.
  const { connect } = require("../tenant/live/entra-tenant") as typeof import("../tenant/live/entra-tenant");
  const environment = { ...environmentOf(provider), ...(tenantId !== undefined && { ARM_TENANT_ID: tenantId }) };
  // Waits only a few seconds: the program says what it couldn't ask, and goes on.
  const tenant = await answerOf(connect(environment, { waits: [1_000, 2_000], timeout: 5_000 }));
  return tenant.kind === "failed" ? tenant : answerOf(tenant.value.policies());
}

/** How the provider signs in: by environment variables, and by the stack's configuration, which overrides them. */
export type ProviderSettings = {
  readonly environment: { readonly [name: string]: string | undefined };
  /** By full key, e.g. `azuread:tenantId`. */
  readonly config: Readonly<Record<string, string>>;
};

/** Environment variables that lead to the provider's tenant with the provider's sign-in. */
export function environmentOf({ environment, config }: ProviderSettings): ProviderSettings["environment"] {
  const configured = Object.entries(config).filter(([key]) => key.startsWith("azuread:"));
  return {
    ...environment,
    ...Object.fromEntries(configured.map(([key, value]) => [variableOf(key.slice("azuread:".length)), value])),
  };
}

/** `clientId` → `ARM_CLIENT_ID`. @see the azuread package's page of the provider, section "Configuration Reference" */
const variableOf = (key: string): string =>
  key === "metadataHost" ? "ARM_METADATA_HOSTNAME" : `ARM_${key.replace(/[A-Z]/g, "_$&").toUpperCase()}`;
