import * as azuread from "@pulumi/azuread";
import type { InvokeOptions } from "@pulumi/pulumi";
import type { JsonObject } from "../law/json/json-object";
import type { Advice } from "../law/model/finding";

/** What the tenant says about an excluded id. A failed look-up has its own answer, and never passes. */
export type PrincipalStatus =
  | { readonly kind: "live-user" }
  | { readonly kind: "disabled-user" }
  /** With the ids of all members, also through nested groups, in lower case. */
  | { readonly kind: "group"; readonly members: readonly string[] }
  | { readonly kind: "gone" }
  | { readonly kind: "unreadable"; readonly because: string; readonly forbidden: boolean };

/** The tenant's Conditional Access policies in Graph's words, or why they couldn't be read. */
export type TenantPolicies =
  | { readonly kind: "read"; readonly policies: readonly JsonObject[] }
  | { readonly kind: "unreadable"; readonly because: string; readonly help: string };

/** Asks the tenant. No call throws: a failure is a status. */
export type Directory = {
  readonly user: (id: string) => Promise<PrincipalStatus>;
  readonly group: (id: string) => Promise<PrincipalStatus>;
  readonly policies: () => Promise<TenantPolicies>;
};

/**
 * The tenant as the azuread plugin sees it. The plugin can't list policies, so they come from Graph. A failed look-up would end the
 * program with the provider's message; here it becomes a status.
 */
export const azureadDirectory = (provider: ProviderSettings, options?: InvokeOptions): Directory => ({
  user: (objectId) =>
    statusOf(azuread.getUser({ objectId }, options), ({ accountEnabled }: Partial<azuread.GetUserResult>) =>
      accountEnabled === undefined
        ? unreadable("the answer doesn't say whether the account is enabled")
        : { kind: accountEnabled ? "live-user" : "disabled-user" },
    ),
  group: (objectId) =>
    statusOf(
      azuread.getGroup({ objectId, includeTransitiveMembers: true }, options),
      ({ members }: Partial<azuread.GetGroupResult>) =>
        members === undefined
          ? unreadable("the answer doesn't say who is in the group")
          : { kind: "group", members: members.map((id) => id.toLowerCase()) },
    ),
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

async function statusOf<T>(lookUp: Promise<T>, convert: (found: T) => PrincipalStatus): Promise<PrincipalStatus> {
  try {
    return convert(await lookUp);
  } catch (error) {
    return failureStatus(error instanceof Error ? error.message : String(error));
  }
}

const GONE = /\b(user|group)\b.*\bnot (be )?found\b|\bno (user|group) found\b|Request_ResourceNotFound|\b404\b/is;
const FORBIDDEN = /Authorization_RequestDenied|Insufficient privileges|\b403\b|\bForbidden\b/i;

/** The provider has no error codes, so its text, or Graph's, tells whether an object is missing. */
function failureStatus(message: string): PrincipalStatus {
  if (FORBIDDEN.test(message)) return unreadable(message, true);
  return GONE.test(message) ? { kind: "gone" } : unreadable(message);
}

const unreadable = (because: string, forbidden = false): PrincipalStatus => ({
  kind: "unreadable",
  because,
  forbidden,
});

/**
 * Lists the tenant's policies. The azuread package has no function for that, so this asks Graph. It needs only the role
 * `Policy.Read.All`, which the provider needs anyway.
 * @param tenantId the provider's tenant, if it is known
 */
export async function tenantPolicies(
  provider: ProviderSettings,
  tenantId: string | undefined,
): Promise<TenantPolicies> {
  // The code that asks a tenant is slow to load, and most runs don't need it.
  const { connect } = require("../tenant/live/entra-tenant") as typeof import("../tenant/live/entra-tenant");
  const { answerOf } = require("../tenant/live/tenant-problem") as typeof import("../tenant/live/tenant-problem");
  const { RETRY_POLICY } =
    require("../tenant/live/graph-connection") as typeof import("../tenant/live/graph-connection");
  const notRead = ({ message, help }: Advice): TenantPolicies => ({ kind: "unreadable", because: message, help });
  const environment = { ...environmentOf(provider), ...(tenantId !== undefined && { ARM_TENANT_ID: tenantId }) };
  // Waits only a few seconds: the program says what it couldn't ask, and goes on.
  const tenant = await answerOf(connect(environment, { ...RETRY_POLICY, waits: [1_000, 2_000], timeout: 5_000 }));
  if (tenant.kind === "failed") return notRead(tenant.problem);
  const listed = await answerOf(tenant.value.policies());
  // v1.0 may refuse the whole list if a policy has something newer in it.
  const isRefused = listed.kind === "failed" && listed.problem.code === "unexpected";
  const answer = isRefused ? await answerOf(tenant.value.policies("beta")) : listed;
  return answer.kind === "failed" ? notRead(answer.problem) : { kind: "read", policies: answer.value };
}

/** How the provider signs in: by environment variables, and by the stack's configuration, which overrides them. */
export type ProviderSettings = {
  readonly environment: { readonly [name: string]: string | undefined };
  /** By full key, e.g. `azuread:tenantId`. */
  readonly config: Readonly<Record<string, string>>;
};

/** @see the azuread package's page of the provider, section "Configuration Reference" */
const VARIABLES = {
  tenantId: "ARM_TENANT_ID",
  clientId: "ARM_CLIENT_ID",
  clientSecret: "ARM_CLIENT_SECRET",
  clientCertificatePath: "ARM_CLIENT_CERTIFICATE_PATH",
  clientCertificatePassword: "ARM_CLIENT_CERTIFICATE_PASSWORD",
  oidcToken: "ARM_OIDC_TOKEN",
  oidcTokenFilePath: "ARM_OIDC_TOKEN_FILE_PATH",
  useOidc: "ARM_USE_OIDC",
  useMsi: "ARM_USE_MSI",
  useCli: "ARM_USE_CLI",
  environment: "ARM_ENVIRONMENT",
  metadataHost: "ARM_METADATA_HOSTNAME",
} as const;

/** Environment variables that lead to the provider's tenant with the provider's sign-in. */
export function environmentOf({ environment, config }: ProviderSettings): ProviderSettings["environment"] {
  const configured = Object.entries(VARIABLES).flatMap(([key, variable]) => {
    const value = config[`azuread:${key}`];
    return value === undefined ? [] : [[variable, value] as const];
  });
  return { ...environment, ...Object.fromEntries(configured) };
}
