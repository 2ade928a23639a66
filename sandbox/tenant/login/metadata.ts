import type { JsonObject } from "../json";

/** What the azuread plugin asks first, at `/metadata/endpoints`: where to sign in and where Graph is. */
export function cloudMetadata(origin: string): JsonObject {
  return {
    name: "Sandbox",
    resourceManager: `${origin}/arm/`,
    microsoftGraphResourceId: `${origin}/`,
    authentication: {
      loginEndpoint: `${origin}/login/`,
      audiences: [origin],
      tenant: "common",
      identityProvider: "AAD",
    },
    suffixes: {},
    portal: origin,
  };
}

/** What login libraries ask first: the tenant's OpenID configuration. */
export function openIdConfiguration(origin: string, tenantId: string): JsonObject {
  const base = `${origin}/${tenantId}`;
  return {
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    token_endpoint_auth_methods_supported: ["client_secret_post"],
    response_types_supported: ["code"],
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["RS256"],
    scopes_supported: ["openid"],
    tenant_region_scope: null,
    cloud_instance_name: new URL(origin).host,
  };
}
