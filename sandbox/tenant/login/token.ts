import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { isObject, isStringList, type Json, type JsonObject } from "../json";

/** An application that can sign in to the tenant with a secret. */
export interface Client {
  /** The application's id: `client_id` in a sign-in, `appid` in the token. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** The object id of its service principal: `oid` in the token. */
  readonly objectId: string;
  /** The application roles with an administrator's consent. */
  readonly roles: readonly string[];
}

/** The lifetime of an access token in seconds. */
export const TOKEN_LIFETIME_S = 3600;

/** The result of a token's check. */
type TokenCheck =
  | { readonly kind: "valid"; readonly roles: readonly string[] }
  | { readonly kind: "expired" }
  | { readonly kind: "unknown" };

/**
 * Signs an access token: a JWT with integer times, `oid`, `appid`, `tid` and `roles`, which the azuread plugin reads.
 * @param key the key of this run, so a token of an earlier run isn't valid
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

/** Checks a token's signature before it trusts the times and roles. */
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

/** Compares secrets in constant time. */
export function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const signature = (text: string, key: Buffer): string => createHmac("sha256", key).update(text).digest("base64url");

const encode = (value: JsonObject): string => Buffer.from(JSON.stringify(value)).toString("base64url");

function decode(part: string): JsonObject {
  const value = JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as Json; // we signed it, so it is our JSON
  return isObject(value) ? value : {};
}
