import { asList, at, isAbsent } from "../../../src/law/json/json-object";
import { PROTECTED_KINDS, type ProtectedKind } from "../../settings/settings";
import { AZUREAD, azureadType, entraId, GENERIC, GROUPS, isDynamic, PEOPLE, plannedId } from "../objects/entra-objects";
import type { Resource } from "../objects/resource";
import type { Reference, ResourceGraph } from "../objects/resource-graph";
import { namesActivatedRole, ROLES, withTemplates } from "./activated-roles";
import { ANY, type Change, type ChangeBase, changesTo, type Effect, effectOf, type Members, only } from "./change";
import { ownLocationEffect, policyEffect, strengthInGraphForm } from "./graph-form";
import { RESOURCES } from "./operations";
import type { ResourceRow } from "./row";

/** What a resource of the azuread package does, row by row of the table. */
export function azureadChanges(resource: Resource, graph: ResourceGraph): readonly Change[] {
  const rows = RESOURCES.filter(({ type }) => type === resource.type);
  if (rows.length === 0 && resource.type.startsWith("azuread:")) {
    const verb = "writes, by a type that this pack doesn't know, to";
    return changesTo({ resource, property: "type", does: "decides", verb }, PROTECTED_KINDS, ANY);
  }
  return rows.flatMap((row) =>
    row.object === undefined ? changesToItself(resource, row, graph) : changesToNamed(resource, row, row.object, graph),
  );
}

/** Nothing rests on an object that doesn't exist yet, except on a location: it may count by being trusted. */
function changesToItself(
  resource: Resource,
  { does, kinds, verb }: ResourceRow,
  graph: ResourceGraph,
): readonly Change[] {
  const isNew = entraId(resource) === undefined;
  const writing: ChangeBase = { resource, property: "id", does, verb: isNew ? "adds" : verb };
  const counting = isNew ? kinds.filter((kind) => kind === "locations") : kinds;
  return changesTo(writing, counting, only(plannedId(resource)), (kind) => ownEffect(kind, resource, graph));
}

function ownEffect(kind: ProtectedKind, resource: Resource, graph: ResourceGraph): Effect | undefined {
  switch (kind) {
    case "policies":
      return policyEffect(resource);
    case "locations":
      return ownLocationEffect(resource);
    case "strengths":
      return { kind: "strength", id: plannedId(resource), json: strengthInGraphForm(resource) };
    case "groups": {
      // Owners and the administrators of units can add anybody.
      const now = membersFromNowOn(resource, graph);
      if (now === undefined) return effectOf("groups", plannedId(resource), "adds");
      return { ...now, members: now.members && [...now.members, undefined] };
    }
    default:
      return undefined;
  }
}

/** The members of a group of the stack. A group whose members the program doesn't list keeps them. */
export function membersFromNowOn(resource: Resource, graph: ResourceGraph): Members | undefined {
  const { dynamicMembership, members } = resource.properties;
  const object = plannedId(resource);
  if (isDynamic(resource)) {
    const rule = at(asList(dynamicMembership)?.[0] ?? dynamicMembership, ["rule"]);
    const text = typeof rule === "string" ? rule : undefined;
    return { kind: "members", of: "groups", object, members: undefined, rule: text };
  }
  if (isAbsent(members)) return undefined;
  const { ids, isResolved } = graph.principalsIn(resource, "members");
  return { kind: "members", of: "groups", object, members: isResolved ? ids : [...ids, undefined] };
}

const PACKAGES: readonly string[] = [AZUREAD.package, AZUREAD.catalog];

/** The types of the stack's own resources that are objects of a kind. */
const TYPES: { readonly [Kind in ProtectedKind]?: readonly string[] } = {
  groups: [...GROUPS, azureadType("AccessPackageResourceCatalogAssociation")], // the own association is judged itself
  users: PEOPLE,
  roles: ROLES,
  packages: PACKAGES,
};

/** A package also gives applications, and a role may count for one or within a unit. */
const OTHERS: readonly string[] = [AZUREAD.servicePrincipal, AZUREAD.application, AZUREAD.unit, GENERIC];

function changesToNamed(
  resource: Resource,
  row: ResourceRow,
  property: string,
  graph: ResourceGraph,
): readonly Change[] {
  const { kinds, verb } = row;
  const { assignmentType = "member" } = resource.properties;
  // An owner of a group may add anybody.
  const isOwner = row.does === "adds" && kinds.includes("groups") && assignmentType !== "member";
  const does = isOwner ? "decides" : row.does;
  const { ids, isResolved } = referenceOf(resource, row, property, graph);
  // What the stack gives by its own package or catalog is judged where it is put in.
  const others = ids.filter((id) => !graph.hasId(id, PACKAGES));
  return changesTo({ resource, property, does, verb }, kinds, { ids: others, isResolved }, (kind, id) =>
    namedEffect(kind, id, resource, { ...row, does }, graph),
  );
}

function referenceOf(resource: Resource, row: ResourceRow, property: string, graph: ResourceGraph): Reference {
  const { kinds, does } = row;
  if (does === "empowers") return graph.principalsIn(resource, property);
  const types = [...kinds.flatMap((kind) => TYPES[kind] ?? []), ...(does === "decides" ? OTHERS : [])];
  const reference = graph.referencesIn(resource, property, types);
  return kinds.includes("roles") ? withTemplates(reference, namesActivatedRole(resource), graph) : reference;
}

function namedEffect(kind: ProtectedKind, id: string, resource: Resource, row: ResourceRow, graph: ResourceGraph) {
  const { who: property, scope, does } = row;
  if (property === undefined) return effectOf(kind, id, does);
  const { ids, isResolved } = graph.principalsIn(resource, property);
  if (isResolved && ids.length === 0) return undefined; // a service principal of the stack: it is no person
  const { [scope ?? ""]: where = "/" } = resource.properties;
  const who = isResolved && ids.length === 1 ? ids[0] : undefined;
  return effectOf(kind, id, does, who, where);
}
