import { at } from "../../src/json/at-path";
import { asObject } from "../../src/json/json-object";
import { entraId, idsIn, plannedId } from "../model/entra-objects";
import { holdsUnresolved, type Resource } from "../model/resource";
import { PROTECTED_KINDS as KINDS, type ProtectedKind } from "../settings/settings";
import { type Change, worstEffect } from "./change";
import { decidesNothing, effectOf, onlyOther } from "./msgraph-effects";
import { type GraphRequest, requestsOf } from "./msgraph-requests";
import { ownObjectsIn } from "./own-objects";
import type { ResourceGraph } from "./resource-graph";

/**
 * What a generic Graph resource does. Every object id in its address counts, since an address names what is written to in
 * many ways. A body mostly refers to objects: its ids count where what is written decides about the objects that it names.
 */
export const msgraphChanges = (resource: Resource, graph: ResourceGraph): readonly Change[] =>
  requestsOf(resource)
    .filter(({ method }) => method !== "GET")
    .flatMap((request) => [
      ...changesByAddress(request, resource, graph),
      ...changesByBody(request, resource, graph),
      ...changesByName(request, resource),
      ...newLocation(request, resource),
    ]);

function changesByAddress(request: GraphRequest, resource: Resource, graph: ResourceGraph): readonly Change[] {
  const { property, address } = request;
  if (address === undefined) return newObjectsIn(resource, property, graph) ?? anything(resource, property, KINDS);
  if (decidesNothing(address)) return [];
  return idsIn(address).flatMap((id) =>
    KINDS.map((kind): Change => {
      return { resource, kind, id, property, verb: "writes to", effect: effectOf(kind, id, request) };
    }),
  );
}

/** An address that is made of ids that don't exist yet is about those objects. */
function newObjectsIn(resource: Resource, property: string, graph: ResourceGraph) {
  const sources = graph.sourcesOf(resource, property);
  const isAll = sources.length === new Set(resource.sources[property]).size;
  if (!isAll || sources.length === 0 || sources.some((source) => entraId(source) !== undefined)) return undefined;
  return sources.map(plannedId).flatMap((id) =>
    KINDS.map((kind): Change => {
      return { resource, kind, id, property, verb: "writes to", effect: worstEffect(kind, id) };
    }),
  );
}

/** Where what is written decides about the objects that it names, and of which kinds these can be. */
const DECIDING: readonly { readonly address: RegExp; readonly kinds: readonly ProtectedKind[] }[] = [
  { address: /entitlementManagement/i, kinds: ["groups", "roles", "packages"] },
  { address: /roleManagement|identityGovernance|privilegedAccess|scopedRoleMembers/i, kinds: ["groups", "roles"] },
  { address: /administrativeUnits\/[^/]+\/members|administrativeUnits$/i, kinds: ["users", "groups"] },
];

function changesByBody(request: GraphRequest, resource: Resource, graph: ResourceGraph): readonly Change[] {
  const { address = "" } = request;
  const kinds = DECIDING.find((one) => one.address.test(address))?.kinds ?? [];
  const body = withoutPrincipals(request.body);
  const own = holdsUnresolved(body) ? ownObjectsIn(resource, "body", graph) : [];
  const named = [...new Set([...idsIn([body, request.references]), ...(own ?? [])])].flatMap((id) =>
    kinds.map((kind): Change => {
      return { resource, kind, id, property: "body", verb: "writes about", effect: effectByBody(kind, id, request) };
    }),
  );
  const isUnresolvedBody = kinds.length > 0 && (own === undefined || typeof body === "string");
  const changes = isUnresolvedBody ? [...named, ...anything(resource, "body", kinds)] : named;
  return REVIEWS.test(address) ? changes.map((change) => ({ ...change, isReview: true })) : changes;
}

/** @see Microsoft Graph, accessReviewScheduleDefinition: its decisions keep somebody in, or take them out. */
const REVIEWS = /^identityGovernance\/accessReviews\/definitions(?:\/[\w-]+)?$/i;

function effectByBody(kind: ProtectedKind, id: string, { address = "", body }: GraphRequest): Change["effect"] {
  if (/administrativeUnits/i.test(address)) return undefined;
  if (kind !== "roles") return worstEffect(kind, id);
  const tenantWide = at(body, ["directoryScopeId"]) === "/";
  return { kind: "role", role: id, principal: onlyOther(id, body), tenantWide };
}

/** Being given something changes somebody no more than joining a group does, and neither does reviewing others. */
function withoutPrincipals(body: unknown): unknown {
  const object = asObject(body);
  return object === undefined
    ? body
    : Object.fromEntries(Object.entries(object).filter(([key]) => !/^principal|reviewers$|^stageSettings$/i.test(key)));
}

/** An account or a group that is named by something else than its id. */
function changesByName({ address = "", property }: GraphRequest, resource: Resource): readonly Change[] {
  const [, collection = "", name = ""] = /^(users|groups)(?:\/|(?=\())([^/]+)/i.exec(address) ?? [];
  if (idsIn(name).length > 0) return [];
  const isName = name.startsWith("(") || (collection.toLowerCase() === "users" && name.includes("@"));
  return isName ? anything(resource, property, [collection.toLowerCase() === "users" ? "users" : "groups"]) : [];
}

/** A new one matters where policies rest on every location that is trusted. */
function newLocation({ address = "", property, body }: GraphRequest, resource: Resource): readonly Change[] {
  if (!/conditionalAccess\/namedLocations$/i.test(address)) return [];
  const id = plannedId(resource);
  const json = { isTrusted: true, ...asObject(body), id };
  const effect = { kind: "location", id, json, merge: false } as const;
  return [{ resource, kind: "locations", id, property, verb: "adds", effect }];
}

const anything = (resource: Resource, property: string, kinds: readonly ProtectedKind[]): readonly Change[] =>
  kinds.map((kind) => ({ resource, kind, id: undefined, property, verb: "writes to", effect: undefined }));
