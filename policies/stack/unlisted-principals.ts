import { readTenant } from "../../src/adapters/graph/tenant";
import { groupId } from "../../src/model/ids";
import type { Group, Tenant, User } from "../../src/model/tenant";
import { AZUREAD, isGroup, plannedId } from "../model/entra-objects";
import type { Resource } from "../model/resource";
import type { Change, Effect } from "./change";
import { changesOf } from "./changes";
import { type DeclaredGroup, declaresMember, groupsIn, inGraphForm } from "./groups";
import { memoize } from "./memoize";

type Groups = NonNullable<Tenant["groups"]>;

/**
 * The tenant together with whom it doesn't have: the stack's own groups, and principals that are named by effects.
 * Somebody whom neither the tenant nor the stack knows may be a person, and may be a group with anybody in it.
 * @returns each way in which they can be read
 */
export function withUnlistedPrincipals(
  tenant: Tenant,
  effects: readonly Effect[],
  resources: readonly Resource[],
): readonly Tenant[] {
  if (tenant.users === undefined || tenant.groups === undefined) return [tenant];
  const ofStack = stackGroups(resources, tenant.groups);
  const groups = new Map([...ofStack, ...tenant.groups]);
  const people = { ...withUnlistedAsUsers(tenant, effects, ofStack), groups };
  const users = new Set(resources.filter(({ type }) => type === AZUREAD.user).map(plannedId));
  const mayBeGroups = unlistedIn({ ...tenant, groups }, effects, ofStack).filter((id) => !users.has(id));
  if (mayBeGroups.length === 0) return [people];
  return [people, { ...people, groups: new Map([...groups, ...mayBeGroups.map(groupOfMembersNotKnown)]) }];
}

/** The tenant with everybody for a user whom effects and the stack's groups name and whom it doesn't have. */
export function withUnlistedAsUsers(tenant: Tenant, effects: readonly Effect[], ofStack: Groups): Tenant {
  const groups = new Map([...ofStack, ...(tenant.groups ?? [])]);
  return withUsers(tenant, unlistedIn({ ...tenant, groups }, effects, ofStack));
}

/** The tenant with users of these ids, as far as its users are known and these aren't among them. */
export function withUsers<T extends Pick<Tenant, "users">>(tenant: T, ids: readonly string[]): T {
  if (tenant.users === undefined) return tenant;
  const known = new Set<string>(tenant.users.map(({ id }) => id));
  return { ...tenant, users: [...tenant.users, ...usersFrom(ids.filter((id) => !known.has(id)))] };
}

function principalsOf(effect: Effect): readonly string[] {
  switch (effect.kind) {
    case "joins":
      return effect.member === undefined ? [] : [effect.member];
    case "members":
      return (effect.members ?? []).filter((id) => id !== undefined);
    case "role":
      return effect.principal === undefined ? [] : [effect.principal];
    default:
      return [];
  }
}

function unlistedIn({ users, groups }: Tenant, effects: readonly Effect[], ofStack: Groups): readonly string[] {
  const people = new Set<string>(users?.map(({ id }) => id));
  const ids = [...effects.flatMap(principalsOf), ...[...ofStack.values()].flatMap(({ members }) => members ?? [])];
  return [...new Set(ids)].filter((id) => !people.has(id) && groups?.has(groupId(id)) !== true);
}

function usersFrom(ids: readonly string[]): readonly User[] {
  const read = readTenant({ policies: [], users: ids.map((id) => ({ id })) });
  return (read.ok ? read.tenant.users : undefined) ?? [];
}

const groupOfMembersNotKnown = (id: string): readonly [Group["id"], Group] => [
  groupId(id),
  { id: groupId(id), displayName: undefined, members: undefined, mayHoldOthers: true },
];

/**
 * The stack's groups with their members, as far as they can be told.
 * @param known the tenant's groups: who is in one that the stack manages without saying who is in it
 */
export function stackGroups(resources: readonly Resource[], known: Tenant["groups"]): Groups {
  const declared = declaredIn(resources);
  if (declared.length === 0) return new Map();
  const written = writtenIn(resources);
  const groups = declared.map((group) => inGraphForm(group.id, membersOf(group, written, known)));
  const read = readTenant({ policies: [], groups });
  return (read.ok ? read.tenant.groups : undefined) ?? new Map();
}

const declaredIn = memoize(groupsIn);

const writtenIn = memoize((resources: readonly Resource[]) =>
  resources.flatMap((resource) => changesOf(resource, resources)).filter(isOtherWrite),
);

/** Who is in a group that something else writes to than memberships can't be told. */
function membersOf(
  group: DeclaredGroup,
  written: readonly Change[],
  known: Tenant["groups"],
): DeclaredGroup["members"] {
  if (group.isDynamic || written.some((change) => mayBeAbout(change, group))) return undefined;
  const members = group.members ?? membersIn(known?.get(groupId(group.id)));
  return members && [...members, ...group.joiners];
}

const membersIn = (group: Group | undefined): DeclaredGroup["members"] =>
  group?.mayHoldOthers === true && group.members !== undefined ? [...group.members, undefined] : group?.members;

/** What declares members with the group, or one by one, is counted where the group's members are. */
const isOtherWrite = ({ kind, id, resource, isPowerOnly }: Change): boolean =>
  kind === "groups" && isPowerOnly !== true && (id === undefined || !(isGroup(resource) || declaresMember(resource)));

const mayBeAbout = ({ id, effect }: Change, group: DeclaredGroup): boolean =>
  id === undefined || (id === group.id && effect !== undefined);
