import { asObject } from "../../../src/law/json/json-object";
import { PROTECTED_KINDS as KINDS, type ProtectedKind } from "../../settings/settings";
import { AZUREAD, entraId, GROUPS, idsIn, PEOPLE, plannedId } from "../objects/entra-objects";
import { holdsUnresolved, isUnresolved, type Resource } from "../objects/resource";
import type { Reference, ResourceGraph } from "../objects/resource-graph";
import { type GraphRequest, plainAddress, requestsOf } from "../requests/requests";
import { templateOf, withTemplates } from "./azuread-changes";
import {
  ANY,
  ANY_KIND,
  type Change,
  changesTo,
  type Effect,
  effectOf,
  just,
  membersFrom,
  type Writing,
} from "./change";
import { locationEffect } from "./graph-form";
import { type Fit, fittingRows, userNameIn } from "./request-rows";
import type { Does } from "./table";

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

function changesOfRequest(asked: Asked): readonly Change[] {
  const { request, resource } = asked;
  const writing: Writing = { resource, property: request.properties[0], does: "decides", verb: "writes to" };
  if (!request.isUnderstood)
    return changesTo({ ...writing, verb: "writes, in a way that this pack doesn't know, to" }, KINDS, ANY);
  if (request.address === undefined) return changesAtUnknownAddress(writing, asked);
  const fits = fittingRows(request);
  const changes = fits.flatMap((fit) => changesByRow(fit, asked));
  return fits.some(({ row }) => row.also === undefined)
    ? changes
    : [...changes, ...undecided(request.address, writing, asked.graph)];
}

/** What no row tells: whatever an address names may be changed, by id or by a name. */
function undecided(address: string, writing: Writing, graph: ResourceGraph): readonly Change[] {
  const ids = idsIn(address);
  if (ids.length > 0)
    return changesTo(writing, KINDS, just(...ids), (kind, id) =>
      kind === "locations" && /namedLocations/i.test(address)
        ? locationEffect(id, { id, isTrusted: true }, false)
        : effectOf(kind, id, { does: "decides" }),
    );
  const [, collection = "", name = ""] = /(?:^|\/)(users|groups)\/([^/]+)/i.exec(address) ?? [];
  const isUser = collection.toLowerCase() === "users";
  if (!name.includes("=") && !(isUser && name.includes("@"))) return [];
  const userPrincipalName = userNameIn(name);
  if (!isUser || userPrincipalName === undefined) return changesTo(writing, [isUser ? "users" : "groups"], ANY);
  const id = graph.userNamed(userPrincipalName);
  return id === undefined
    ? changesTo({ ...writing, userPrincipalName }, ["users"], ANY)
    : changesTo(writing, ["users"], just(id));
}

function changesByRow(fit: Fit, asked: Asked): readonly Change[] {
  const { kinds, named, verb, isPowerOnly, isReview } = fit.row;
  const { resource, request } = asked;
  if (fit.row.does === "nothing") return [];
  // Whoever may become an owner may put anybody in.
  const access = saidUnder(request.body, "accessId") ?? "member";
  const does = /^adds/.test(fit.row.does) && kinds.includes("groups") && access !== "member" ? "decides" : fit.row.does;
  const inBody = named === "body" || typeof named === "object";
  const writing: Writing = {
    ...{ resource, does, isPowerOnly, isReview },
    property: inBody ? "body" : request.properties[0],
    verb: verb ?? (inBody ? "writes about" : "writes to"),
  };
  const changes = changesTo(writing, kinds, objectsOf(fit, asked), (kind, id) =>
    effectOfRow(fit, does, kind, id, request),
  );
  return changes.map((change) => {
    const { id: name } = change;
    return name?.includes("@") ? { ...change, id: asked.graph.userNamed(name), userPrincipalName: name } : change;
  });
}

/** Which objects a row is about, and whether there are no others. */
function objectsOf({ row: { on, named, isPowerOnly }, ids, rest }: Fit, asked: Asked): Reference {
  const { resource, request, graph } = asked;
  switch (named) {
    case "itself":
      return just(plannedId(resource));
    case "nowhere":
      // A unit's rule says anew whom its administrators have power over.
      return isPowerOnly !== true && isOwn(request, graph) ? just() : ANY;
    case "body":
      return objectsIn(withoutPrincipals(request.body), rest, asked);
    case undefined:
      return on.includes("{activated}") && !request.address?.includes("=")
        ? withTemplates(just(...ids), true, graph)
        : { ids, isResolved: ids.length > 0 };
  }
  if ("activated" in named) {
    const role = asObject(request.body) ? saidUnder(request.body, named.activated) : request.body;
    return holdsUnresolved(role) ? objectsIn(role, "", asked) : withTemplates(just(...idsIn(role)), true, graph);
  }
  const said = [named.under, `${named.under}Id`].map((name) => saidUnder(request.body, name));
  const under = objectsIn(said, "", asked);
  if (named.otherwise === "none") return { ...under, isResolved: true };
  return under.ids.length > 0 ? under : ANY;
}

/** Whether an address is at or below a generic resource of the stack's own, which is judged where it is made. */
const isOwn = ({ address = "" }: GraphRequest, graph: ResourceGraph): boolean =>
  graph.named(idsIn(address), [GENERIC]).some((own) => {
    const { url } = own.properties;
    const at = typeof url === "string" ? `${plainAddress(url)}/${plannedId(own)}`.toLowerCase() : undefined;
    return at !== undefined && `${address}/`.toLowerCase().startsWith(`${at}/`);
  });

/** Every id in a body, and in what an address has besides; of what isn't known, the stack's own objects that it comes from. */
function objectsIn(body: unknown, rest: string, { request, resource, graph }: Asked): Reference {
  const own = holdsUnresolved(body) ? ownObjectsIn(resource, "body", graph) : [];
  const ids = [...new Set([...idsIn([body, request.references, rest]), ...(own ?? [])])];
  return { ids, isResolved: own !== undefined && typeof body !== "string" };
}

function effectOfRow(
  { row: { named }, who }: Fit,
  does: Does,
  kind: ProtectedKind,
  id: string,
  { body, references, method }: GraphRequest,
): Effect | undefined {
  const json = asObject(body);
  if (named === "itself") return locationEffect(id, { isTrusted: true, ...json, id }, false);
  if (does === "sets" && !isUnresolved(method) && json !== undefined) {
    if (kind === "locations") return locationEffect(id, json, true);
    if (kind === "policies") return { kind: "policy", id, json, merge: true };
    if (kind === "strengths") return { kind: "strength", id, json, merge: true };
  }
  // Whoever is invited or converted may be of any kind from now on.
  if (kind === "users") return { kind: "account", who: id, said: method === "PATCH" && json ? json : ANY_KIND };
  if (kind === "groups" && does === "adds" && references !== undefined) return membersFrom(id, references);
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

/** Being given something changes somebody no more than joining a group does, and neither does reviewing others; words do nothing. */
function withoutPrincipals(body: unknown): unknown {
  const object = asObject(body);
  if (object === undefined) return body;
  const others = Object.entries(object).filter(([key]) => !WITHOUT_OBJECTS.test(key));
  return Object.fromEntries(others);
}

/** Who is meant, and words for people. */
const WITHOUT_OBJECTS = /^principal|reviewers$|^(?:stageSettings|justification|ticketInfo|displayName|description)$/i;

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
  const about: Writing = { ...writing, property: "body", verb: "writes about" };
  return [
    ...changesTo(writing, KINDS, just(...idsIn(request.known.map(decodedText)))),
    ...changesTo(writing, KINDS, sources === undefined ? ANY : just(...sources.map(plannedId))),
    ...changesTo(about, kinds, objectsIn(withoutPrincipals(request.body), "", asked)),
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

const GENERIC = "msgraph:index/resource:Resource";

/** Objects whose addresses don't decide about what a body names: members, and what an application may do. */
const UNDECIDING: readonly string[] = [...GROUPS, AZUREAD.user, AZUREAD.servicePrincipal, AZUREAD.application];

/** Resources that are an object of the tenant, so that a value which comes from them is mostly that object's id. */
const OBJECTS: readonly string[] = [
  ...[...UNDECIDING, ...PEOPLE, AZUREAD.unit, AZUREAD.catalog, AZUREAD.package, AZUREAD.role, AZUREAD.customRole],
  GENERIC,
];

/** The stack's objects that an unresolved value can name, by id, a role by template; `undefined` where others may be. */
function ownObjectsIn(resource: Resource, property: string, graph: ResourceGraph): readonly string[] | undefined {
  const sources = allSourcesOf(resource, property, graph);
  if (sources?.every(({ type }) => OBJECTS.includes(type)) !== true) return undefined;
  const ids = sources.map((source) => (source.type === AZUREAD.role ? templateOf(source) : plannedId(source)));
  return ids.every((id) => id !== undefined) ? ids : undefined;
}
