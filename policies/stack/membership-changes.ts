import { asList } from "../../src/json/json-object";
import { AZUREAD, GROUPS, idsIn, isDynamic, plannedId } from "../model/entra-objects";
import { isUnresolved, type Resource } from "../model/resource";
import { type ChangeReader, changesTo, changesToItself, onePrincipal, worstEffect } from "./change";
import { principalsIn, type Reference, referencesIn } from "./resource-graph";

/** Memberships, one by one. */
export const joinsGroup =
  (groupProperty: string, memberProperty: string, verb: string): ChangeReader =>
  (resource, resources) => {
    const member = onePrincipal(resource, memberProperty, resources);
    const groups = referencesIn(resource, groupProperty, GROUPS, resources);
    return changesTo(resource, groupProperty, groups, {
      kind: "groups",
      verb: verb,
      effect: (group) => (member === "nobody" ? undefined : { kind: "joins", group, member }),
    });
  };

export const managesGroup: ChangeReader = (resource, resources) =>
  changesToItself(resource, "groups", "manages, with its members, owners and membership rule,", (id) => ({
    kind: "members",
    group: id,
    members: membersFromNowOn(resource, resources),
  }));

function membersFromNowOn(resource: Resource, resources: readonly Resource[]) {
  if (isDynamic(resource) || asList(resource.properties["members"]) === undefined) return undefined;
  const { ids, isResolved } = principalsIn(resource, "members", resources);
  return isResolved ? ids : [...ids, undefined];
}

/** What changes, in a way that nobody can foresee, who is in the group that a property names. */
export const opensGroup =
  (property: string, verb: string): ChangeReader =>
  (resource, resources) =>
    changesTo(resource, property, referencesIn(resource, property, GROUPS, resources), {
      kind: "groups",
      verb: verb,
      effect: (id) => worstEffect("groups", id),
    });

/** Administrators of a unit may change who its people and groups are. */
export const unitMembers =
  (property: string): ChangeReader =>
  (resource, resources) => {
    const verb = "puts under the administrators of a unit";
    const members = principalsIn(resource, property, resources);
    const [users, groups] = [isKind(resources, [AZUREAD.user]), isKind(resources, GROUPS)];
    return [
      ...changesTo(resource, property, without(members, groups), { kind: "users", verb: verb }),
      ...changesTo(resource, property, without(members, users), { kind: "groups", verb: verb }),
    ].map((change) => ({ ...change, isPowerOnly: true }));
  };

const isKind = (resources: readonly Resource[], types: readonly string[]): ReadonlySet<string> =>
  new Set(resources.filter(({ type }) => types.includes(type)).map(plannedId));

const without = ({ ids, isResolved }: Reference, others: ReadonlySet<string>): Reference => ({
  ids: ids.filter((id) => !others.has(id)),
  isResolved,
});

/**
 * Something about a package or a catalog that another stack has: which groups it gives isn't told. What this stack puts
 * into its own is judged where it does so.
 */
export const ofForeignPackage =
  (property: string, types: readonly string[], verb: string): ChangeReader =>
  (resource, resources) => {
    const { ids, isResolved } = referencesIn(resource, property, types, resources);
    const ours = isKind(resources, types);
    if (isResolved && ids.every((id) => ours.has(id))) return [];
    return changesTo(resource, property, { ids: [], isResolved: false }, { kind: "groups", verb: verb });
  };

/** The id of an association has the group's in it. */
export const packageResource: ChangeReader = (resource, resources) => {
  const property = "catalogResourceAssociationId";
  const { ids, isResolved } = referencesIn(resource, property, [AZUREAD.catalogResource], resources);
  const groups = resources
    .filter((other) => other.type === AZUREAD.catalogResource && resource.sources[property]?.includes(other.urn))
    .flatMap((catalog) => referencesIn(catalog, "resourceOriginId", GROUPS, resources).ids);
  return changesTo(
    resource,
    property,
    { ids: [...new Set([...idsIn(ids), ...groups])], isResolved },
    { kind: "groups", verb: "lets people ask for membership of", effect: (id) => worstEffect("groups", id) },
  );
};

const ROLES: readonly string[] = [AZUREAD.role, AZUREAD.customRole];

/** Assignments of a role, and eligibility for it. */
export const givesRole =
  (roleProperty: string, principalProperty: string, verb: string, scopeProperty?: string): ChangeReader =>
  (resource, resources) => {
    const principal = onePrincipal(resource, principalProperty, resources);
    const scope = scopeProperty === undefined ? "/" : (resource.properties[scopeProperty] ?? "/");
    const reference = referencesIn(resource, roleProperty, ROLES, resources);
    const roles = withTemplates(reference, namesActivatedRole(resource), resources);
    return changesTo(resource, roleProperty, roles, {
      kind: "roles",
      verb: verb,
      effect: (role) =>
        principal === "nobody"
          ? undefined
          : { kind: "role", role, principal, tenantWide: scope === "/" || isUnresolved(scope) },
    });
  };

/**
 * An activated role has an object id of its own; what policies name is its template. Where the role isn't a resource of
 * the stack, or doesn't say its template yet, nobody can tell which template that is. A custom role has none.
 */
function withTemplates(
  { ids, isResolved }: Reference,
  isActivated: boolean,
  resources: readonly Resource[],
): Reference {
  const roles = resources.filter((role) => ROLES.includes(role.type) && ids.includes(plannedId(role)));
  const activated = roles.filter(({ type }) => type === AZUREAD.role);
  const templates = activated.map(({ properties }) => properties["templateId"]).filter((id) => typeof id === "string");
  const isExplained = templates.length === activated.length && (!isActivated || roles.length >= ids.length);
  return {
    ids: [...new Set([...ids, ...templates.map((template) => template.toLowerCase())])],
    isResolved: isResolved && isExplained,
  };
}

/** Whether the resource names an activated role, which has another id than its template. */
export const namesActivatedRole = ({ type }: Resource): boolean =>
  type === AZUREAD.roleMember || type === AZUREAD.unitRoleMember;
