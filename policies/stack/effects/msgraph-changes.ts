import { asObject, isAbsent } from "../../../src/law/json/json-object";
import { PROTECTED_KINDS as KINDS } from "../../settings/settings";
import { AZUREAD, entraId, GENERIC, GROUPS, idsIn, PEOPLE, plannedId } from "../objects/entra-objects";
import { holdsUnresolved, isUnresolved, type Resource, UNRESOLVED } from "../objects/resource";
import type { Reference, ResourceGraph } from "../objects/resource-graph";
import { type GraphRequest, plainAddress, requestsOf } from "../requests/requests";
import { isActivatedRole, templateOf } from "./activated-roles";
import { ANY, type Change, type ChangeBase, changesTo, effectOf, only } from "./change";
import { type MatchedRow, matchingRows } from "./matching-rows";

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
  const { address, properties, isUnderstood, method } = request;
  const verb = isUnderstood ? "writes to" : "writes, in a way that this pack doesn't know, to";
  const isUndecided = method !== "DELETE";
  const writing: ChangeBase = { resource, property: properties[0], does: "decides", verb, isUndecided };
  if (!isUnderstood) return changesTo(writing, KINDS, ANY);
  if (address === undefined) return changesAtUnknownAddress(writing, sent);
  const fits = matchingRows(request);
  const changes = fits.flatMap((fit) => changesByRow(fit, sent));
  return fits.some(({ row }) => row.also === undefined)
    ? changes
    : [...changes, ...changesTo(writing, KINDS, only(...idsIn(address)))]; // it may do anything to these
}

function changesByRow(fit: MatchedRow, sent: Sent): readonly Change[] {
  const { kinds, named, verb } = fit.row;
  const { resource, request } = sent;
  if (fit.row.does === "nothing") return [];
  const does = fit.row.does === "adds" && !isAddition(request.body) ? "decides" : fit.row.does;
  const writing: ChangeBase = {
    resource,
    does,
    property: named === "body" || typeof named === "object" ? "body" : request.properties[0],
    verb,
    isUndecided: does !== "adds" && request.method !== "DELETE",
  };
  const principals = valuesIn(request.body, /^principalId$/i);
  const [scope] = valuesIn(request.body, /^directoryScopeId$/i);
  return changesTo(writing, kinds, objectsOf(fit, sent), (kind, id) => {
    if (kind === "locations") return { kind: "location", id, json: { id, ipRanges: UNRESOLVED, isTrusted: true } };
    return effectOf(kind, id, does, onlyOther(id, principals.length > 0 ? principals : request.body), scope);
  });
}

/** An owner of a group may add anybody. An assignment may also end, or its end may move. */
const isAddition = (body: unknown): boolean =>
  valuesIn(body, /^accessId$/i).every((access) => access === "member") &&
  valuesIn(body, /^action$/i).every((action) => typeof action === "string" && !ENDS.test(action));

const ENDS = /remove|deactivate|cancel|revoke|update/i;

/** The objects that a row is about. */
function objectsOf({ row: { named }, ids, rest }: MatchedRow, sent: Sent): Reference {
  const { resource, request, graph } = sent;
  const inBody = () => objectsIn(withoutPrincipals(request.body), rest, sent);
  switch (named) {
    case "itself":
      return only(plannedId(resource));
    case "nowhere":
      return ANY;
    case "where it is made":
      return isOwn(request, graph) ? inBody() : ANY;
    case "body":
      return inBody();
    case undefined:
      return { ids, isResolved: ids.length > 0 };
  }
  const under = objectsIn(valuesIn(request.body, named.under), "", sent);
  return under.ids.length > 0 || named.otherwise === "none" ? under : ANY;
}

/** Whether an address is at or below one of the stack's own generic resources, which is judged where it is made. */
const isOwn = ({ address = "" }: GraphRequest, graph: ResourceGraph): boolean =>
  graph
    .named(idsIn(address), [GENERIC])
    .map((own) => `${plainAddress(String(own.properties["url"]))}/${plannedId(own)}/`.toLowerCase())
    .some((own) => `${address}/`.toLowerCase().startsWith(own));

/** Every id in a body and in the rest of an address. For an unresolved value, these are the stack's objects that it comes from. */
function objectsIn(body: unknown, rest: string, { resource, graph }: Sent): Reference {
  const isObject = ({ type }: Resource): boolean => OBJECTS.includes(type);
  const property = isAbsent(resource.properties["referenceIds"]) ? "body" : "referenceIds";
  const own = holdsUnresolved(body) ? idsBehind(resource, property, graph, isObject) : [];
  const ids = [...new Set([...idsIn([body, rest]), ...(own ?? [])])];
  const isById = typeof body !== "string" && !BY_OTHER_KEY.test(JSON.stringify([body]));
  return { ids, isResolved: own !== undefined && isById };
}

/** A reference to an account or a group by another key than its id. */
const BY_OTHER_KEY = /["/](?:users|groups)[/(]+[^/")]*(?:[=@]|%40|%3d)/i;

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

/** The values of the properties of a body whose names fit. */
const valuesIn = (body: unknown, name: RegExp): readonly unknown[] =>
  Object.entries(asObject(body) ?? {}).flatMap(([key, value]) => (name.test(key) ? [value] : []));

/** An unknown address may be about any object, unless it is made of the ids of the stack's new objects. */
function changesAtUnknownAddress(writing: ChangeBase, sent: Sent): readonly Change[] {
  const { request, resource, graph } = sent;
  const isNew = (source: Resource): boolean => entraId(source) === undefined;
  const unresolved = request.properties.filter((property) => isUnresolved(resource.properties[property]));
  const sources = unresolved.map((property) => idsBehind(resource, property, graph, isNew));
  const isResolved = sources.length > 0 && !sources.includes(undefined);
  const ids = [...idsIn(request.known), ...(isResolved ? sources.flatMap((one) => one ?? []) : [])];
  const about: ChangeBase = { ...writing, property: "body", verb: "writes about" };
  return [
    ...changesTo(writing, KINDS, { ids: [...new Set(ids)], isResolved }),
    ...changesTo(about, ["users", "groups", "roles", "packages"], objectsIn(withoutPrincipals(request.body), "", sent)),
  ];
}

/** The ids of the stack's resources that a property comes from, of roles the templates; `undefined` if it may come from others. */
function idsBehind(
  resource: Resource,
  property: string,
  graph: ResourceGraph,
  isMeant: (source: Resource) => boolean,
): readonly string[] | undefined {
  const sources = graph.sourcesOf(resource, property);
  const isAll = sources.length > 0 && sources.length === new Set(resource.sources[property]).size;
  const ids = sources.map((source) => (isActivatedRole(source) ? templateOf(source) : plannedId(source)));
  return isAll && sources.every(isMeant) && ids.every((id) => id !== undefined) ? ids : undefined;
}

/** Resources that are an object of the tenant. A value that comes from one is mostly that object's id. */
const OBJECTS: readonly string[] = [
  ...[...GROUPS, ...PEOPLE, AZUREAD.servicePrincipal, AZUREAD.application, AZUREAD.unit, AZUREAD.catalog],
  ...[AZUREAD.package, AZUREAD.role, AZUREAD.customRole, GENERIC],
];
