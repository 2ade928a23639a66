import { asList } from "../../../src/law/json/json-object";
import { groupId } from "../../../src/law/model/ids";
import type { Group, Tenant } from "../../../src/law/model/tenant";
import { groupedBy } from "../../../src/text/grouped-by";
import { memoize } from "../../../src/text/memoize";
import { present } from "../../../src/text/present";
import { membersFromNowOn } from "../effects/azuread-changes";
import { type Change, isAddition, type Membership } from "../effects/change";
import { changesIn, changesOf } from "../effects/changes";
import { entraId, GROUPS, isDynamic, isGroup, plannedId } from "../objects/entra-objects";
import { isUnresolved, type Resource } from "../objects/resource";
import { ResourceGraph } from "../objects/resource-graph";

type Groups = NonNullable<Tenant["groups"]>;

/** Who is in the tenant's groups, and who its users are. */
type Directory = Pick<Tenant, "users" | "groups">;

/** The members of a group. `undefined` among them is an unresolved member, which may be a group with anybody in it. */
type Members = readonly (string | undefined)[];

/** The stack's groups with their members. If the program doesn't list the members, they are those in the tenant. */
export const stackGroups = (graph: ResourceGraph, directory: Directory, approved: ReadonlySet<string>): Groups =>
  new Map(
    graph
      .ofTypes(...GROUPS)
      .map((resource) => groupBy(resource, graph, directory, approved))
      .map((group) => [group.id, group]),
  );

function groupBy(resource: Resource, graph: ResourceGraph, directory: Directory, approved: ReadonlySet<string>): Group {
  const id = groupId(plannedId(resource));
  const isWritten = writesIn(graph).some((one) => one.id === undefined || (one.id === id && one.effect !== undefined));
  const declared = declaredMembers(resource, graph);
  const others = declared ?? membersIn(directory.groups?.get(id));
  const isForeseen = !isDynamic(resource) && !isWritten;
  const joiners = joinersByGroup(graph).get(id) ?? [];
  const members = isForeseen && others !== undefined ? [...others, ...joiners] : undefined;
  const listed = present(members ?? declared ?? []);
  // Others manage a group of another stack that is in it.
  const isOfOthers = (one: string): boolean =>
    directory.groups?.has(groupId(one)) === true && !graph.hasId(one, GROUPS) && !approved.has(one);
  const isOpen = isOpenByItself(resource) || mayHaveOwners(resource, graph, directory) || listed.some(isOfOthers);
  const mayHoldOthers = members !== undefined && (isOpen || listed.length < members.length);
  return { id, displayName: undefined, members: members && listed, mayHoldOthers };
}

/** Whether a group is one of these groups and roles, or the stack puts it into one of them, directly or through others. */
export const isWithin = (group: string, outer: ReadonlySet<string>, graph: ResourceGraph): boolean =>
  outer.has(group) || joinsAbove(group, graph).some(({ object }) => outer.has(object));

/** How the stack puts a group into others, directly or through others. */
export function joinsAbove(group: string, graph: ResourceGraph): readonly Membership[] {
  const found = new Set<Membership>(); // it grows while the loop walks it
  const add = (id: string): void => {
    for (const one of joinsAlone(graph)) if (one.who === id) found.add(one);
  };
  add(group);
  for (const { object } of found) add(object);
  return [...found];
}

/** The groups that the stack puts somebody into by resources of their own. */
export const outerGroupsIn = (graph: ResourceGraph): ReadonlySet<string> =>
  new Set(joinsAlone(graph).map(({ object }) => object));

/** The stack without memberships of people other than the one who joins by this resource. Each was judged before. */
export function withoutOthers(resource: Resource, graph: ResourceGraph, { groups }: Directory): ResourceGraph {
  const outer = outerGroupsIn(graph);
  const isPerson = (id: string | undefined): boolean =>
    id !== undefined && !outer.has(id) && groups?.has(groupId(id)) !== true;
  const joiner = joinerBy(resource);
  const isOther = (id: string | undefined): boolean => id !== joiner && isPerson(id);
  return isPerson(joiner) ? new ResourceGraph(graph.resources.filter((one) => !isOther(joinerBy(one)))) : graph;
}

/** Who comes into a group or a role by a resource; `undefined` if that is unknown, or if the resource does anything else. */
export const joinerBy = memoize((resource: Resource): string | undefined =>
  changesOf(resource, ResourceGraph.EMPTY).length === 1 ? joinsBy(resource)[0]?.who : undefined,
);

/** Who comes into which groups and roles by changes, also by power over them. */
export const joinsIn = (changes: readonly Change[]): readonly Membership[] =>
  changes.flatMap(({ does, effect }) => (does !== "sets" && isAddition(effect) ? [effect] : []));

/** The same for a resource before it is deployed. */
const joinsBy = memoize((resource: Resource) => joinsIn(changesOf(resource, ResourceGraph.EMPTY)));
const joinsAlone = memoize((graph: ResourceGraph) => graph.resources.flatMap(joinsBy));

const joinersByGroup = memoize(
  (graph: ResourceGraph): ReadonlyMap<string, Members> =>
    new Map(
      groupedBy(joinsIn(changesIn(graph)), (one) => one.object).map(([id, all]) => [id, all.map((one) => one.who)]),
    ),
);

/** A new group has only declared members. For an existing group, the members are known only if the program lists them. */
function declaredMembers(group: Resource, graph: ResourceGraph): Members | undefined {
  const listed = membersFromNowOn(group, graph);
  return listed === undefined && entraId(group) === undefined ? [] : listed?.members;
}

/** Changes of groups, apart from memberships, and from power over groups: it lets somebody unknown in. */
const writesIn = memoize((graph: ResourceGraph): readonly Change[] =>
  changesIn(graph).filter(
    ({ kind, does, id, resource, effect }) =>
      kind === "groups" && does !== "empowers" && (id === undefined || !(isGroup(resource) || isAddition(effect))),
  ),
);

const membersIn = (group: Group | undefined): Members | undefined =>
  group?.mayHoldOthers === true && group.members !== undefined ? [...group.members, undefined] : group?.members;

/**
 * Whether others decide who is in a group. Anybody can join a public Microsoft 365 group, and it is public by default. The
 * administrators of a group's unit can add anybody.
 * @see https://learn.microsoft.com/graph/api/resources/group#group-visibility-options
 */
function isOpenByItself({ properties: { types, visibility, administrativeUnitIds: units } }: Resource): boolean {
  const isPrivate = typeof visibility === "string" && /^(?:private|hiddenmembership)$/i.test(visibility);
  const list = asList(types) ?? [types];
  const isUnified = list.some((type) => isUnresolved(type) || (typeof type === "string" && /^unified$/i.test(type)));
  return (isUnified && !isPrivate) || isUnresolved(units) || (asList(units) ?? []).length > 0;
}

/**
 * Whether owners are, or may be, people: they can add anybody. The stack's service principals are no people. Without named
 * owners, the deploying application owns the group. An owner that the snapshot lacks may be a new person.
 */
function mayHaveOwners(group: Resource, graph: ResourceGraph, directory: Directory): boolean {
  const isFilledIn = isUnresolved(group.properties["owners"]) && (group.sources["owners"] ?? []).length === 0;
  if (isFilledIn) return false;
  const { ids, isResolved } = graph.principalsIn(group, "owners");
  return !isResolved || ids.some((id) => !directory.groups?.has(groupId(id)));
}
