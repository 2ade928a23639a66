import { asList } from "../../../src/law/json/json-object";
import { groupId } from "../../../src/law/model/ids";
import type { Group, Tenant } from "../../../src/law/model/tenant";
import type { Change } from "../effects/change";
import { changesIn } from "../effects/changes";
import { withNested } from "../effects/relevant";
import { RESOURCES } from "../effects/table";
import { entraId, GROUPS, idsIn, isDynamic, isGroup, plannedId } from "../objects/entra-objects";
import { memoize } from "../objects/memoize";
import { isUnresolved, type Resource } from "../objects/resource";
import type { Reference, ResourceGraph } from "../objects/resource-graph";
import { shown } from "../objects/shown";

type Groups = NonNullable<Tenant["groups"]>;

/** Who is in the tenant's groups, and who its users are. */
type Directory = Pick<Tenant, "users" | "groups">;

/** `undefined` within for a member who is unresolved: it might be a group with anybody in it. */
type Members = readonly (string | undefined)[];

/** The stack's groups with their members; where it doesn't say who is in one, with those whom the tenant has there. */
export const stackGroups = (graph: ResourceGraph, directory: Directory, approved: ReadonlySet<string>): Groups =>
  new Map(groupsIn(graph, directory, approved).map(({ group }) => [group.id, group]));

/** Who can come into each group unseen, in words, by the group's id: one of the stack's own, and one that it writes to. */
export function unseenWaysInto(
  graph: ResourceGraph,
  directory: Directory,
  approved: ReadonlySet<string>,
  byRules: readonly Change[],
): ReadonlyMap<string, readonly string[]> {
  const ways = new Map<string, readonly string[]>();
  for (const { id, kind, resource } of [...changesIn(graph), ...byRules])
    if (kind === "groups" && id !== undefined) ways.set(id, [...(ways.get(id) ?? []), broughtInBy(resource.name)]);
  for (const { group, unseen } of groupsIn(graph, directory, approved)) ways.set(group.id, unseen);
  return ways;
}

const broughtInBy = (name: string): string => `\`${name}\` of this stack may bring anybody in`;

interface StackGroup {
  readonly group: Group;
  /** Who can come in, or let others come in, and whom no list of members shows: each as a line for people. */
  readonly unseen: readonly string[];
}

function groupsIn(graph: ResourceGraph, directory: Directory, approved: ReadonlySet<string>): readonly StackGroup[] {
  const { written, powers } = writesIn(graph);
  return declaredIn(graph).map(({ resource, id, members: declared, joiners }): StackGroup => {
    const writes = written.filter((one) => one.id === undefined || (one.id === id && one.effect !== undefined));
    const others = declared ?? membersIn(directory.groups?.get(groupId(id)));
    const isForeseen = !isDynamic(resource) && writes.length === 0;
    const members = isForeseen && others !== undefined ? [...others, ...joiners] : undefined;
    const listed = known(members ?? declared ?? []);
    const within = listed.filter(
      (one) => directory.groups?.has(groupId(one)) && !graph.hasId(one, GROUPS) && !approved.has(one),
    );
    const writers = [...writes, ...powers.filter((one) => one.id === id)].map((one) => one.resource.name);
    const unseen = [
      ...waysByItself(resource),
      ...ownersOf(resource, graph, directory).map(addedByOwner),
      ...within.map(
        (one) => `whoever manages group ${shown(one)}, which is in it and isn't of this stack, can add anybody`,
      ),
      ...[...new Set(writers)].map(broughtInBy),
    ];
    const mayHoldOthers = members !== undefined && (unseen.length > 0 || listed.length < members.length);
    return { group: { id: groupId(id), displayName: undefined, members: members && listed, mayHoldOthers }, unseen };
  });
}

const known = (members: Members): readonly string[] => members.filter((id) => id !== undefined);

/** A group of the stack with the members that it is declared with, and with those that are declared one by one. */
interface DeclaredGroup {
  readonly resource: Resource;
  readonly id: string;
  /** `undefined` where the stack doesn't say who is in it. */
  readonly members: Members | undefined;
  readonly joiners: Members;
}

const declaredIn = memoize((graph: ResourceGraph): readonly DeclaredGroup[] => {
  const joiners = joinersByGroup(graph);
  return graph.ofTypes(...GROUPS).map((resource) => {
    const id = plannedId(resource);
    return { resource, id, members: declaredMembers(resource, graph), joiners: joiners.get(id) ?? [] };
  });
});

/** Resources that put somebody into a group, with the properties that name the group and whom. */
export const MEMBERSHIPS: ReadonlyMap<string, readonly [group: string, member: string]> = new Map(
  RESOURCES.flatMap(({ type, does, kinds, object, who }) =>
    does === "adds" && kinds.includes("groups") && object !== undefined && who !== undefined
      ? [[type, [object, who]]]
      : [],
  ),
);

/** Who is in each of the stack's groups as far as it declares it, and in others whom it puts there. */
export const membersDeclaredIn = memoize(
  (graph: ResourceGraph): ReadonlyMap<string, { readonly members: readonly string[] }> =>
    new Map([
      ...[...joinersByGroup(graph)].map(([id, members]) => [id, { members: known(members) }] as const),
      ...declaredIn(graph).map(
        ({ id, members, joiners }) => [id, { members: known([...(members ?? []), ...joiners]) }] as const,
      ),
    ]),
);

/** Whether the stack puts a group into one of these groups, directly or through others. */
export const isWithin = (group: string, outer: ReadonlySet<string>, graph: ResourceGraph): boolean =>
  graph.resources.some((one) => mentionedIn(one).has(group)) && withNested(outer, membersDeclaredIn(graph)).has(group);

/** The ids that a resource names, apart from its own and from that of the group that it puts somebody into. */
const mentionedIn = memoize((resource: Resource): ReadonlySet<string> => {
  const [group = ""] = MEMBERSHIPS.get(resource.type) ?? [];
  const { [group]: _, objectId: __, ...rest } = resource.properties;
  return new Set(idsIn(rest));
});

const joinersByGroup = memoize((graph: ResourceGraph): ReadonlyMap<string, Members> => {
  const joiners = new Map<string, (string | undefined)[]>();
  for (const resource of graph.resources) {
    const properties = MEMBERSHIPS.get(resource.type);
    if (properties === undefined) continue;
    const who = memberIds(graph.principalsIn(resource, properties[1]));
    for (const group of graph.referencesIn(resource, properties[0], GROUPS).ids) {
      const others = joiners.get(group);
      if (others === undefined) joiners.set(group, [...who]);
      else others.push(...who);
    }
  }
  return joiners;
});

/** Nobody but the declared ones is in a group that is only now made. Of an existing one they must be listed. */
function declaredMembers(group: Resource, graph: ResourceGraph): Members | undefined {
  if (isDynamic(group)) return undefined;
  const { members } = group.properties;
  if (members !== undefined && members !== null) return memberIds(graph.principalsIn(group, "members"));
  return entraId(group) === undefined ? [] : undefined;
}

const memberIds = ({ ids, isResolved }: Reference): Members => (isResolved ? ids : [...ids, undefined]);

/** What writes to groups, but for memberships, which are counted where members are; and what gives power over them. */
const writesIn = memoize((graph: ResourceGraph) => {
  const about = changesIn(graph).filter(({ kind }) => kind === "groups");
  // Whoever becomes an owner by it may put anybody in.
  const isCounted = ({ id, resource, effect }: Change): boolean =>
    id !== undefined && (isGroup(resource) || (MEMBERSHIPS.has(resource.type) && effect?.kind !== "members"));
  return {
    written: about.filter((change) => change.isPowerOnly !== true && !isCounted(change)),
    powers: about.filter(({ isPowerOnly }) => isPowerOnly === true),
  };
});

const membersIn = (group: Group | undefined): Members | undefined =>
  group?.mayHoldOthers === true && group.members !== undefined ? [...group.members, undefined] : group?.members;

/**
 * Anybody can join a Microsoft 365 group that is public, and it is while nobody says otherwise.
 * @see https://learn.microsoft.com/graph/api/resources/group#group-visibility-options
 */
function waysByItself({ properties: { types, visibility, administrativeUnitIds: units } }: Resource) {
  const isPrivate = typeof visibility === "string" && /^(?:private|hiddenmembership)$/i.test(visibility);
  const list = asList(types) ?? (isUnresolved(types) ? [types] : []);
  const isUnified = list.some((type) => isUnresolved(type) || (typeof type === "string" && /^unified$/i.test(type)));
  return [
    ...(isUnified && !isPrivate
      ? [
          "anybody in the tenant can join it: it is a Microsoft 365 group, which is public unless visibility says Private",
        ]
      : []),
    ...(isUnresolved(units) || (asList(units) ?? []).length > 0
      ? ["the administrators of its administrative unit can add anybody"]
      : []),
  ];
}

const addedByOwner = (id: string | undefined): string =>
  id === undefined
    ? "one of its owners, who isn't known before deployment, can add anybody"
    : `its owner ${shown(id)} can add anybody; leave \`owners\` out where that is the application that deploys, or read an application with \`ServicePrincipal.get\``;

/**
 * The owners that are people, or may be: an owner adds whom they like. Service principals of the stack are none, and neither
 * is who made the group, who owns it where the program names nobody. One whom the snapshot lacks may be newer than it.
 */
function ownersOf(group: Resource, graph: ResourceGraph, directory: Directory): readonly (string | undefined)[] {
  const isFilledIn = isUnresolved(group.properties["owners"]) && (group.sources["owners"] ?? []).length === 0;
  if (isFilledIn) return [];
  const { ids, isResolved } = graph.principalsIn(group, "owners");
  const people = ids.filter((id) => !directory.groups?.has(groupId(id)) && !isKnownOnlyToState(group, id, directory));
  return isResolved ? people : [...people, undefined];
}

/** Marks a group whose owners only the state names: the program says nothing of them. */
export const OWNERS_OF_STATE = "owners that only the state names";

/** Whom the state alone names may be the deploying application itself, unless the snapshot has them for a person. */
const isKnownOnlyToState = ({ properties }: Resource, id: string, { users }: Directory): boolean =>
  properties[OWNERS_OF_STATE] === true && users?.some((user) => user.id === id) !== true;
