/** The variables that name a tenant, or an identity in it. */
const NAMES = /^(ARM|AZURE)_(TENANT_ID|CLIENT_ID|METADATA_HOSTNAME|ENVIRONMENT|OIDC_TOKEN|OIDC_TOKEN_FILE_PATH)$/;

/** Whether the environment names a tenant. */
export const namesTenant = (environment: NodeJS.ProcessEnv): boolean =>
  Object.entries(environment).some(([name, value]) => NAMES.test(name) && value !== undefined && value !== "");
