import { asObject } from "../../../src/law/json/json-object";
import { PROTECTED_KINDS as KINDS, type ProtectedKind } from "../../settings/settings";
import { AZUREAD, entraId, GROUPS, idsIn, PEOPLE, plannedId } from "../objects/entra-objects";
import { holdsUnresolved, isUnresolved, type Resource } from "../objects/resource";
import type { ResourceGraph } from "../objects/resource-graph";
import { type GraphRequest, requestsOf } from "../requests/requests";
import { templateOf, withTemplates } from "./azuread-changes";
import { anything, type Change, type Deed, type Effect, effectOf, membersFrom } from "./change";
import { anyTrustedLocation, locationEffect } from "./location-effects";
import { type Fit, fittingRows } from "./request-rows";
import type { RequestRow } from "./table";

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
  const [property] = request.properties;
  if (!request.isUnderstood) {
    const verb = "writes, in a way that this pack doesn't know, to";
    return anything({ resource, property, does: "decides", verb }, KINDS);
  }
  if (request.address === undefined) return changesAtUnknownAddress(asked);
  const fits = fittingRows(request);
  const changes = fits.flatMap((fit) => changesByRow(fit, asked));
  return fits.some(({ row }) => row.also === undefined) ? changes : [...changes, ...undecided(request.address, asked)];
}

/** What no row tells: whatever an address names may be changed, by id or by a name. */
function undecided(address: string, { request, resource, graph }: Asked): readonly Change[] {
  const [property] = request.properties;
  const rest = { resource, property, does: "decides", verb: "writes to" } as const;
  const byId = idsIn(address).flatMap((id) =>
    KINDS.map((kind): Change => ({ ...rest, kind, id, effect: worst(kind, id, address) })),
  );
  if (byId.length > 0) return byId;
  const [, collection = "", name = ""] = /(?:^|\/)(users|groups)\/([^/]+)/i.exec(address) ?? [];
  const isUser = collection.toLowerCase() === "users";
  if (!name.includes("=") && !(isUser && name.includes("@"))) return [];
  const [change] = anything(rest, [isUser ? "users" : "groups"]);
  const userPrincipalName = /^(?:userPrincipalName=)?'?([^'=]+@[^'=]+?)'?$/i.exec(name)?.[1]?.toLowerCase();
  if (change === undefined || !isUser || userPrincipalName === undefined) return change === undefined ? [] : [change];
  const id = graph.userNamed(userPrincipalName);
  return [{ ...change, ...(id === undefined ? { userPrincipalName } : { id }) }];
}

const worst = (kind: ProtectedKind, id: string, address: string): Effect | undefined =>
  kind === "locations" && /namedLocations/i.test(address)
    ? anyTrustedLocation(id)
    : effectOf(kind, id, { does: "decides" });

function changesByRow({ row, ids, who, rest }: Fit, asked: Asked): readonly Change[] {
  const { resource, request, graph } = asked;
  if (row.does === "nothing") return [];
  const { does, kinds, named, isPowerOnly, isReview } = row;
  const inBody = named === "body" || typeof named === "object";
  const change = {
    ...{ resource, does, property: inBody ? "body" : request.properties[0] },
    verb: row.verb ?? (inBody ? "writes about" : "writes to"),
    ...(isPowerOnly && { isPowerOnly }),
    ...(isReview && { isReview }),
  };
  const objects = objectsOf(row, ids, rest, asked);
  const found = kinds.flatMap((kind) =>
    objects.ids.map((id): Change => ({ ...change, kind, id, effect: effectOfRow(row, kind, id, who, asked) })),
  );
  return objects.isResolved ? found : [...found, ...anything(change, kinds)];

  /** @returns ids, and whether there are no others */
  function objectsOf(row: RequestRow, ids: readonly string[], rest: string, asked: Asked) {
    const { named } = row;
    if (named === "itself") return { ids: [plannedId(resource)], isResolved: true };
    if (named === "nowhere") return { ids: [], isResolved: false };
    if (named === undefined) {
      const isActivated = row.on.includes("{activated}") && !request.address?.includes("=");
      return isActivated ? withTemplates({ ids, isResolved: true }, true, graph) : { ids, isResolved: ids.length > 0 };
    }
    if (named === "body") return objectsIn(withoutPrincipals(request.body), rest, asked);
    if ("activated" in named) {
      const inRole = idsIn(saidUnder(request.body, named.activated));
      return withTemplates({ ids: inRole, isResolved: true }, true, graph);
    }
    const said = saidUnder(request.body, named.under) ?? saidUnder(request.body, `${named.under}Id`);
    const { ids: under, isResolved } = objectsIn([said], "", asked);
    const isNone = under.length === 0 && named.otherwise === "any";
    return { ids: under, isResolved: isNone ? false : isResolved || named.otherwise === "none" };
  }
}

/** Every id in a body, and in what an address has besides; of what isn't known, the stack's own objects that it comes from. */
function objectsIn(body: unknown, rest: string, { request, resource, graph }: Asked) {
  const own = holdsUnresolved(body) ? ownObjectsIn(resource, "body", graph) : [];
  const ids = [...new Set([...idsIn([body, request.references, rest]), ...(own ?? [])])];
  return { ids, isResolved: own !== undefined && typeof body !== "string" };
}

function effectOfRow(
  row: RequestRow,
  kind: ProtectedKind,
  id: string,
  who: string | undefined,
  { request }: Asked,
): Effect | undefined {
  const { does, isPowerOnly } = row;
  const { body, references, method } = request;
  const json = asObject(body);
  if (does === "nothing" || isPowerOnly === true) return undefined;
  if (row.named === "itself") return locationEffect(id, { isTrusted: true, ...json, id }, false);
  if (does === "sets" && !isUnresolved(method) && json !== undefined) {
    if (kind === "locations") return locationEffect(id, json, true);
    if (kind === "policies") return { kind: "policy", id, json, merge: true };
    if (kind === "strengths") return { kind: "strength", id, json, merge: true };
  }
  if (kind === "groups" && does === "adds" && references !== undefined) return membersFrom(id, references);
  const access = saidUnder(body, "accessId");
  if (kind === "groups" && does === "adds" && access !== undefined && access !== "member")
    return effectOf(kind, id, { does: "decides" });
  return effectOf(kind, id, deedOf(row, id, does, who, request));
}

function deedOf(
  { named }: RequestRow,
  id: string,
  does: Deed["does"],
  who: string | undefined,
  { body, references }: GraphRequest,
): Deed {
  const principal = saidUnder(body, "principalId");
  return {
    does,
    who: who ?? (principal === undefined ? onlyOther(id, [body, references]) : idsIn(principal)[0]),
    scope: named === undefined ? "/" : saidUnder(body, "directoryScopeId"),
  };
}

/** Who is put into or given something: the one object that is named besides; `undefined` where there isn't just one. */
function onlyOther(id: string, value: unknown): string | undefined {
  const [other, ...more] = idsIn(value).filter((one) => one !== id);
  return more.length === 0 && !holdsUnresolved(value) ? other : undefined;
}

/** Being given something changes somebody no more than joining a group does, and neither does reviewing others. */
function withoutPrincipals(body: unknown): unknown {
  const object = asObject(body);
  return object === undefined
    ? body
    : Object.fromEntries(Object.entries(object).filter(([key]) => !/^principal|reviewers$|^stageSettings$/i.test(key)));
}

/** What an object says under a name, in whatever letter case. */
const saidUnder = (object: unknown, name: string): unknown =>
  Object.entries(asObject(object) ?? {}).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];

/** An address that isn't known may be about anything, unless it is made of ids of the stack's new objects. */
function changesAtUnknownAddress(asked: Asked): readonly Change[] {
  const { request, resource, graph } = asked;
  const [property] = request.properties;
  const rest = { resource, does: "decides", property, verb: "writes to" } as const;
  const about = (id: string): readonly Change[] =>
    KINDS.map((kind) => ({ ...rest, kind, id, effect: effectOf(kind, id, { does: "decides" }) }));
  const named = idsIn(request.known.map(decodedText)).flatMap(about);
  const sources = newObjectsIn(request, resource, graph);
  // Of an address that isn't known only its objects tell whether it is a unit's or a catalog's, which decide about others.
  const decides = !(sources ?? []).every(({ type }) => UNDECIDING.includes(type)) || sources === undefined;
  const kinds: readonly ProtectedKind[] = decides ? ["users", "groups", "roles", "packages"] : [];
  const { ids, isResolved } = objectsIn(withoutPrincipals(request.body), "", asked);
  const inBody = ids.flatMap((id) =>
    kinds.map(
      (kind): Change => ({
        ...rest,
        kind,
        id,
        property: "body",
        verb: "writes about",
        effect: effectOf(kind, id, { does: "decides" }),
      }),
    ),
  );
  const made = sources === undefined ? anything(rest, KINDS) : sources.map(plannedId).flatMap(about);
  return [
    ...named,
    ...made,
    ...inBody,
    ...(isResolved ? [] : anything({ ...rest, property: "body", verb: "writes about" }, kinds)),
  ];
}

/** The new objects that an address is made of; `undefined` where it may be about others. */
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

/** Objects whose addresses don't decide about what a body names: members, and what an application may do. */
const UNDECIDING: readonly string[] = [...GROUPS, AZUREAD.user, AZUREAD.servicePrincipal, AZUREAD.application];

/** Resources that are an object of the tenant, so that a value which comes from them is mostly that object's id. */
const OBJECTS: ReadonlySet<string> = new Set([
  ...[
    ...PEOPLE,
    ...GROUPS,
    AZUREAD.unit,
    AZUREAD.catalog,
    AZUREAD.package,
    AZUREAD.application,
    AZUREAD.servicePrincipal,
  ],
  ...[AZUREAD.role, AZUREAD.customRole, "msgraph:index/resource:Resource"],
]);

/**
 * The objects of the stack that an unresolved value can name, by id: a role's by its template. What the value turns out to
 * be is judged again just before the resource is deployed.
 * @returns `undefined` where the value may come from something else, or nobody can tell which role it is
 */
function ownObjectsIn(resource: Resource, property: string, graph: ResourceGraph): readonly string[] | undefined {
  const sources = graph.sourcesOf(resource, property);
  const isAll = sources.length > 0 && sources.length === new Set(resource.sources[property]).size;
  if (!isAll || !sources.every(({ type }) => OBJECTS.has(type))) return undefined;
  const ids = sources.map((source) => (source.type === AZUREAD.role ? templateOf(source) : plannedId(source)));
  return ids.every((id) => id !== undefined) ? ids : undefined;
}
