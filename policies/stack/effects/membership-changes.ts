import { asList } from "../../../src/law/json/json-object";
import { templateNamed } from "../objects/built-in-roles";
import { AZUREAD, GROUPS, idsIn, isDynamic, PEOPLE } from "../objects/entra-objects";
import { isUnresolved, type Resource } from "../objects/resource";
import { type ChangeReader, changesTo, changesToItself, worstEffect } from "./change";
import type { Reference, ResourceGraph } from "../objects/resource-graph";

/** Who is put into a group or given a role: nobody who signs in as a person, or somebody, whose id may be unresolved. */
type Principal = { readonly kind: "none" } | { readonly kind: "principal"; readonly id: string | undefined };

function principalIn(resource: Resource, property: string, graph: ResourceGraph): Principal {
  const { ids, isResolved } = graph.principalsIn(resource, property);
  if (!isResolved || ids.length > 1) return { kind: "principal", id: undefined };
  const [id] = ids;
  return id === undefined ? { kind: "none" } : { kind: "principal", id };
}

/** Reads memberships that are resources of their own: somebody joins the group. */
export const joinsGroup =
  (groupProperty: string, memberProperty: string, verb: string): ChangeReader =>
  (resource, graph) => {
    const member = principalIn(resource, memberProperty, graph);
    const groups = graph.referencesIn(resource, groupProperty, GROUPS);
    return changesTo(resource, groupProperty, groups, {
      kind: "groups",
      verb,
      effect: (group) => (member.kind === "none" ? undefined : { kind: "joins", group, member: member.id }),
    });
  };

/** The group that the resource is, with the members that it lists; nobody can foresee those of a group with a rule. */
export const managesGroup: ChangeReader = (resource, graph) =>
  changesToItself(resource, "groups", "manages, with its members, owners and membership rule,", (id) => ({
    kind: "members",
    group: id,
    members: membersFromNowOn(resource, graph),
  }));

function membersFromNowOn(resource: Resource, graph: ResourceGraph): readonly (string | undefined)[] | undefined {
  if (isDynamic(resource) || asList(resource.properties["members"]) === undefined) return undefined;
  const { ids, isResolved } = graph.principalsIn(resource, "members");
  return isResolved ? ids : [...ids, undefined];
}

/** Reads what changes, in a way that nobody can foresee, who is in the group that a property names. */
export const opensGroup =
  (property: string, verb: string): ChangeReader =>
  (resource, graph) =>
    changesTo(resource, property, graph.referencesIn(resource, property, GROUPS), {
      kind: "groups",
      verb,
      effect: (id) => worstEffect("groups", id),
    });

/** Reads who is put into a unit, whose administrators may then change who its people and groups are. */
export const unitMembers =
  (property: string): ChangeReader =>
  (resource, graph) => {
    const verb = "puts under the administrators of a unit";
    const members = graph.principalsIn(resource, property);
    const without = (types: readonly string[]): Reference => ({
      ...members,
      ids: members.ids.filter((id) => !graph.hasId(id, types)),
    });
    return [
      ...changesTo(resource, property, without(GROUPS), { kind: "users", verb }),
      ...changesTo(resource, property, without(PEOPLE), { kind: "groups", verb }),
    ].map((change) => ({ ...change, isPowerOnly: true }));
  };

/**
 * Reads what is said of a package or a catalog that another stack has: only its owners can tell whether it gives a protected
 * group. Whoever puts one in is judged where they do so.
 */
export const ofForeignPackage =
  (property: string, types: readonly string[], verb: string): ChangeReader =>
  (resource, graph) => {
    const { ids, isResolved } = graph.referencesIn(resource, property, types);
    const foreign = ids.filter((id) => !graph.hasId(id, types));
    return changesTo(resource, property, { ids: foreign, isResolved }, { kind: "packages", verb });
  };

/** People may ask for membership of the group: the id of the association that is named has the group's in it. */
export const packageResource: ChangeReader = (resource, graph) => {
  const property = "catalogResourceAssociationId";
  const { ids, isResolved } = graph.referencesIn(resource, property, [AZUREAD.catalogResource]);
  const groups = graph
    .sourcesOf(resource, property)
    .filter(({ type }) => type === AZUREAD.catalogResource)
    .flatMap((catalog) => graph.referencesIn(catalog, "resourceOriginId", GROUPS).ids);
  return changesTo(
    resource,
    property,
    { ids: [...new Set([...idsIn(ids), ...groups])], isResolved },
    { kind: "groups", verb: "lets people ask for membership of", effect: (id) => worstEffect("groups", id) },
  );
};

const ROLES: readonly string[] = [AZUREAD.role, AZUREAD.customRole];

/** Reads assignments of a role, and eligibility for it: somebody may hold the role. */
export const givesRole =
  (roleProperty: string, principalProperty: string, verb: string, scopeProperty?: string): ChangeReader =>
  (resource, graph) => {
    const principal = principalIn(resource, principalProperty, graph);
    const scope = scopeProperty === undefined ? "/" : (resource.properties[scopeProperty] ?? "/");
    const reference = graph.referencesIn(resource, roleProperty, ROLES);
    const roles = withTemplates(reference, namesActivatedRole(resource), graph);
    return changesTo(resource, roleProperty, roles, {
      kind: "roles",
      verb,
      effect: (role) =>
        principal.kind === "none"
          ? undefined
          : { kind: "role", role, principal: principal.id, tenantWide: scope === "/" || isUnresolved(scope) },
    });
  };

/**
 * An activated role has an object id of its own; what policies name is its template. Where the role isn't a resource of
 * the stack, or doesn't say its template yet, nobody can tell which template that is. A custom role has none.
 */
export function withTemplates({ ids, isResolved }: Reference, isActivated: boolean, graph: ResourceGraph): Reference {
  const roles = graph.named(ids, ROLES);
  const activated = roles.filter(({ type }) => type === AZUREAD.role);
  const templates = activated.map(templateOf).filter((id) => id !== undefined);
  const isExplained = templates.length === activated.length && (!isActivated || roles.length >= ids.length);
  return {
    ids: [...new Set([...ids, ...templates])],
    isResolved: isResolved && isExplained,
  };
}

/** The template of an activated role, by its name until that is known; lower case. */
export function templateOf({ properties: { templateId, displayName } }: Resource): string | undefined {
  return typeof templateId === "string" ? templateId.toLowerCase() : templateNamed(displayName);
}

/** Whether the resource names an activated role, which has another id than its template. */
export const namesActivatedRole = ({ type }: Resource): boolean =>
  type === AZUREAD.roleMember || type === AZUREAD.unitRoleMember;
