import type { Resource } from "../model/resource";
import { isUnknown } from "../model/unknown";
import { AZUREAD } from "./entra-types";
import { plannedId } from "./identity";
import { named, type Reference } from "./references";
import { onePrincipal, type Reader, touching } from "./touching";

const ROLES: readonly string[] = [AZUREAD.role, AZUREAD.customRole];

/** Assignments of a role, and eligibility for it. */
export const roleOf =
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

/** Whether the resource names an activated role, which has another id than its template. */
export const namesActivatedRole = ({ type }: Resource): boolean =>
  type === AZUREAD.roleMember || type === AZUREAD.unitRoleMember;
