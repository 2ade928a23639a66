import type { JsonObject } from "../law/json/json-object";
import type { Advice } from "../law/model/finding";

/** The tenant's Conditional Access policies in Graph's words, or why they couldn't be read. */
export type TenantPolicies =
  | { readonly kind: "read"; readonly policies: readonly JsonObject[] }
  | { readonly kind: "unreadable"; readonly because: string; readonly help: string };

/** The program isn't kept from going on for longer than some seconds: what it can't ask, it says. */
const PATIENCE = {
  waits: [1_000, 2_000],
  timeout: 5_000,
  pause: (milliseconds: number) => new Promise<void>((resume) => setTimeout(resume, milliseconds)),
  expiry: (milliseconds: number) => AbortSignal.timeout(milliseconds),
};

/**
 * Lists the tenant's policies. The azuread package has no function that does, so that Graph is asked itself, which needs
 * no more than the role `Policy.Read.All` that the provider needs anyway.
 * @param tenantId the provider's tenant, where it is known
 */
export async function tenantPolicies(
  provider: ProviderSettings,
  tenantId: string | undefined,
): Promise<TenantPolicies> {
  const { connect, answerOf } = loadEntra();
  const environment = { ...environmentOf(provider), ...(tenantId !== undefined && { ARM_TENANT_ID: tenantId }) };
  const tenant = await answerOf(connect(environment, PATIENCE));
  if (tenant.kind === "failed") return unreadable(tenant.problem);
  const listed = await answerOf(tenant.value.policies());
  // v1.0 may refuse the whole list where a policy has something newer in it.
  const retried = listed.kind === "failed" && listed.problem.code === "unexpected";
  const answer = retried ? await answerOf(tenant.value.policies("beta")) : listed;
  return answer.kind === "failed" ? unreadable(answer.problem) : { kind: "read", policies: answer.value };
}

const unreadable = ({ message, help }: Advice): TenantPolicies => ({ kind: "unreadable", because: message, help });

/** What speaks to a tenant takes its time to load, and most runs don't ask. */
const loadEntra = () => ({
  ...(require("../tenant/live/entra-tenant") as typeof import("../tenant/live/entra-tenant")),
  ...(require("../tenant/live/tenant-problem") as typeof import("../tenant/live/tenant-problem")),
});

/** How the provider signs in: by the process's variables, and by the stack's configuration, which goes first. */
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

/** The variables that lead to the provider's own tenant, signed in as the provider is. */
export function environmentOf({ environment, config }: ProviderSettings): ProviderSettings["environment"] {
  const configured = Object.entries(VARIABLES).flatMap(([key, variable]) => {
    const value = config[`azuread:${key}`];
    return value === undefined ? [] : [[variable, value] as const];
  });
  return { ...environment, ...Object.fromEntries(configured) };
}
