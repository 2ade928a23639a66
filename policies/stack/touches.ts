import type { Resource } from "../model/resource";
import { isUnknown } from "../model/unknown";
import type { ProtectedKind } from "../settings/settings";
import { byProvider } from "./carriers";
import { AZUREAD, isGenericGraph } from "./entra-types";
import { genericTouches } from "./generic-touches";
import { locationInGraphForm, policyInGraphForm, strengthInGraphForm } from "./graph-form";
import { isDynamic } from "./groups";
import { entraId, plannedId } from "./identity";
import { asList } from "./json";
import { named, principalsNamed, type Reference } from "./references";
import type { Effect, Touch } from "./touch";
import { worstEffect } from "./worst-effect";

type Reader = (resource: Resource, resources: readonly Resource[]) => readonly Touch[];

/** What a resource does to objects that the guarantee may rest on. */
export function touchesOf(resource: Resource, resources: readonly Resource[]): readonly Touch[] {
  if (isGenericGraph(resource.type)) return genericTouches(resource, resources);
  return READERS.get(resource.type)?.(resource, resources) ?? [];
}

const GROUPS = [AZUREAD.group, AZUREAD.groupWithoutMembers];
const ROLES: readonly string[] = [AZUREAD.role, AZUREAD.customRole];

/** Touches of what a property names, each object once. */
function touching(
  resource: Resource,
  property: string,
  reference: Reference,
  rest: { readonly kind: ProtectedKind; readonly deed: string; readonly effect?: (id: string) => Touch["effect"] },
): readonly Touch[] {
  const ids: readonly (string | undefined)[] = reference.complete ? reference.ids : [...reference.ids, undefined];
  return ids.map((id) => ({
    resource,
    property,
    kind: rest.kind,
    deed: rest.deed,
    id,
    effect: id === undefined ? undefined : rest.effect?.(id),
  }));
}

/** The object that a resource is. Before it exists it can't be one that anything rests on. */
function itself(resource: Resource, kind: ProtectedKind, deed: string, effect?: (id: string) => Touch["effect"]) {
  const id = entraId(resource);
  return id === undefined
    ? []
    : touching(resource, "id", { ids: [id], complete: true }, { kind, deed, ...(effect && { effect }) });
}

/** The one whom a property names; `"nobody"` where it is none who signs in, `undefined` where it can't be told. */
function onePrincipal(resource: Resource, property: string, resources: readonly Resource[]) {
  const { ids, complete } = principalsNamed(resource, property, resources);
  if (!complete || ids.length > 1) return undefined;
  return ids[0] ?? "nobody";
}

const joins =
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

const group: Reader = (resource, resources) =>
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

const roleOf =
  (roleProperty: string, principalProperty: string, deed: string, scopeProperty?: string): Reader =>
  (resource, resources) => {
    const principal = onePrincipal(resource, principalProperty, resources);
    const scope = scopeProperty === undefined ? "/" : (resource.properties[scopeProperty] ?? "/");
    const reference = named(resource, roleProperty, ROLES, resources);
    const roles = withTemplates(reference, namesActivatedRole(resource), resources);
    return touching(resource, roleProperty, roles, {
      kind: "roles",
      deed,
      effect: (role) =>
        principal === "nobody"
          ? undefined
          : { kind: "role", role, principal, tenantWide: scope === "/" || isUnknown(scope) },
    });
  };

/**
 * An activated role has an object id of its own; what policies name is its template. Where the role isn't a resource of
 * the stack, or doesn't say its template yet, nobody can tell which template that is. A custom role has none.
 */
function withTemplates({ ids, complete }: Reference, isActivated: boolean, resources: readonly Resource[]): Reference {
  const roles = resources.filter((role) => ROLES.includes(role.type) && ids.includes(plannedId(role)));
  const activated = roles.filter(({ type }) => type === AZUREAD.role);
  const templates = activated.map(({ properties }) => properties["templateId"]).filter((id) => typeof id === "string");
  const isExplained = templates.length === activated.length && (!isActivated || roles.length >= ids.length);
  return {
    ids: [...new Set([...ids, ...templates.map((template) => template.toLowerCase())])],
    complete: complete && isExplained,
  };
}

/** Whether only the stack tells what the resource is about, by the resource that it refers to. */
export const isToldByStack = (resource: Resource): boolean =>
  namesActivatedRole(resource) || resource.type === AZUREAD.packagePolicy || resource.type === AZUREAD.catalogRole;

/** Whether the resource names an activated role, which has another id than its template. */
const namesActivatedRole = ({ type }: Resource): boolean =>
  type === AZUREAD.roleMember || type === AZUREAD.unitRoleMember;

const names =
  (property: string, kind: ProtectedKind, types: readonly string[], deed: string): Reader =>
  (resource, resources) =>
    touching(resource, property, named(resource, property, types, resources), {
      kind,
      deed,
      effect: (id) => worstEffect(kind, id),
    });

/** Administrators of a unit may change who its people and groups are. */
const unitMembers =
  (property: string): Reader =>
  (resource, resources) => {
    const deed = "puts under the administrators of a unit";
    const members = principalsNamed(resource, property, resources);
    const [users, groups] = [isKind(resources, [AZUREAD.user]), isKind(resources, GROUPS)];
    return [
      ...touching(resource, property, without(members, groups), { kind: "users", deed }),
      ...touching(resource, property, without(members, users), {
        kind: "groups",
        deed,
      }),
    ];
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
const foreign =
  (property: string, types: readonly string[], deed: string): Reader =>
  (resource, resources) => {
    const { ids, complete } = named(resource, property, types, resources);
    const ours = isKind(resources, types);
    if (complete && ids.every((id) => ours.has(id))) return [];
    return touching(resource, property, { ids: [], complete: false }, { kind: "groups", deed });
  };

/** The id of an association has the group's in it. */
const packageResource: Reader = (resource, resources) => {
  const property = "catalogResourceAssociationId";
  const { ids, complete } = named(resource, property, [AZUREAD.catalogResource], resources);
  const parts = ids.flatMap((id) => id.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? []);
  const groups = resources
    .filter((other) => other.type === AZUREAD.catalogResource && resource.sources[property]?.includes(other.urn))
    .flatMap((catalog) => named(catalog, "resourceOriginId", GROUPS, resources).ids);
  return touching(
    resource,
    property,
    { ids: [...new Set([...parts, ...groups])], complete },
    { kind: "groups", deed: "lets people ask for membership of", effect: (id) => worstEffect("groups", id) },
  );
};

const policy: Reader = (resource) =>
  itself(resource, "policies", "manages", (id) => ({
    kind: "policy",
    id,
    json: { ...policyInGraphForm(resource, resource.properties), id },
    merge: false,
  }));

/**
 * Policies that the stack adds, as far as they are in one tenant for sure: another provider instance may be for another.
 */
export function newPolicies(resources: readonly Resource[]): readonly Effect[] {
  const policies = resources.filter(({ type }) => type === AZUREAD.policy);
  if (byProvider(policies).length > 1) return [];
  return policies
    .filter((resource) => entraId(resource) === undefined)
    .map((resource) => {
      const [id, json] = [plannedId(resource), policyInGraphForm(resource, resource.properties)];
      return { kind: "policy", id, json: { ...json, id }, merge: false, isNew: true };
    });
}

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  [AZUREAD.groupMember, joins("groupObjectId", "memberObjectId", "puts somebody into")],
  [AZUREAD.groupAssignment, joins("groupId", "principalId", "assigns somebody to")],
  [AZUREAD.groupEligibility, joins("groupId", "principalId", "makes somebody eligible for")],
  [AZUREAD.groupActivation, names("groupId", "groups", GROUPS, "changes who may activate membership of")],
  [AZUREAD.catalogResource, names("resourceOriginId", "groups", GROUPS, "puts into an access package catalog")],
  [AZUREAD.packageResource, packageResource],
  [AZUREAD.group, group],
  [AZUREAD.groupWithoutMembers, group],
  [AZUREAD.roleAssignment, roleOf("roleId", "principalObjectId", "assigns", "directoryScopeId")],
  [AZUREAD.roleMember, roleOf("roleObjectId", "memberObjectId", "assigns")],
  [
    AZUREAD.roleEligibility,
    roleOf("roleDefinitionId", "principalId", "makes somebody eligible for", "directoryScopeId"),
  ],
  [
    AZUREAD.unitRoleMember,
    roleOf("roleObjectId", "memberObjectId", "assigns, within a unit,", "administrativeUnitObjectId"),
  ],
  [AZUREAD.unitMember, unitMembers("memberObjectId")],
  [AZUREAD.unit, unitMembers("members")],
  [AZUREAD.packagePolicy, foreign("accessPackageId", [AZUREAD.package], "says who may ask for membership of")],
  [AZUREAD.catalogRole, foreign("catalogId", [AZUREAD.catalog], "says who may give membership of")],
  [AZUREAD.user, (resource) => itself(resource, "users", "manages, with password and state,")],
  [AZUREAD.policy, policy],
  [
    AZUREAD.location,
    (resource) =>
      itself(resource, "locations", "manages", (id) => ({
        kind: "location",
        id,
        json: locationInGraphForm(resource),
        merge: false,
      })),
  ],
  [
    AZUREAD.strength,
    (resource) =>
      itself(resource, "strengths", "manages", (id) => ({
        kind: "strength",
        id,
        json: strengthInGraphForm(resource),
        merge: false,
      })),
  ],
]);
