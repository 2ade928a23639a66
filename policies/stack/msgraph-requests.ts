import { asList, asObject } from "../../src/json/json-object";
import { AZUREAD, isGenericGraph } from "../model/entra-objects";
import { isUnresolved, type Properties, type Resource, UNRESOLVED } from "../model/resource";

/** What a generic resource asks Microsoft Graph to do. */
export interface GraphRequest {
  /** The property that says so. */
  readonly property: string;
  /** Below the version, without query; `undefined` where it is unresolved before deployment. */
  readonly address: string | undefined;
  /** Upper case; empty where the resource decides itself, {@link UNRESOLVED} where nobody can tell. */
  readonly method: string | typeof UNRESOLVED;
  readonly body: unknown;
  /** Ids that are all there is at the address from now on. */
  readonly references: unknown;
}

/** Properties of the generic resources that say where in Graph they write. */
const ADDRESSES = ["url", "resourceUrl"];

/** A batch is as many requests as are in it. One that can't be read may be anything. */
export function requestsOf({ properties }: Resource): readonly GraphRequest[] {
  const { body, referenceIds: references, method } = properties;
  const property = ADDRESSES.find((name) => properties[name] !== undefined) ?? "url";
  const request = requestFrom({ property, address: properties[property], method, body, references });
  return request.address?.toLowerCase() === "$batch" ? batched(body) : [request];
}

function batched(body: unknown): readonly GraphRequest[] {
  const requests = asList(asObject(asJson(body))?.["requests"]) ?? [undefined];
  return requests.map((request) => {
    const { url, method, body: inner } = asObject(request) ?? {};
    return requestFrom({
      property: "body",
      address: url,
      method: method ?? UNRESOLVED,
      body: inner,
      references: undefined,
    });
  });
}

/** Some versions of the generic Graph package take a body as text. */
function asJson(body: unknown): unknown {
  if (typeof body !== "string") return body;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

interface Written extends Pick<GraphRequest, "property" | "references"> {
  readonly address: unknown;
  readonly method: unknown;
  readonly body: unknown;
}

const requestFrom = ({ address, method, body, ...rest }: Written): GraphRequest => ({
  ...rest,
  address: typeof address === "string" ? plainAddress(address) : undefined,
  method: typeof method === "string" ? method.toUpperCase() : isUnresolved(method) ? UNRESOLVED : "",
  body: asJson(body),
});

/** `https://graph.microsoft.com/v1.0/groups/%7bid%7d/?$select=id` is `groups/{id}`. */
function plainAddress(address: string): string {
  return decoded(address)
    .replace(/^https?:\/\/[^/]*/i, "")
    .replace(/[?#].*$/s, "")
    .replaceAll(/\/{2,}/g, "/")
    .replace(/^\/?(?:(?:v\d+\.\d+|beta)\/)?/i, "")
    .replace(/\/$/, "");
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address; // a stray percent sign: Graph will not know it either
  }
}

/** What a generic resource does to every tenant's sign-ins, whatever rests on what; `undefined` where it does nothing. */
export const weakensTenant = (resource: Resource): string | undefined =>
  requestsOf(resource)
    .map(consequenceOf)
    .find((consequence) => consequence !== undefined);

function consequenceOf({ address = "", body }: GraphRequest): string | undefined {
  if (/identitySecurityDefaultsEnforcementPolicy/i.test(address) && maySwitchOn(body, ["isEnabled"]))
    return "security defaults and Conditional Access exclude each other: with the former on, no policy is in force";
  if (/crossTenantAccessPolicy/i.test(address) && maySwitchOn(body, ["inboundTrust", "isMfaAccepted"]))
    return "the MFA of other tenants is trusted from now on, and nobody here knows what that is";
  return undefined;
}

/** Whether something may be on afterwards. What isn't mentioned stays as it is; what can't be read may be anything. */
function maySwitchOn(value: unknown, path: readonly string[]): boolean {
  if (isUnresolved(value)) return true;
  const [key, ...rest] = path;
  if (key === undefined) return value !== undefined && value !== null && value !== false;
  const object = asObject(value);
  if (object === undefined) return value !== undefined && value !== null;
  const given = Object.entries(object).filter(([name]) => name.toLowerCase() === key.toLowerCase());
  return given.some(([, inner]) => (rest.length > 0 && inner === null ? false : maySwitchOn(inner, rest)));
}

/** What a resource says of a user, by property. */
export function attributesIn(resource: Resource): Properties {
  if (resource.type === AZUREAD.user) return resource.properties;
  if (!isGenericGraph(resource.type)) return {};
  const bodies = requestsOf(resource)
    .filter(mayBeUser)
    .map(({ body }) => asObject(body) ?? {});
  return Object.assign({}, ...bodies) as Properties;
}

const mayBeUser = ({ address = "users" }: GraphRequest): boolean => /users|directoryObjects|^me\b/i.test(address);
