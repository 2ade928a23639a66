/** Variables that lead to a tenant: whoever sets one of them means it. */
const NAMES = /^(ARM|AZURE)_(TENANT_ID|CLIENT_ID|METADATA_HOSTNAME|ENVIRONMENT|OIDC_TOKEN|OIDC_TOKEN_FILE_PATH)$/;

/** Whether the environment names a tenant to work with. */
export const namesTenant = (environment: NodeJS.ProcessEnv): boolean =>
  Object.entries(environment).some(([name, value]) => NAMES.test(name) && value !== undefined && value !== "");
