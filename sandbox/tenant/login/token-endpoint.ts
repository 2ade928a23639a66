import type { Reply } from "../http/reply";
import type { Client } from "./client";
import { type LoginRefusal, loginErrorReply } from "./login-error";
import { sameText, signToken, TOKEN_LIFETIME_S } from "./token";

/** What the token endpoint needs to know of its tenant. */
export interface LoginTenant {
  readonly tenantId: string;
  /** The only application that may sign in. */
  readonly client: Client;
  readonly tokenKey: Buffer;
  readonly origin: string;
  readonly now: () => Date;
}

/** Answers `POST /{tenant}/oauth2/v2.0/token` for the client credentials grant, the only one there is. */
export function answerTokenRequest(tenant: LoginTenant, tenantInPath: string, form: URLSearchParams): Reply {
  const refusal = refuse(tenant, tenantInPath, form);
  if (refusal !== undefined) return loginErrorReply(refusal, tenant.now());
  const token = signToken(tenant.client, tenant.tenantId, tenant.origin, tenant.tokenKey, tenant.now());
  return {
    status: 200,
    headers: { "cache-control": "no-store" },
    body: { token_type: "Bearer", expires_in: TOKEN_LIFETIME_S, ext_expires_in: TOKEN_LIFETIME_S, access_token: token },
  };
}

function refuse(
  { tenantId, client }: LoginTenant,
  tenantInPath: string,
  form: URLSearchParams,
): LoginRefusal | undefined {
  if (tenantInPath.toLowerCase() !== tenantId) return unknownTenant(tenantInPath);
  if (form.get("grant_type") !== "client_credentials") return wrongGrant();
  if (form.get("client_id") !== client.clientId) return unknownClient(form);
  return sameText(form.get("client_secret") ?? "", client.clientSecret) ? undefined : wrongSecret(client);
}

function unknownTenant(name: string): LoginRefusal {
  return { status: 400, error: "invalid_request", number: 90002, description: `Tenant '${name}' not found.` };
}

function wrongGrant(): LoginRefusal {
  const description = "The app requested an unsupported grant type; this tenant knows client_credentials only.";
  return { status: 400, error: "unsupported_grant_type", number: 70003, description };
}

function unknownClient(form: URLSearchParams): LoginRefusal {
  const description = `Application with identifier '${form.get("client_id") ?? ""}' was not found in the directory.`;
  return { status: 400, error: "unauthorized_client", number: 700016, description };
}

function wrongSecret(client: Client): LoginRefusal {
  const description = `Invalid client secret provided for app '${client.clientId}'.`;
  return { status: 401, error: "invalid_client", number: 7000215, description };
}
