import { asObject } from "../../../src/law/json/json-object";
import { PROTECTED_KINDS as KINDS, type ProtectedKind } from "../../settings/settings";
import { AZUREAD, entraId, GROUPS, idsIn, PEOPLE, plannedId } from "../objects/entra-objects";
import { holdsUnresolved, isUnresolved, type Resource } from "../objects/resource";
import type { Reference, ResourceGraph } from "../objects/resource-graph";
import { type GraphRequest, requestsOf } from "../requests/requests";
import { templateOf, withTemplates } from "./azuread-changes";
import { anything, type Change, type Effect, effectOf, membersFrom } from "./change";
import { anyTrustedLocation, locationEffect } from "./location-effects";
import { type Fit, fittingRows } from "./request-rows";

/** What a generic Graph resource does, request by request, row by row of the table. */
export const msgraphChanges = (resource: Resource, graph: ResourceGraph): readonly Change[] =>
  requestsOf(resource)
    .filter(({ method }) => method !== "GET")
    .flatMap((request) => changesOfRequest({ request, resource, graph }));

interface Asked {
  readonly request: GraphRequest;
  readonly resource: Resource;
  readonly graph: ResourceGraph;
}

type Writing = Pick<Change, "resource" | "property" | "does" | "verb">;

function changesOfRequest(asked: Asked): readonly Change[] {
  const { request, resource } = asked;
  const writing: Writing = { resource, property: request.properties[0], does: "decides", verb: "writes to" };
  if (!request.isUnderstood) {
    return anything({ ...writing, verb: "writes, in a way that this pack doesn't know, to" }, KINDS);
  }
  if (request.address === undefined) return changesAtUnknownAddress(writing, asked);
  const fits = fittingRows(request);
  const changes = fits.flatMap((fit) => changesByRow(fit, asked));
  return fits.some(({ row }) => row.also === undefined)
    ? changes
    : [...changes, ...undecided(request.address, writing, asked.graph)];
}

/** A write to an object that nobody can foresee the outcome of. */
const decided = (writing: Writing, id: string, kinds: readonly ProtectedKind[] = KINDS): readonly Change[] =>
  kinds.map((kind) => ({ ...writing, kind, id, effect: effectOf(kind, id, { does: "decides" }) }));

/** What no row tells: whatever an address names may be changed, by id or by a name. */
function undecided(address: string, writing: Writing, graph: ResourceGraph): readonly Change[] {
  const isLocation = /namedLocations/i.test(address);
  const byId = idsIn(address).flatMap((id) => decided(writing, id));
  if (byId.length > 0)
    return byId.map((change) =>
      isLocation && change.kind === "locations" ? { ...change, effect: anyTrustedLocation(change.id ?? "") } : change,
    );
  const [, collection = "", name = ""] = /(?:^|\/)(users|groups)\/([^/]+)/i.exec(address) ?? [];
  const isUser = collection.toLowerCase() === "users";
  if (!name.includes("=") && !(isUser && name.includes("@"))) return [];
  const userPrincipalName = /^(?:userPrincipalName=)?'?([^'=]+@[^'=]+?)'?$/i.exec(name)?.[1]?.toLowerCase();
  if (!isUser || userPrincipalName === undefined) return anything(writing, [isUser ? "users" : "groups"]);
  const id = graph.userNamed(userPrincipalName);
  return [{ ...writing, kind: "users", id, effect: undefined, ...(id === undefined && { userPrincipalName }) }];
}

function changesByRow(fit: Fit, asked: Asked): readonly Change[] {
  const { does, kinds, named, verb, isPowerOnly, isReview } = fit.row;
  const { resource, request } = asked;
  if (does === "nothing") return [];
  const inBody = named === "body" || typeof named === "object";
  const change = {
    ...{ resource, does, property: inBody ? "body" : request.properties[0] },
    verb: verb ?? (inBody ? "writes about" : "writes to"),
    ...(isPowerOnly && { isPowerOnly }),
    ...(isReview && { isReview }),
  };
  const { ids, isResolved } = objectsOf(fit, asked);
  const found = kinds.flatMap((kind) =>
    ids.map((id): Change => ({ ...change, kind, id, effect: effectOfRow(fit, kind, id, request) })),
  );
  return isResolved ? found : [...found, ...anything(change, kinds)];
}

/** Which objects a row is about, and whether there are no others. */
function objectsOf({ row: { on, named }, ids, rest }: Fit, asked: Asked): Reference {
  const { resource, request, graph } = asked;
  if (named === "itself") return { ids: [plannedId(resource)], isResolved: true };
  if (named === "nowhere") return { ids: [], isResolved: false };
  if (named === "body") return objectsIn(withoutPrincipals(request.body), rest, asked);
  const isActivated = named === undefined && on.includes("{activated}") && !request.address?.includes("=");
  if (isActivated) return withTemplates({ ids, isResolved: true }, true, graph);
  if (named === undefined) return { ids, isResolved: ids.length > 0 };
  if ("activated" in named) {
    const roles = idsIn(saidUnder(request.body, named.activated));
    return withTemplates({ ids: roles, isResolved: true }, true, graph);
  }
  const said = [named.under, `${named.under}Id`].map((name) => saidUnder(request.body, name));
  const under = objectsIn(said, "", asked);
  if (named.otherwise === "none") return { ...under, isResolved: true };
  return under.ids.length > 0 ? under : { ids: [], isResolved: false };
}

/** Every id in a body, and in what an address has besides; of what isn't known, the stack's own objects that it comes from. */
function objectsIn(body: unknown, rest: string, { request, resource, graph }: Asked): Reference {
  const own = holdsUnresolved(body) ? ownObjectsIn(resource, "body", graph) : [];
  const ids = [...new Set([...idsIn([body, request.references, rest]), ...(own ?? [])])];
  return { ids, isResolved: own !== undefined && typeof body !== "string" };
}

function effectOfRow({ row, who }: Fit, kind: ProtectedKind, id: string, request: GraphRequest): Effect | undefined {
  const { does, isPowerOnly, named } = row;
  const { body, references, method } = request;
  const json = asObject(body);
  if (does === "nothing" || isPowerOnly === true) return undefined;
  if (named === "itself") return locationEffect(id, { isTrusted: true, ...json, id }, false);
  if (does === "sets" && !isUnresolved(method) && json !== undefined) {
    if (kind === "locations") return locationEffect(id, json, true);
    if (kind === "policies") return { kind: "policy", id, json, merge: true };
    if (kind === "strengths") return { kind: "strength", id, json, merge: true };
  }
  if (kind === "groups" && does === "adds") {
    if (references !== undefined) return membersFrom(id, references);
    // Whoever may become an owner may put anybody in.
    const access = saidUnder(body, "accessId");
    if (access !== undefined && access !== "member") return effectOf(kind, id, { does: "decides" });
  }
  const principal = saidUnder(body, "principalId");
  const inBody = principal === undefined ? onlyOther(id, [body, references]) : idsIn(principal)[0];
  const scope = named === undefined ? "/" : saidUnder(body, "directoryScopeId");
  return effectOf(kind, id, { does, who: who ?? inBody, scope });
}

/** Who is put into or given something: the one object that is named besides; `undefined` where there isn't just one. */
function onlyOther(id: string, value: unknown): string | undefined {
  const [other, ...more] = idsIn(value).filter((one) => one !== id);
  return more.length === 0 && !holdsUnresolved(value) ? other : undefined;
}

/** Being given something changes somebody no more than joining a group does, and neither does reviewing others. */
function withoutPrincipals(body: unknown): unknown {
  const object = asObject(body);
  if (object === undefined) return body;
  const others = Object.entries(object).filter(([key]) => !/^principal|reviewers$|^stageSettings$/i.test(key));
  return Object.fromEntries(others);
}

/** What an object says under a name, in whatever letter case. */
const saidUnder = (object: unknown, name: string): unknown =>
  Object.entries(asObject(object) ?? {}).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];

/** An address that isn't known may be about anything, unless it is made of ids of the stack's new objects. */
function changesAtUnknownAddress(writing: Writing, asked: Asked): readonly Change[] {
  const { request } = asked;
  const sources = newObjectsIn(asked);
  // Of an address that isn't known only its objects tell whether it is a unit's or a catalog's, which decide about others.
  const isUndeciding = sources?.every(({ type }) => UNDECIDING.includes(type)) === true;
  const kinds: readonly ProtectedKind[] = isUndeciding ? [] : ["users", "groups", "roles", "packages"];
  const { ids, isResolved } = objectsIn(withoutPrincipals(request.body), "", asked);
  const about: Writing = { ...writing, property: "body", verb: "writes about" };
  return [
    ...idsIn(request.known.map(decodedText)).flatMap((id) => decided(writing, id)),
    ...(sources?.map(plannedId).flatMap((id) => decided(writing, id)) ?? anything(writing, KINDS)),
    ...ids.flatMap((id) => decided(about, id, kinds)),
    ...(isResolved ? [] : anything(about, kinds)),
  ];
}

/** The new objects that an address is made of; `undefined` where it may be about others. */
function newObjectsIn({ request, resource, graph }: Asked): readonly Resource[] | undefined {
  const unresolved = request.properties.filter((property) => isUnresolved(resource.properties[property]));
  const sources = unresolved.map((property) => allSourcesOf(resource, property, graph));
  if (sources.length === 0 || sources.includes(undefined)) return undefined;
  const all = [...new Set(sources.flatMap((one) => one ?? []))];
  return all.every((source) => entraId(source) === undefined) ? all : undefined;
}

/** The stack's resources that a property comes from; `undefined` where it may come from others. */
function allSourcesOf(resource: Resource, property: string, graph: ResourceGraph): readonly Resource[] | undefined {
  const sources = graph.sourcesOf(resource, property);
  return sources.length > 0 && sources.length === new Set(resource.sources[property]).size ? sources : undefined;
}

const decodedText = (text: string): string =>
  text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Objects whose addresses don't decide about what a body names: members, and what an application may do. */
const UNDECIDING: readonly string[] = [...GROUPS, AZUREAD.user, AZUREAD.servicePrincipal, AZUREAD.application];

/** Resources that are an object of the tenant, so that a value which comes from them is mostly that object's id. */
const OBJECTS: readonly string[] = [
  ...[...UNDECIDING, ...PEOPLE, AZUREAD.unit, AZUREAD.catalog, AZUREAD.package, AZUREAD.role, AZUREAD.customRole],
  "msgraph:index/resource:Resource",
];

/**
 * The objects of the stack that an unresolved value can name, by id: a role's by its template. What the value turns out to
 * be is judged again just before the resource is deployed.
 * @returns `undefined` where the value may come from something else, or nobody can tell which role it is
 */
function ownObjectsIn(resource: Resource, property: string, graph: ResourceGraph): readonly string[] | undefined {
  const sources = allSourcesOf(resource, property, graph);
  if (sources?.every(({ type }) => OBJECTS.includes(type)) !== true) return undefined;
  const ids = sources.map((source) => (source.type === AZUREAD.role ? templateOf(source) : plannedId(source)));
  return ids.every((id) => id !== undefined) ? ids : undefined;
}
