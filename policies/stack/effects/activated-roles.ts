import { builtInRoleId } from "../../../src/law/model/built-in-roles";
import { AZUREAD, GENERIC, idsIn } from "../objects/entra-objects";
import type { Resource } from "../objects/resource";
import type { Reference, ResourceGraph } from "../objects/resource-graph";

/** The types of resources that are a directory role. */
export const ROLES: readonly string[] = [AZUREAD.role, AZUREAD.customRole];

/**
 * The reference, with the templates of activated roles added: policies name a role by its template. An activated role has another
 * id, and only a resource of the stack shows its template.
 */
export function withTemplates({ ids, isResolved }: Reference, isActivated: boolean, graph: ResourceGraph): Reference {
  const roles = graph.named(ids, ROLES);
  const activated = roles.filter(isActivatedRole);
  const found = activated.map(templateOf).filter((id) => id !== undefined);
  const isExplained = found.length === activated.length && (!isActivated || roles.length >= ids.length);
  return { ids: [...new Set([...ids, ...found])], isResolved: isResolved && isExplained };
}

/** Whether a resource is an activated role. */
export const isActivatedRole = ({ type, properties: { url } }: Resource): boolean =>
  type === AZUREAD.role || (type === GENERIC && /(?:^|\/)directoryRoles\/?$/i.test(String(url)));

/** The template of an activated role in lower case: by its name, until the template itself is known. */
export function templateOf({ type, properties: { templateId, displayName, body } }: Resource): string | undefined {
  if (type === GENERIC) return idsIn(body)[0];
  return typeof templateId === "string" ? templateId.toLowerCase() : builtInRoleId(String(displayName));
}

/** Whether the resource names an activated role by its own id. */
export const namesActivatedRole = ({ type }: Resource): boolean =>
  type === AZUREAD.roleMember || type === AZUREAD.unitRoleMember;
