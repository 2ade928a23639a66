import type { Resource } from "../model/resource";
import { holdsUnknown } from "../model/unknown";
import type { ProtectedKind } from "../settings/settings";
import { genericEffect, onlyOther } from "./generic-effect";
import { type GraphRequest, requestsOf } from "./graph-request";
import { entraId, plannedId } from "./identity";
import { idsIn } from "./ids-in";
import { asObject, at } from "./json";
import { sourcesOf } from "./references";
import type { Touch } from "./touch";
import { worstEffect } from "./worst-effect";

/**
 * What a generic Graph resource does. Every object id in its address counts, since an address names what is written to in
 * many ways. A body mostly refers to objects: its ids count where what is written decides about the objects that it names.
 */
export const genericTouches = (resource: Resource, resources: readonly Resource[]): readonly Touch[] =>
  requestsOf(resource)
    .filter(({ method }) => method !== "GET")
    .flatMap((request) => [
      ...touchesByAddress(request, resource, resources),
      ...touchesByBody(request, resource),
      ...touchesByName(request, resource),
      ...newLocation(request, resource),
    ]);

const KINDS: readonly ProtectedKind[] = ["policies", "users", "groups", "roles", "locations", "strengths"];

function touchesByAddress(request: GraphRequest, resource: Resource, resources: readonly Resource[]): readonly Touch[] {
  const { property, address } = request;
  if (address === undefined) return newObjectsIn(resource, property, resources) ?? anything(resource, property, KINDS);
  return idsIn(address).flatMap((id) =>
    KINDS.map((kind): Touch => {
      return { resource, kind, id, property, deed: "writes to", effect: genericEffect(kind, id, request) };
    }),
  );
}

/** An address that is made of ids that don't exist yet is about those objects. */
function newObjectsIn(resource: Resource, property: string, resources: readonly Resource[]) {
  const sources = sourcesOf(resource, property, resources);
  const isAll = sources.length === new Set(resource.sources[property]).size;
  if (!isAll || sources.length === 0 || sources.some((source) => entraId(source) !== undefined)) return undefined;
  return sources.map(plannedId).flatMap((id) =>
    KINDS.map((kind): Touch => {
      return { resource, kind, id, property, deed: "writes to", effect: worstEffect(kind, id) };
    }),
  );
}

/** Where what is written decides about the objects that it names, and of which kinds these can be. */
const DECIDING: readonly { readonly address: RegExp; readonly kinds: readonly ProtectedKind[] }[] = [
  { address: /roleManagement|identityGovernance|privilegedAccess|scopedRoleMembers/i, kinds: ["groups", "roles"] },
  { address: /administrativeUnits\/[^/]+\/members|administrativeUnits$/i, kinds: ["users", "groups"] },
];

function touchesByBody(request: GraphRequest, resource: Resource): readonly Touch[] {
  const { address, property } = request;
  const kinds = DECIDING.find((one) => address !== undefined && one.address.test(address))?.kinds ?? [];
  const body = withoutPrincipals(request.body);
  const named = idsIn([body, request.references]).flatMap((id) =>
    kinds.map((kind): Touch => {
      return { resource, kind, id, property: "body", deed: "writes about", effect: effectByBody(kind, id, request) };
    }),
  );
  const isUntold = kinds.length > 0 && (holdsUnknown(body) || typeof body === "string");
  return isUntold ? [...named, ...anything(resource, property === "body" ? property : "body", kinds)] : named;
}

function effectByBody(kind: ProtectedKind, id: string, { address = "", body }: GraphRequest): Touch["effect"] {
  if (/administrativeUnits/i.test(address)) return undefined;
  if (kind !== "roles") return worstEffect(kind, id);
  const tenantWide = at(body, ["directoryScopeId"]) === "/";
  return { kind: "role", role: id, principal: onlyOther(id, body), tenantWide };
}

/** Who is given something is touched by it no more than whoever joins a group. */
function withoutPrincipals(body: unknown): unknown {
  const object = asObject(body);
  return object === undefined
    ? body
    : Object.fromEntries(Object.entries(object).filter(([key]) => !/^principal/i.test(key)));
}

/** An account or a group that is named by something else than its id. */
function touchesByName({ address = "", property }: GraphRequest, resource: Resource): readonly Touch[] {
  const [, collection = "", name = ""] = /^(users|groups)(?:\/|(?=\())([^/]+)/i.exec(address) ?? [];
  if (idsIn(name).length > 0) return [];
  const isName = name.startsWith("(") || (collection.toLowerCase() === "users" && name.includes("@"));
  return isName ? anything(resource, property, [collection.toLowerCase() === "users" ? "users" : "groups"]) : [];
}

/** A new one matters where policies rest on every location that is trusted. */
function newLocation({ address = "", property, body }: GraphRequest, resource: Resource): readonly Touch[] {
  if (!/conditionalAccess\/namedLocations$/i.test(address)) return [];
  const id = plannedId(resource);
  const json = { isTrusted: true, ...asObject(body), id };
  const effect = { kind: "location", id, json, merge: false } as const;
  return [{ resource, kind: "locations", id, property, deed: "adds", effect }];
}

const anything = (resource: Resource, property: string, kinds: readonly ProtectedKind[]): readonly Touch[] =>
  kinds.map((kind) => ({ resource, kind, id: undefined, property, deed: "writes to", effect: undefined }));
