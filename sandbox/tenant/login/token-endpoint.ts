import type { Reply } from "../http/message";
import type { JsonObject } from "../json";
import type { Client } from "./token";
import { sameText, signToken, TOKEN_LIFETIME_S } from "./token";

/** What the token endpoint needs to know about its tenant. */
export interface LoginTenant {
  readonly tenantId: string;
  /** The only application that can sign in. */
  readonly client: Client;
  readonly tokenKey: Buffer;
  readonly origin: string;
  readonly now: () => Date;
}

/** Answers `POST /{tenant}/oauth2/v2.0/token` for the client credentials grant, the only supported one. */
export function answerTokenRequest(tenant: LoginTenant, tenantInPath: string, form: URLSearchParams): Reply {
  const refusal = refuse(tenant, tenantInPath, form);
  if (refusal !== undefined) return loginErrorReply(refusal);
  const token = signToken(tenant.client, tenant.tenantId, tenant.origin, tenant.tokenKey, tenant.now());
  return {
    status: 200,
    headers: { "cache-control": "no-store" },
    body: { token_type: "Bearer", expires_in: TOKEN_LIFETIME_S, ext_expires_in: TOKEN_LIFETIME_S, access_token: token },
  };
}

function refuse({ tenantId, client }: LoginTenant, tenant: string, form: URLSearchParams): LoginRefusal | undefined {
  const clientId = form.get("client_id") ?? "";
  if (tenant.toLowerCase() !== tenantId)
    return { status: 400, error: "invalid_request", number: 90002, description: `Tenant '${tenant}' not found.` };
  if (form.get("grant_type") !== "client_credentials") {
    const description = "The app requested an unsupported grant type; this tenant knows client_credentials only.";
    return { status: 400, error: "unsupported_grant_type", number: 70003, description };
  }
  if (clientId !== client.clientId) {
    const description = `Application with identifier '${clientId}' was not found in the directory.`;
    return { status: 400, error: "unauthorized_client", number: 700016, description };
  }
  if (sameText(form.get("client_secret") ?? "", client.clientSecret)) return undefined;
  const description = `Invalid client secret provided for app '${clientId}'.`;
  return { status: 401, error: "invalid_client", number: 7000215, description };
}

/** The reason why a sign-in was refused, with the messages and numbers of Entra's token endpoint. */
interface LoginRefusal {
  readonly status: number;
  readonly error: string;
  /** The number in the AADSTS message. */
  readonly number: number;
  readonly description: string;
}

/** The error reply of the token endpoint. */
const loginErrorReply = ({ status, error, number, description }: LoginRefusal): Reply => ({
  status,
  body: { error, error_description: `AADSTS${number}: ${description}`, error_codes: [number] },
});

/** The answer at `/metadata/endpoints`, which the azuread plugin reads first: where to sign in, and where Graph is. */
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

/** The tenant's OpenID configuration, which login libraries read first. */
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
