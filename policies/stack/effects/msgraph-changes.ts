import { asList, asObject } from "../../../src/law/json/json-object";
import { PROTECTED_KINDS as KINDS, type ProtectedKind } from "../../settings/settings";
import { AZUREAD, entraId, GROUPS, idsIn, PEOPLE, plannedId } from "../objects/entra-objects";
import { holdsUnresolved, isUnresolved, type Resource, UNRESOLVED } from "../objects/resource";
import type { Reference, ResourceGraph } from "../objects/resource-graph";
import { type GraphRequest, plainAddress, requestsOf } from "../requests/requests";
import { templateOf } from "./activated-roles";
import { ANY, type Change, type ChangeBase, changesTo, type Effect, effectOf, only } from "./change";
import { type MatchedRow, matchingRows } from "./matching-rows";
import type { Operation } from "./operations";

/** What a generic Graph resource does, request by request, row by row of the table. */
export const msgraphChanges = (resource: Resource, graph: ResourceGraph): readonly Change[] =>
  requestsOf(resource)
    .filter(({ method }) => method !== "GET")
    .flatMap((request) => changesOfRequest({ request, resource, graph }))
    .flatMap((one) => (one.id?.includes("@") ? changesByName(one, one.id, graph) : one));

/** Only accounts have user principal names. */
const changesByName = (change: Change, userPrincipalName: string, graph: ResourceGraph): readonly Change[] =>
  change.kind === "users" ? [{ ...change, id: graph.userNamed(userPrincipalName), userPrincipalName }] : [];

/** A request, the resource that sends it, and the resources that it may refer to. */
interface Sent {
  readonly request: GraphRequest;
  readonly resource: Resource;
  readonly graph: ResourceGraph;
}

function changesOfRequest(sent: Sent): readonly Change[] {
  const { request, resource } = sent;
  const isUndecided = request.method !== "DELETE";
  const writing: ChangeBase = {
    resource,
    property: request.properties[0],
    does: "decides",
    verb: "writes to",
    isUndecided,
  };
  if (!request.isUnderstood)
    return changesTo({ ...writing, verb: "writes, in a way that this pack doesn't know, to" }, KINDS, ANY);
  if (request.address === undefined) return changesAtUnknownAddress(writing, sent);
  const fits = matchingRows(request);
  const changes = fits.flatMap((fit) => changesByRow(fit, sent));
  return fits.some(({ row }) => row.also === undefined)
    ? changes
    : [...changes, ...changesTo(writing, KINDS, only(...idsIn(request.address)))]; // it may do anything to these
}

function changesByRow(fit: MatchedRow, sent: Sent): readonly Change[] {
  const { kinds, named, verb } = fit.row;
  const { resource, request } = sent;
  if (fit.row.does === "nothing") return [];
  // An owner of a group may add anybody.
  const access = propertyIn(request.body, "accessId") ?? "member";
  const does = fit.row.does === "adds" && kinds.includes("groups") && access !== "member" ? "decides" : fit.row.does;
  const writing: ChangeBase = {
    resource,
    does,
    property: named === "body" || typeof named === "object" ? "body" : request.properties[0],
    verb,
    isUnnamed: named === "nowhere",
    isUndecided: does !== "adds" && request.method !== "DELETE",
  };
  return changesTo(writing, kinds, objectsOf(fit, sent), (kind, id) => effectOfRow(fit, does, kind, id, request));
}

/** The objects that a row is about. */
function objectsOf({ row: { named, isJudgedWhereMade }, ids, rest }: MatchedRow, sent: Sent): Reference {
  const { resource, request, graph } = sent;
  switch (named) {
    case "itself":
      return only(plannedId(resource));
    case "nowhere":
      return isJudgedWhereMade && isOwn(request, graph) ? objectsIn(withoutPrincipals(request.body), rest, sent) : ANY;
    case "body":
      return objectsIn(withoutPrincipals(request.body), rest, sent);
    case undefined:
      return { ids, isResolved: ids.length > 0 };
  }
  const values = [named.under, `${named.under}Id`].map((name) => propertyIn(request.body, name));
  const under = objectsIn(values, "", sent);
  return under.ids.length > 0 || named.otherwise === "none" ? under : ANY;
}

/** Whether an address is at or below one of the stack's own generic resources, which is judged where it is made. */
const isOwn = ({ address = "" }: GraphRequest, graph: ResourceGraph): boolean =>
  graph
    .named(idsIn(address), [GENERIC])
    .map((own) => `${plainAddress(String(own.properties["url"]))}/${plannedId(own)}/`.toLowerCase())
    .some((own) => `${address}/`.toLowerCase().startsWith(own));

/** Every id in a body and in the rest of an address. For an unresolved value, these are the stack's objects that it comes from. */
function objectsIn(body: unknown, rest: string, { request, resource, graph }: Sent): Reference {
  const own = holdsUnresolved(body) ? ownObjectsIn(resource, "body", graph) : [];
  const ids = [...new Set([...idsIn([body, request.references, rest]), ...(own ?? [])])];
  const isByOtherKey = BY_OTHER_KEY.test(JSON.stringify([body, request.references]));
  return { ids, isResolved: own !== undefined && typeof body !== "string" && !isByOtherKey };
}

/** A reference to an account or a group by another key than its id. */
const BY_OTHER_KEY = /["/](?:users|groups)[/(]+[^/")]*(?:[=@]|%40|%3d)/i;

function effectOfRow(
  { row: { named } }: MatchedRow,
  does: Operation,
  kind: ProtectedKind,
  id: string,
  { body, references }: GraphRequest,
): Effect | undefined {
  if (kind === "locations") return { kind: "location", id, json: { id, ipRanges: UNRESOLVED, isTrusted: true } };
  if (kind === "groups" && does === "adds" && references !== undefined) {
    // A member that is referred to by another key than its id is unknown.
    const members = holdsUnresolved(references) ? undefined : asList(references)?.map((one) => idsIn(one)[0]);
    return { kind: "members", of: "groups", object: id, members };
  }
  const principal = propertyIn(body, "principalId");
  const who = principal === undefined ? onlyOther(id, [body, references]) : idsIn(principal)[0];
  const scope = named === undefined ? "/" : propertyIn(body, "directoryScopeId");
  return effectOf(kind, id, { does, who, scope });
}

/** The one other object that a value names, which is put into something or given something; `undefined` if it names several. */
function onlyOther(id: string, value: unknown): string | undefined {
  const [other, ...more] = idsIn(value).filter((one) => one !== id);
  return more.length === 0 && !holdsUnresolved(value) ? other : undefined;
}

/** The body without the people who are given something, or who review others: that doesn't change them. */
function withoutPrincipals(body: unknown): unknown {
  const object = asObject(body);
  if (object === undefined) return body;
  return Object.fromEntries(Object.entries(object).filter(([key]) => !WITHOUT_OBJECTS.test(key)));
}

/** Properties that name people, or hold text. */
const WITHOUT_OBJECTS = /^principal|reviewers$|^(?:stageSettings|justification|ticketInfo|displayName|description)$/i;

/** The value of a property, whose name may be in any letter case. */
const propertyIn = (object: unknown, name: string): unknown =>
  Object.entries(asObject(object) ?? {}).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];

/** An unknown address may be about any object, unless it is made of the ids of the stack's new objects. */
function changesAtUnknownAddress(writing: ChangeBase, sent: Sent): readonly Change[] {
  const { request } = sent;
  const about: ChangeBase = { ...writing, property: "body", verb: "writes about" };
  return [
    ...changesTo(writing, KINDS, only(...idsIn(request.known))),
    ...changesTo(writing, KINDS, newObjectsAt(sent) ?? ANY),
    ...changesTo(about, ["users", "groups", "roles", "packages"], objectsIn(withoutPrincipals(request.body), "", sent)),
  ];
}

/** The new objects that an address is made of; `undefined` if it may be about others. */
function newObjectsAt({ request, resource, graph }: Sent): Reference | undefined {
  const unresolved = request.properties.filter((property) => isUnresolved(resource.properties[property]));
  const sources = unresolved.map((property) => allSourcesOf(resource, property, graph));
  const all = sources.flatMap((one) => one ?? []);
  const areNew = !sources.includes(undefined) && all.every((source) => entraId(source) === undefined);
  return all.length > 0 && areNew ? only(...new Set(all.map(plannedId))) : undefined;
}

/** The stack's resources that a property comes from; `undefined` if it may come from others. */
function allSourcesOf(resource: Resource, property: string, graph: ResourceGraph): readonly Resource[] | undefined {
  const sources = graph.sourcesOf(resource, property);
  return sources.length > 0 && sources.length === new Set(resource.sources[property]).size ? sources : undefined;
}

const GENERIC = "msgraph:index/resource:Resource";

/** Resources that are an object of the tenant. A value that comes from one is mostly that object's id. */
const OBJECTS: readonly string[] = [
  ...[...GROUPS, ...PEOPLE, AZUREAD.servicePrincipal, AZUREAD.application, AZUREAD.unit, AZUREAD.catalog],
  ...[AZUREAD.package, AZUREAD.role, AZUREAD.customRole, GENERIC],
];

/** The ids of the stack's objects that an unresolved value can name, of roles the templates; `undefined` if others may be. */
function ownObjectsIn(resource: Resource, property: string, graph: ResourceGraph): readonly string[] | undefined {
  const sources = allSourcesOf(resource, property, graph);
  if (sources?.every(({ type }) => OBJECTS.includes(type)) !== true) return undefined;
  const ids = sources.map((source) => (source.type === AZUREAD.role ? templateOf(source) : plannedId(source)));
  return ids.every((id) => id !== undefined) ? ids : undefined;
}
