import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { isObject, isStringList, type Json, type JsonObject } from "../json";

/** An application that may sign in to the tenant with a secret. */
export interface Client {
  /** The application's id: `client_id` at sign-in, `appid` in the token. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** Object id of its service principal: `oid` in the token. */
  readonly objectId: string;
  /** Application roles that an administrator has consented to. */
  readonly roles: readonly string[];
}

/** How long an access token lives, in seconds. */
export const TOKEN_LIFETIME_S = 3600;

/** What became of a bearer token. */
type TokenCheck =
  | { readonly kind: "valid"; readonly roles: readonly string[] }
  | { readonly kind: "expired" }
  | { readonly kind: "unknown" };

/**
 * Signs an access token: a JWT with whole-number times, `oid`, `appid`, `tid` and `roles`, as the azuread plugin reads them.
 * @param key this run's own key: tokens of an earlier run are unknown to it
 */
export function signToken(client: Client, tenantId: string, origin: string, key: Buffer, now: Date): string {
  const issuedAt = Math.floor(now.getTime() / 1000);
  const claims = {
    aud: origin,
    iss: `${origin}/${tenantId}/v2.0`,
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + TOKEN_LIFETIME_S,
    appid: client.clientId,
    idtyp: "app",
    oid: client.objectId,
    sub: client.objectId,
    tid: tenantId,
    roles: client.roles,
    uti: randomUUID(),
    ver: "1.0",
  };
  const unsigned = `${encode({ typ: "JWT", alg: "HS256" })}.${encode(claims)}`;
  return `${unsigned}.${signature(unsigned, key)}`;
}

/** Checks a token's signature first and only then believes its times and roles. */
export function checkToken(token: string, key: Buffer, now: Date): TokenCheck {
  const [header, payload, mark, ...rest] = token.split(".");
  if (header === undefined || payload === undefined || mark === undefined || rest.length > 0)
    return { kind: "unknown" };
  if (!sameText(mark, signature(`${header}.${payload}`, key))) return { kind: "unknown" };
  const claims = decode(payload);
  const expires = claims["exp"];
  if (typeof expires !== "number" || expires <= now.getTime() / 1000) return { kind: "expired" };
  return { kind: "valid", roles: isStringList(claims["roles"]) ? claims["roles"] : [] };
}

/** Compares secrets without telling by the time it takes where they differ. */
export function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const signature = (text: string, key: Buffer): string => createHmac("sha256", key).update(text).digest("base64url");

const encode = (value: JsonObject): string => Buffer.from(JSON.stringify(value)).toString("base64url");

function decode(part: string): JsonObject {
  const value = JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as Json; // signed by us, so it is our JSON
  return isObject(value) ? value : {};
}
