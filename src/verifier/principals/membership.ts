import type { GroupId, RoleId, UserId } from "../../model/ids";
import type { UserAssignment } from "../../model/policy";
import type { Group, RoleAssignment, Tenant } from "../../model/tenant";

/** The people whom a group or a role certainly holds, and whether it may hold others because some of it isn't known. */
export interface Holders {
  readonly people: ReadonlySet<string>;
  /** Some of it isn't known: as an exclude it may hold anybody who has an object in the directory. */
  readonly mayHoldOthers: boolean;
}

/** Whom an assignment names by id, group and role, with roles taken apart into people and groups. */
export interface NamedParts {
  readonly people: ReadonlySet<string>;
  readonly groups: ReadonlySet<GroupId>;
  /** Some of it isn't known, see {@link Holders}. */
  readonly mayHoldOthers: boolean;
}

type IncludeOrExclude = "include" | "exclude";
type Directory = Pick<Tenant, "users" | "groups" | "roleAssignments">;

/** Groups whose every member is exempt: whoever is judged isn't in one of them, whatever they hold. */
export type WhollyExempt = ReadonlySet<GroupId>;

const NOBODY: ReadonlySet<string> = new Set();
const NO_GROUPS: ReadonlySet<GroupId> = new Set();

/**
 * Who is in a group or holds a role. Membership is transitive; a group inside itself is harmless. Groups may be many,
 * large and deep, so what can be worked out for all of them at once isn't worked out for each.
 * @see Microsoft Entra, "Conditional Access: Users and groups" (2024-05): nested groups count
 */
export class Membership {
  readonly #tenant: Directory;
  readonly #exempt: WhollyExempt;
  readonly #groups = new Map<GroupId, Holders>();
  readonly #roles = new Map<string, Readonly<Record<IncludeOrExclude, NamedParts>>>();
  #assignments: ReadonlyMap<RoleId, readonly RoleAssignment[]> | undefined;
  #users: ReadonlySet<string> | undefined;
  #parents: ReadonlyMap<string, readonly GroupId[]> | undefined;
  #holdingOthers: ReadonlySet<GroupId> | undefined;
  #last: { readonly member: string; readonly groups: ReadonlySet<GroupId> } | undefined;

  constructor(tenant: Directory, exempt: WhollyExempt = new Set()) {
    this.#tenant = tenant;
    this.#exempt = exempt;
  }

  /**
   * The people in a group and in the groups inside it. A group that isn't known certainly holds nobody and may hold
   * anybody.
   */
  ofGroup(id: GroupId): Holders {
    const known = this.#groups.get(id) ?? { people: this.#peopleIn([id]), mayHoldOthers: this.mayHoldOthers(id) };
    this.#groups.set(id, known);
    return known;
  }

  /**
   * Holders of a role. An assignment to a part of the tenant doesn't make a policy include its holder, but it may make
   * one exclude them.
   */
  ofRole(id: RoleId, clause: IncludeOrExclude): Holders {
    const { people, groups, mayHoldOthers } = this.#partsOfRole(id, clause);
    return { people: new Set([...people, ...this.#peopleIn(groups)]), mayHoldOthers };
  }

  /** As an include: true iff the group certainly holds the person. As an exclude: true iff it may hold them. */
  isInGroup(id: GroupId, clause: IncludeOrExclude, person: UserId | undefined): boolean {
    if (clause === "exclude" && this.mayHoldOthers(id)) return true;
    return person !== undefined && this.#around(person).has(id);
  }

  /** As an include: true iff the person certainly holds the role. As an exclude: true iff they may hold it. */
  hasRole(id: RoleId, clause: IncludeOrExclude, person: UserId | undefined): boolean {
    const { people, groups, mayHoldOthers } = this.#partsOfRole(id, clause);
    if (clause === "exclude" && mayHoldOthers) return true;
    if (person === undefined) return false;
    return people.has(person) || anyOf(groups, (group) => this.#around(person).has(group));
  }

  /** Whom an assignment names: whoever is one of the people, or in one of the groups or in a group inside it. */
  partsOf({ users, groups, roles }: UserAssignment, clause: IncludeOrExclude): NamedParts {
    const parts = Array.from(roles, (role) => this.#partsOfRole(role, clause));
    return {
      people: parts.length === 0 ? users : new Set([...users, ...parts.flatMap((part) => [...part.people])]),
      groups: parts.length === 0 ? groups : new Set([...groups, ...parts.flatMap((part) => [...part.groups])]),
      mayHoldOthers:
        parts.some(({ mayHoldOthers }) => mayHoldOthers) || anyOf(groups, (group) => this.mayHoldOthers(group)),
    };
  }

  /** Whether some of a group, or of a group inside it, isn't known. Never so of a group that is wholly exempt. */
  mayHoldOthers(id: GroupId): boolean {
    if (this.#exempt.has(id)) return false;
    const group = this.#tenant.groups?.get(id);
    if (group?.members === undefined) return true;
    this.#holdingOthers ??= this.#findHoldingOthers();
    return this.#holdingOthers.has(id);
  }

  /** These groups and every group inside them, known or not. */
  groupsWithin(ids: Iterable<GroupId>): ReadonlySet<GroupId> {
    const within = new Set<GroupId>(ids);
    for (const group of within)
      if (!this.#exempt.has(group))
        for (const member of this.#tenant.groups?.get(group)?.members ?? [])
          if (this.#isGroup(member)) within.add(member);
    return within;
  }

  /** Ids of a group's direct members that aren't groups; none of a group that is wholly exempt. */
  directlyIn(id: GroupId): readonly string[] {
    if (this.#exempt.has(id)) return [];
    return this.#tenant.groups?.get(id)?.members?.filter((member) => !this.#isGroup(member)) ?? [];
  }

  #isGroup(id: string): id is GroupId {
    return this.#tenant.groups?.has(id as GroupId) === true;
  }

  #peopleIn(groups: Iterable<GroupId>): ReadonlySet<string> {
    const people = new Set<string>();
    for (const group of this.groupsWithin(groups)) for (const person of this.directlyIn(group)) people.add(person);
    return people;
  }

  #partsOfRole(id: RoleId, clause: IncludeOrExclude): NamedParts {
    let known = this.#roles.get(id);
    if (known === undefined) {
      known = { include: this.#assigned(id, true), exclude: this.#assigned(id, false) };
      this.#roles.set(id, known);
    }
    return known[clause];
  }

  #assigned(id: RoleId, tenantWideOnly: boolean): NamedParts {
    const { roleAssignments } = this.#tenant;
    if (roleAssignments === undefined) return { people: NOBODY, groups: NO_GROUPS, mayHoldOthers: true };
    this.#assignments ??= byRole(roleAssignments);
    const people = new Set<string>();
    const groups = new Set<GroupId>();
    let mayHoldOthers = false;
    for (const { principal, tenantWide, isToGroup = false } of this.#assignments.get(id) ?? []) {
      if ((tenantWideOnly && !tenantWide) || this.#exempt.has(principal as GroupId)) continue;
      if (this.#isGroup(principal)) groups.add(principal);
      else if (!isToGroup) people.add(principal);
      mayHoldOthers ||= this.#isGroup(principal)
        ? this.mayHoldOthers(principal)
        : isToGroup || this.#mayBeGroup(principal);
    }
    return { people, groups, mayHoldOthers };
  }

  /** Where the groups aren't known, a principal that isn't a known user may be one. */
  #mayBeGroup(principal: string): boolean {
    const { users, groups } = this.#tenant;
    this.#users ??= new Set(users?.map((user) => user.id));
    return groups === undefined && !this.#users.has(principal);
  }

  /** The groups that a person or a group is in, directly or through others. */
  #around(member: string): ReadonlySet<GroupId> {
    if (this.#last?.member !== member) this.#last = { member, groups: this.#climb([member]) };
    return this.#last.groups;
  }

  #climb(members: Iterable<string>): ReadonlySet<GroupId> {
    const { groups } = this.#tenant;
    this.#parents ??= parentsIn(groups?.values() ?? [], this.#exempt);
    const found = new Set<GroupId>();
    for (const member of members) for (const group of this.#parents.get(member) ?? []) found.add(group);
    for (const inner of found) for (const group of this.#parents.get(inner) ?? []) found.add(group);
    return found;
  }

  #findHoldingOthers(): ReadonlySet<GroupId> {
    const partlyKnown = [...(this.#tenant.groups?.values() ?? [])]
      .filter(({ id, members, mayHoldOthers }) => !this.#exempt.has(id) && (members === undefined || mayHoldOthers))
      .map(({ id }) => id);
    return partlyKnown.length === 0 ? NO_GROUPS : new Set([...partlyKnown, ...this.#climb(partlyKnown)]);
  }
}

function byRole(assignments: readonly RoleAssignment[]): ReadonlyMap<RoleId, readonly RoleAssignment[]> {
  const roles = new Map<RoleId, RoleAssignment[]>();
  for (const assignment of assignments) {
    const known = roles.get(assignment.role);
    if (known === undefined) roles.set(assignment.role, [assignment]);
    else known.push(assignment);
  }
  return roles;
}

/**
 * The groups that each person and each group is directly in. A group that is wholly exempt holds nobody who is judged.
 */
function parentsIn(groups: Iterable<Group>, exempt: WhollyExempt): ReadonlyMap<string, readonly GroupId[]> {
  const parents = new Map<string, GroupId[]>();
  for (const { id, members } of groups) {
    if (exempt.has(id)) continue;
    for (const member of members ?? []) {
      const known = parents.get(member);
      if (known === undefined) parents.set(member, [id]);
      else known.push(id);
    }
  }
  return parents;
}

function anyOf<Id>(ids: ReadonlySet<Id>, holds: (id: Id) => boolean): boolean {
  for (const id of ids) if (holds(id)) return true;
  return false;
}
