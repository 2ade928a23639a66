import { at } from "../../../src/law/json/at-path";
import { asObject } from "../../../src/law/json/json-object";
import { AZUREAD, entraId, GROUPS, idsIn, plannedId } from "../objects/entra-objects";
import { holdsUnresolved, isUnresolved, type Properties, type Resource } from "../objects/resource";
import { PROTECTED_KINDS as KINDS, type ProtectedKind } from "../../settings/settings";
import { type Change, worstEffect } from "./change";
import { locationEffect } from "./location-effects";
import { changesToActivatedRole } from "./msgraph-activated-roles";
import { decidesNothing, effectOf, onlyOther } from "./msgraph-effects";
import { type GraphRequest, requestsOf } from "../requests/requests";
import { anything, changesByName, changesToAll, changesToUntold } from "./msgraph-untold";
import { ownObjectsIn } from "./own-objects";
import type { ResourceGraph } from "../objects/resource-graph";

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
      ...changesToAll(request, resource),
      ...newRedemption(request, resource, graph),
      ...newLocation(request, resource),
      ...changesToActivatedRole(request, resource, graph),
      ...changesToUntold(request, resource),
    ]);

function changesByAddress(request: GraphRequest, resource: Resource, graph: ResourceGraph): readonly Change[] {
  const { address, known, isUnderstood } = request;
  const [property] = request.properties;
  if (!isUnderstood) return anything(resource, property, KINDS, "writes, in a way that this pack doesn't know,");
  const about = (id: string, effect: (kind: ProtectedKind) => Change["effect"]): readonly Change[] =>
    KINDS.map((kind) => ({ resource, kind, id, property, verb: "writes to", effect: effect(kind) }));
  if (address !== undefined && decidesNothing(address)) return [];
  if (address !== undefined) return idsIn(address).flatMap((id) => about(id, (kind) => effectOf(kind, id, request)));
  const named = idsIn(known.map(decodedText)).flatMap((id) => about(id, (kind) => worstEffect(kind, id)));
  const sources = newObjectsIn(request, resource, graph);
  if (sources === undefined) return [...named, ...anything(resource, property, KINDS)];
  const made = sources.map(plannedId).flatMap((id) => about(id, (kind) => worstEffect(kind, id)));
  return [...named, ...made];
}

/** An address that is made of ids that don't exist yet is about those objects; `undefined` where it may be about others. */
function newObjectsIn({ properties }: GraphRequest, resource: Resource, graph: ResourceGraph) {
  const unresolved = properties.filter((property) => isUnresolved(resource.properties[property]));
  const sources = unresolved.map((property) => {
    const known = graph.sourcesOf(resource, property);
    return known.length === new Set(resource.sources[property]).size ? known : [];
  });
  const isAll = sources.length > 0 && sources.every((one) => one.length > 0);
  const all = [...new Set(sources.flat())];
  return isAll && all.every((source) => entraId(source) === undefined) ? all : undefined;
}

const decodedText = (text: string): string =>
  text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Where what is written decides about the objects that it names, and of which kinds these can be. */
const DECIDING: readonly { readonly address: RegExp; readonly kinds: readonly ProtectedKind[] }[] = [
  { address: /entitlementManagement/i, kinds: ["groups", "roles", "packages"] },
  { address: /roleManagement|identityGovernance|privilegedAccess|scopedRoleMembers/i, kinds: ["groups", "roles"] },
  { address: /administrativeUnits\/[^/]+\/members|administrativeUnits$/i, kinds: ["users", "groups"] },
];

/** Objects whose addresses don't decide about what a body names: members, and what an application may do. */
const UNDECIDING: readonly string[] = [...GROUPS, AZUREAD.user, AZUREAD.servicePrincipal, AZUREAD.application];

/** Of an address that isn't known yet only the objects tell that it is made of: another's may be a unit or a catalog. */
function decidedKinds(request: GraphRequest, resource: Resource, graph: ResourceGraph): readonly ProtectedKind[] {
  const { address } = request;
  if (joinsFromTheOtherSide(request)) return ["groups", "roles"];
  if (address !== undefined) return DECIDING.find((one) => one.address.test(address))?.kinds ?? [];
  const sources = newObjectsIn(request, resource, graph) ?? [];
  return sources.every(({ type }) => UNDECIDING.includes(type)) ? [] : ["users", "groups", "roles", "packages"];
}

/** What an account or a group is in, written at the account. Graph documents no such write; a server may take one. */
const joinsFromTheOtherSide = ({ address = "", body }: GraphRequest): boolean =>
  [address, ...Object.keys(asObject(body) ?? {})].some((text) =>
    /(?:^|\/)(?:transitiveM|m)emberOf(?:\W|$)/i.test(text),
  );

function changesByBody(request: GraphRequest, resource: Resource, graph: ResourceGraph): readonly Change[] {
  const { address = "" } = request;
  const kinds = decidedKinds(request, resource, graph);
  const body = withoutPrincipals(request.body);
  const own = holdsUnresolved(body) ? ownObjectsIn(resource, "body", graph) : [];
  const named = [...new Set([...idsIn([body, request.references]), ...(own ?? [])])].flatMap((id) =>
    kinds.map((kind): Change => {
      return { resource, kind, id, property: "body", verb: "writes about", effect: effectByBody(kind, id, request) };
    }),
  );
  const isUnresolvedBody = kinds.length > 0 && (own === undefined || typeof body === "string");
  const changes = isUnresolvedBody ? [...named, ...anything(resource, "body", kinds)] : named;
  if (REVIEWS.test(address)) return changes.map((change) => ({ ...change, isReview: true }));
  return UNITS.test(address) ? changes.map((change) => ({ ...change, isPowerOnly: true })) : changes;
}

const UNITS = /administrativeUnits/i;

/** @see Microsoft Graph, accessReviewScheduleDefinition: its decisions keep somebody in, or take them out. */
const REVIEWS = /^identityGovernance\/accessReviews\/definitions(?:\/[\w-]+)?$/i;

function effectByBody(kind: ProtectedKind, id: string, { address = "", body }: GraphRequest): Change["effect"] {
  if (UNITS.test(address)) return undefined;
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

/**
 * An invitation that is sent again to somebody who is there: whoever redeems it has the account from now on.
 * @see Microsoft Graph, invitation: `resetRedemption` with `invitedUser`
 */
function newRedemption(request: GraphRequest, resource: Resource, graph: ResourceGraph): readonly Change[] {
  const { address = "", body } = request;
  if (!/^invitations$/i.test(address)) return [];
  const invitation = asObject(body);
  const guest = invitation === undefined ? body : saidUnder(invitation, "invitedUser");
  const own = holdsUnresolved(guest) ? ownObjectsIn(resource, "body", graph) : [];
  const ids = [...new Set([...idsIn(guest), ...(own ?? [])])];
  const isUntold = own === undefined || ids.length === 0;
  const mayReset = invitation === undefined ? isUnresolved(body) : mayBeSet(saidUnder(invitation, "resetRedemption"));
  const rest = {
    resource,
    kind: "users",
    property: "body",
    verb: "changes who signs in as",
    effect: undefined,
  } as const;
  return [...ids, ...(mayReset && isUntold ? [undefined] : [])].map((id) => ({ ...rest, id }));
}

/** What an object says under a name, in whatever letter case. */
const saidUnder = (object: Properties, name: string): unknown =>
  Object.entries(object).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];

const mayBeSet = (value: unknown): boolean => value !== undefined && value !== null && value !== false;

/** A new one matters where policies rest on every location that is trusted. */
function newLocation({ address = "", properties, body }: GraphRequest, resource: Resource): readonly Change[] {
  if (!/conditionalAccess\/namedLocations$/i.test(address)) return [];
  const id = plannedId(resource);
  const json = { isTrusted: true, ...asObject(body), id };
  const effect = locationEffect(id, json, false);
  return [{ resource, kind: "locations", id, property: properties[0], verb: "adds", effect }];
}
