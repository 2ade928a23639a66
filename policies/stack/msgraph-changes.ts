import { at } from "../../src/json/at-path";
import { asObject } from "../../src/json/json-object";
import { entraId, idsIn, plannedId } from "../model/entra-objects";
import { holdsUnresolved, type Resource } from "../model/resource";
import type { ProtectedKind } from "../settings/settings";
import { type Change, type Effect, worstEffect } from "./change";
import { type GraphRequest, requestsOf, UNRESOLVED_METHOD } from "./msgraph-requests";
import { sourcesOf } from "./resource-graph";

/**
 * What a generic Graph resource does. Every object id in its address counts, since an address names what is written to in
 * many ways. A body mostly refers to objects: its ids count where what is written decides about the objects that it names.
 */
export const msgraphChanges = (resource: Resource, resources: readonly Resource[]): readonly Change[] =>
  requestsOf(resource)
    .filter(({ method }) => method !== "GET")
    .flatMap((request) => [
      ...changesByAddress(request, resource, resources),
      ...changesByBody(request, resource),
      ...changesByName(request, resource),
      ...newLocation(request, resource),
    ]);

const KINDS: readonly ProtectedKind[] = ["policies", "users", "groups", "roles", "locations", "strengths"];

function changesByAddress(
  request: GraphRequest,
  resource: Resource,
  resources: readonly Resource[],
): readonly Change[] {
  const { property, address } = request;
  if (address === undefined) return newObjectsIn(resource, property, resources) ?? anything(resource, property, KINDS);
  return idsIn(address).flatMap((id) =>
    KINDS.map((kind): Change => {
      return { resource, kind, id, property, verb: "writes to", effect: msgraphEffect(kind, id, request) };
    }),
  );
}

/** An address that is made of ids that don't exist yet is about those objects. */
function newObjectsIn(resource: Resource, property: string, resources: readonly Resource[]) {
  const sources = sourcesOf(resource, property, resources);
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
  { address: /roleManagement|identityGovernance|privilegedAccess|scopedRoleMembers/i, kinds: ["groups", "roles"] },
  { address: /administrativeUnits\/[^/]+\/members|administrativeUnits$/i, kinds: ["users", "groups"] },
];

function changesByBody(request: GraphRequest, resource: Resource): readonly Change[] {
  const { address, property } = request;
  const kinds = DECIDING.find((one) => address !== undefined && one.address.test(address))?.kinds ?? [];
  const body = withoutPrincipals(request.body);
  const named = idsIn([body, request.references]).flatMap((id) =>
    kinds.map((kind): Change => {
      return { resource, kind, id, property: "body", verb: "writes about", effect: effectByBody(kind, id, request) };
    }),
  );
  const isUnresolvedBody = kinds.length > 0 && (holdsUnresolved(body) || typeof body === "string");
  return isUnresolvedBody ? [...named, ...anything(resource, property === "body" ? property : "body", kinds)] : named;
}

function effectByBody(kind: ProtectedKind, id: string, { address = "", body }: GraphRequest): Change["effect"] {
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

/** What a request does to an object that its address names; the worst where that can't be told. */
export function msgraphEffect(kind: ProtectedKind, id: string, request: GraphRequest): Effect | undefined {
  const change = objectEffect(kind, id, request) ?? membershipEffect(kind, id, request);
  if (change !== undefined) return change;
  return kind === "groups" && leavesMembersAlone(request) ? undefined : worstEffect(kind, id);
}

const COLLECTIONS: readonly {
  readonly kind: ProtectedKind;
  readonly effect: "policy" | "location" | "strength";
  readonly path: RegExp;
}[] = [
  { kind: "policies", effect: "policy", path: /conditionalAccess\/policies\/([^/]+)$/i },
  { kind: "locations", effect: "location", path: /conditionalAccess\/namedLocations\/([^/]+)$/i },
  {
    kind: "strengths",
    effect: "strength",
    path: /authenticationStrength(?:Policies|\/policies)\/([^/]+)(?:\/updateAllowedCombinations)?$/i,
  },
];

function objectEffect(
  kind: ProtectedKind,
  id: string,
  { address = "", method, body }: GraphRequest,
): Effect | undefined {
  const isAbout = ({ path }: { readonly path: RegExp }) => path.exec(address)?.[1]?.toLowerCase() === id;
  const collection = COLLECTIONS.find((one) => one.kind === kind && isAbout(one));
  if (collection === undefined) return undefined;
  const json = asObject(body);
  if (method === "DELETE" || method === UNRESOLVED_METHOD || json === undefined) return { kind: "gone", id };
  return { kind: collection.effect, id, json, merge: true };
}

function membershipEffect(kind: ProtectedKind, id: string, request: GraphRequest): Effect | undefined {
  const { address = "", method, body, references } = request;
  if (kind === "roles" && /directoryRoles\W[^/]+\/members/i.test(address))
    return { kind: "role", role: id, principal: onlyOther(id, [body, references]), tenantWide: true };
  if (kind !== "groups") return undefined;
  const [, group, member] = /groups\/([^/]+)\/members(?:\/([^/]+))?/i.exec(address) ?? [];
  if (group?.toLowerCase() !== id || method === UNRESOLVED_METHOD) return undefined;
  if (method === "DELETE") return { kind: "leaves", group: id, member: member?.toLowerCase() ?? "" };
  if (references === undefined) return { kind: "joins", group: id, member: onlyOther(id, body) };
  return { kind: "members", group: id, members: holdsUnresolved(references) ? undefined : idsIn(references) };
}

/** Who is put into or given something, where one object is named beside it. */
export function onlyOther(id: string, value: unknown): string | undefined {
  const [other, ...more] = idsIn(value).filter((one) => one !== id);
  return more.length === 0 && !holdsUnresolved(value) ? other : undefined;
}

/** An update of a group that says nothing about who is in it, or who may say so. */
function leavesMembersAlone({ address = "", method, body }: GraphRequest): boolean {
  const written = asObject(body);
  if (!/groups\/[^/]+$/i.test(address) || method === "DELETE" || written === undefined) return false;
  return !Object.keys(written).some((key) => /member|owner|groupTypes/i.test(key));
}
