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
  return typeof templateId === "string" ? templateId.toLowerCase() : TEMPLATES.get(String(displayName).toLowerCase());
}

/**
 * Templates of the built-in directory roles that programs assign most, by name in lower case: they are the same in every tenant. A role
 * that isn't here is known only by its template.
 * @see Microsoft Entra, "Microsoft Entra built-in roles"
 */
const TEMPLATES: ReadonlyMap<string, string> = new Map([
  ["application administrator", "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3"],
  ["authentication administrator", "c4e39bd9-1100-46d3-8c65-fb160da0071f"],
  ["billing administrator", "b0f54661-2d74-4c50-afa3-1ec803f12efe"],
  ["cloud application administrator", "158c047a-c907-4556-b7ef-446551a6b5f7"],
  ["compliance administrator", "17315797-102d-40b4-93e0-432062caca18"],
  ["conditional access administrator", "b1be1c3e-b65d-4f19-8427-f6fa0d97feb9"],
  ["directory readers", "88d8e3e3-8f55-4a1e-953a-9b9898b8876b"],
  ["directory synchronization accounts", "d29b2b05-8046-44ba-8758-1e26182fcf32"],
  ["exchange administrator", "29232cdf-9323-42fd-ade2-1d097af3e4de"],
  ["fabric administrator", "a9ea8996-122f-4c74-9520-8edcd192826c"],
  ["global administrator", "62e90394-69f5-4237-9190-012177145e10"],
  ["global reader", "f2ef992c-3afb-46b9-b7cf-a126ee74c451"],
  ["groups administrator", "fdd7a751-b60b-444a-984c-02652fe8fa1c"],
  ["guest inviter", "95e79109-95c0-4d8e-aee3-d01accf2d47b"],
  ["helpdesk administrator", "729827e3-9c14-49f7-bb1b-9608f156bbb8"],
  ["intune administrator", "3a2c62db-5318-420d-8d74-23affee5d9d5"],
  ["license administrator", "4d6ac14f-3453-41d0-bef9-a3e0c569773a"],
  ["privileged role administrator", "e8611ab8-c189-46e8-94e1-60213ab1f814"],
  ["reports reader", "4a5d8f65-41da-4de4-8968-e035b65339cf"],
  ["security administrator", "194ae4cb-b126-40b2-bd5b-6091b380977d"],
  ["security operator", "5f2222b1-57c3-48ba-8ad5-d4759f1fde6f"],
  ["security reader", "5d6b6bb7-de71-4623-b4af-96380a352509"],
  ["sharepoint administrator", "f28a1f50-f6e7-4571-818b-6a12f2af6b6c"],
  ["teams administrator", "69091246-20e8-4a56-aa4d-066075b2a7a8"],
  ["user administrator", "fe930be7-5e62-47db-91af-98c3a49a38b1"],
]);

/** Whether the resource names an activated role by its own id. */
export const namesActivatedRole = ({ type }: Resource): boolean =>
  type === AZUREAD.roleMember || type === AZUREAD.unitRoleMember;
