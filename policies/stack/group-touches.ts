import type { Resource } from "../model/resource";
import { AZUREAD } from "./entra-types";
import { isDynamic } from "./groups";
import { plannedId } from "./identity";
import { idsIn } from "./ids-in";
import { asList } from "./json";
import { named, principalsNamed, type Reference } from "./references";
import { itself, onePrincipal, type Reader, touching } from "./touching";
import { worstEffect } from "./worst-effect";

export const GROUPS = [AZUREAD.group, AZUREAD.groupWithoutMembers];

/** Memberships, one by one. */
export const joins =
  (groupProperty: string, memberProperty: string, deed: string): Reader =>
  (resource, resources) => {
    const member = onePrincipal(resource, memberProperty, resources);
    const groups = named(resource, groupProperty, GROUPS, resources);
    return touching(resource, groupProperty, groups, {
      kind: "groups",
      deed,
      effect: (group) => (member === "nobody" ? undefined : { kind: "joins", group, member }),
    });
  };

export const group: Reader = (resource, resources) =>
  itself(resource, "groups", "manages, with its members, owners and membership rule,", (id) => ({
    kind: "members",
    group: id,
    members: membersFromNowOn(resource, resources),
  }));

function membersFromNowOn(resource: Resource, resources: readonly Resource[]) {
  if (isDynamic(resource) || asList(resource.properties["members"]) === undefined) return undefined;
  const { ids, complete } = principalsNamed(resource, "members", resources);
  return complete ? ids : [...ids, undefined];
}

/** What changes, in a way that nobody can foresee, who is in the group that a property names. */
export const opensGroup =
  (property: string, deed: string): Reader =>
  (resource, resources) =>
    touching(resource, property, named(resource, property, GROUPS, resources), {
      kind: "groups",
      deed,
      effect: (id) => worstEffect("groups", id),
    });

/** Administrators of a unit may change who its people and groups are. */
export const unitMembers =
  (property: string): Reader =>
  (resource, resources) => {
    const deed = "puts under the administrators of a unit";
    const members = principalsNamed(resource, property, resources);
    const [users, groups] = [isKind(resources, [AZUREAD.user]), isKind(resources, GROUPS)];
    return [
      ...touching(resource, property, without(members, groups), { kind: "users", deed }),
      ...touching(resource, property, without(members, users), { kind: "groups", deed }),
    ].map((touch) => ({ ...touch, isPowerOnly: true }));
  };

const isKind = (resources: readonly Resource[], types: readonly string[]): ReadonlySet<string> =>
  new Set(resources.filter(({ type }) => types.includes(type)).map(plannedId));

const without = ({ ids, complete }: Reference, others: ReadonlySet<string>): Reference => ({
  ids: ids.filter((id) => !others.has(id)),
  complete,
});

/**
 * Something about a package or a catalog that another stack has: which groups it gives isn't told. What this stack puts
 * into its own is judged where it does so.
 */
export const foreign =
  (property: string, types: readonly string[], deed: string): Reader =>
  (resource, resources) => {
    const { ids, complete } = named(resource, property, types, resources);
    const ours = isKind(resources, types);
    if (complete && ids.every((id) => ours.has(id))) return [];
    return touching(resource, property, { ids: [], complete: false }, { kind: "groups", deed });
  };

/** The id of an association has the group's in it. */
export const packageResource: Reader = (resource, resources) => {
  const property = "catalogResourceAssociationId";
  const { ids, complete } = named(resource, property, [AZUREAD.catalogResource], resources);
  const groups = resources
    .filter((other) => other.type === AZUREAD.catalogResource && resource.sources[property]?.includes(other.urn))
    .flatMap((catalog) => named(catalog, "resourceOriginId", GROUPS, resources).ids);
  return touching(
    resource,
    property,
    { ids: [...new Set([...idsIn(ids), ...groups])], complete },
    { kind: "groups", deed: "lets people ask for membership of", effect: (id) => worstEffect("groups", id) },
  );
};
