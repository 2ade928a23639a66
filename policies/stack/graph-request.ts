import type { Resource } from "../model/resource";
import { isUnknown } from "../model/unknown";
import { asJson, asList, asObject } from "./json";

/** What a generic resource asks Microsoft Graph to do. */
export interface GraphRequest {
  /** The property that says so. */
  readonly property: string;
  /** Below the version, without query; `undefined` where it can't be told before deployment. */
  readonly address: string | undefined;
  /** Upper case; empty where the resource decides itself, {@link UNTOLD} where nobody can tell. */
  readonly method: string;
  readonly body: unknown;
  /** Ids that are all there is at the address from now on. */
  readonly references: unknown;
}

/** A method that can't be told. */
export const UNTOLD = "(UNTOLD)";

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
      method: method ?? UNTOLD,
      body: inner,
      references: undefined,
    });
  });
}

interface Written extends Pick<GraphRequest, "property" | "references"> {
  readonly address: unknown;
  readonly method: unknown;
  readonly body: unknown;
}

const requestFrom = ({ address, method, body, ...rest }: Written): GraphRequest => ({
  ...rest,
  address: typeof address === "string" ? plainAddress(address) : undefined,
  method: typeof method === "string" ? method.toUpperCase() : isUnknown(method) ? UNTOLD : "",
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
