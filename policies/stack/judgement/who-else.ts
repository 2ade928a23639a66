import { asList } from "../../../src/law/json/json-object";
import { groupId } from "../../../src/law/model/ids";
import type { Tenant } from "../../../src/law/model/tenant";
import { GROUPS, PEOPLE } from "../objects/entra-objects";
import { isUnresolved, type Resource } from "../objects/resource";
import type { ResourceGraph } from "../objects/resource-graph";

/** Who is in a group that a stack declares, beside those that it lists. */
export type Directory = Pick<Tenant, "users" | "groups">;

/** Somebody who can come into a group, or let others come in, and whom no list of members shows. */
export type Opening =
  | { readonly kind: "public" }
  /** It is put under the administrators of a unit. */
  | { readonly kind: "unit" }
  | { readonly kind: "owner"; readonly id: string | undefined }
  /** Another resource of the stack, by its logical name, gives it or changes its rule: nobody can foresee to whom. */
  | { readonly kind: "resource"; readonly name: string }
  /** A group that isn't the stack's own: whoever manages it decides who is in it. */
  | { readonly kind: "group within"; readonly id: string };

/**
 * How somebody can come into a group of the stack, unseen by it.
 * @param members those that the stack lists
 * @param approved groups whose every member may be there
 */
export function openingsOf(
  group: Resource,
  members: readonly (string | undefined)[],
  { graph, directory, approved }: Surroundings,
): readonly Opening[] {
  const foreign = members.filter((id) => id !== undefined).filter((id) => directory.groups?.has(groupId(id)));
  return [
    ...(isPublic(group) ? [{ kind: "public" } as const] : []),
    ...(isInUnit(group) ? [{ kind: "unit" } as const] : []),
    ...ownersOf(group, graph, directory).map((id) => ({ kind: "owner", id }) as const),
    ...foreign
      .filter((id) => !graph.hasId(id, GROUPS) && !approved.has(id))
      .map((id) => ({ kind: "group within", id }) as const),
  ];
}

/** What is known beside the group. */
export interface Surroundings {
  readonly graph: ResourceGraph;
  readonly directory: Directory;
  readonly approved: ReadonlySet<string>;
}

const isInUnit = ({ properties: { administrativeUnitIds: units } }: Resource): boolean =>
  isUnresolved(units) || (asList(units) ?? []).length > 0;

/**
 * Anybody can join a Microsoft 365 group that is public, and it is while nobody says otherwise.
 * @see https://learn.microsoft.com/graph/api/resources/group#group-visibility-options
 */
function isPublic({ properties: { types, visibility } }: Resource): boolean {
  const isPrivate = typeof visibility === "string" && /^(?:private|hiddenmembership)$/i.test(visibility);
  const list = asList(types) ?? (isUnresolved(types) ? [types] : []);
  return !isPrivate && list.some((type) => isUnresolved(type) || (typeof type === "string" && /^unified$/i.test(type)));
}

/**
 * The owners that are people, or may be: an owner adds whom they like. Service principals of the stack are none, and neither
 * is who made the group, who owns it where the program names nobody.
 */
function ownersOf(group: Resource, graph: ResourceGraph, directory: Directory): readonly (string | undefined)[] {
  const isFilledIn = isUnresolved(group.properties["owners"]) && (group.sources["owners"] ?? []).length === 0;
  if (isFilledIn) return [];
  const { ids, isResolved } = graph.principalsIn(group, "owners");
  const people = ids.filter((id) => mayBePerson(id, graph, directory) && !isKnownOnlyToState(group, id, directory));
  return isResolved ? people : [...people, undefined];
}

const mayBePerson = (id: string, graph: ResourceGraph, { users }: Directory): boolean =>
  graph.hasId(id, PEOPLE) || users === undefined || users.some((user) => user.id === id);

/** Marks a group whose owners only the state names: the program says nothing of them. */
export const OWNERS_OF_STATE = "owners that only the state names";

/** Whom the state alone names may be the deploying application itself, unless the snapshot has them for a person. */
const isKnownOnlyToState = ({ properties }: Resource, id: string, { users }: Directory): boolean =>
  properties[OWNERS_OF_STATE] === true && users?.some((user) => user.id === id) !== true;
