import { groupedBy } from "../../text/grouped-by";
import type { GroupId, RoleId, UserId } from "../model/ids";
import type { AssignmentSide, Policy, UserAssignment } from "../model/policy";
import { isEmptied, type RoleAssignment, type Tenant } from "../model/tenant";
import { Groups, type OpenMembership, type WhollyExempt } from "./groups";

/** The people and groups that an assignment names. Its roles are resolved to people and groups. */
export interface NamedParts {
  readonly people: ReadonlySet<string>;
  readonly groups: ReadonlySet<GroupId>;
  /** Whether some of it isn't known. As an exclude it may then hold anybody who has an object in the directory. */
  readonly mayHoldOthers: boolean;
}

/** Who is in a group or holds a role, in one reading. */
export type MembershipTest = Pick<Membership, "isInGroup" | "hasRole">;

type Directory = Pick<Tenant, "users" | "groups" | "roleAssignments" | "agents" | "mayLackItems" | "emptied">;

/** Who is in a group or holds a role, for certain as an include and maybe as an exclude. */
export class Membership {
  readonly groups: Groups;
  readonly #directory: Directory;
  readonly #ofRole: Readonly<Record<AssignmentSide | "in part", Map<RoleId, NamedParts>>>;
  #assignments: ReadonlyMap<RoleId, readonly RoleAssignment[]> | undefined;
  #accounts: ReadonlySet<string> | undefined;

  /** @param from groups that are wholly exempt, or a membership in the same directory whose groups to reuse */
  constructor(directory: Directory, from: WhollyExempt | Membership = new Set()) {
    this.#directory = directory;
    this.groups = from instanceof Membership ? from.groups : new Groups(directory, from);
    this.#ofRole = { include: new Map(), exclude: new Map(), "in part": new Map() };
  }

  /** As an include: true iff the group certainly holds the person. As an exclude: true iff it may hold them. */
  isInGroup(id: GroupId, clause: AssignmentSide, person: UserId | undefined): boolean {
    if (clause === "exclude" && this.groups.mayHoldOthers(id)) return true;
    return person !== undefined && this.groups.around(person).has(id);
  }

  /** As an include: true iff the person certainly holds the role. As an exclude: true iff they may hold it. */
  hasRole(id: RoleId, clause: AssignmentSide, person: UserId | undefined): boolean {
    const parts = this.partsOfRole(id, clause);
    if (clause === "exclude" && parts.mayHoldOthers) return true;
    return this.isAmong(person, parts);
  }

  /** The people and groups that an assignment names. It names the members of the groups, and of the groups inside them. */
  partsOf({ users, groups, roles }: UserAssignment, clause: AssignmentSide): NamedParts {
    const parts = Array.from(roles, (role) => this.partsOfRole(role, clause));
    return {
      people: parts.length === 0 ? users : new Set([...users, ...parts.flatMap((part) => [...part.people])]),
      groups: parts.length === 0 ? groups : new Set([...groups, ...parts.flatMap((part) => [...part.groups])]),
      mayHoldOthers:
        parts.some(({ mayHoldOthers }) => mayHoldOthers) || anyOf(groups, (group) => this.groups.mayHoldOthers(group)),
    };
  }

  /** Whether the person is one of the people, or in one of the groups or in a group inside it. */
  isAmong(person: UserId | undefined, { people, groups }: NamedParts): boolean {
    return person !== undefined && (people.has(person) || anyOf(groups, (id) => this.groups.around(person).has(id)));
  }

  /** Who is in what for a policy with these users. */
  asSeenBy(_users: Policy["users"]): MembershipTest {
    return this;
  }

  /** What isn't known about who is in one of the groups or holds one of the roles, apart from people who hold it in a part of the tenant. */
  openIn({ groups, roles }: UserAssignment): readonly OpenMembership[] {
    return [...this.groups.openIn(groups), ...Array.from(roles, (role) => this.openInRole(role)).flat()];
  }

  /** What isn't known about who holds the role, apart from people who hold it in a part of the tenant. */
  openInRole(id: RoleId): readonly OpenMembership[] {
    if (this.#isRoleUnknown(id)) return [{ kind: "role", id, key: `role ${id}` }];
    const openWhere = (isTenantWide: boolean): readonly OpenMembership[] => {
      const assigned = this.#assignmentsOf(id).filter(
        (one) => one.tenantWide === isTenantWide && this.#mayBeGroup(one),
      );
      return this.groups.openIn(assigned.map(({ principal }) => principal as GroupId));
    };
    const inPart = openWhere(false).map((one) => ({ ...one, key: `${inPartKey(id)} by ${one.key}` }));
    return [...openWhere(true), ...inPart];
  }

  /** Whether the holders of the role aren't known. */
  #isRoleUnknown(id: RoleId): boolean {
    const { roleAssignments, mayLackItems } = this.#directory;
    const mayLackSome =
      mayLackItems?.has("roleAssignments") === true || mayLackItems?.has("roleEligibilitySchedules") === true;
    return (roleAssignments === undefined || mayLackSome) && !isEmptied(this.#directory, id);
  }

  /**
   * The holders of a role, or those whose assignments aren't active in the whole tenant. Entra counts active assignments for the whole
   * tenant. No tenant file says whether an assignment for a part of it counts, or whether somebody has activated one: it counts for excludes
   * only.
   * @see Microsoft Entra, "Conditional Access: Users and groups" (2024-05)
   */
  partsOfRole(id: RoleId, which: AssignmentSide | "in part"): NamedParts {
    const known = this.#ofRole[which].get(id) ?? this.#assigned(id, which);
    this.#ofRole[which].set(id, known);
    return known;
  }

  #assigned(id: RoleId, which: AssignmentSide | "in part"): NamedParts {
    const { emptied } = this.#directory;
    const isNamedEmpty = typeof emptied === "object" && emptied.has(id);
    const people = new Set<string>();
    const groups = new Set<GroupId>();
    let mayHoldOthers = which !== "in part" && this.#isRoleUnknown(id);
    for (const assignment of this.#assignmentsOf(id)) {
      const { principal, tenantWide, principalType } = assignment;
      if (which === (tenantWide ? "in part" : "include") || this.groups.isExempt(principal)) continue;
      mayHoldOthers ||= this.#mayBeGroup(assignment) && this.groups.mayHoldOthers(principal as GroupId);
      // If this role is assumed to have no other holders, assignments that may not count don't count.
      if (isNamedEmpty && !tenantWide) continue;
      if (this.groups.isGroup(principal)) groups.add(principal);
      else if (principalType === undefined || principalType === "user") people.add(principal);
    }
    return { people, groups, mayHoldOthers };
  }

  #assignmentsOf(id: RoleId): readonly RoleAssignment[] {
    this.#assignments ??= new Map(groupedBy(this.#directory.roleAssignments ?? [], ({ role }) => role));
    return this.#assignments.get(id) ?? [];
  }

  /** Whether the holder is a group, or may be one that isn't listed. */
  #mayBeGroup({ principal, principalType = "group" }: RoleAssignment): boolean {
    const { users, agents } = this.#directory;
    this.#accounts ??= new Set<string>([...(users?.map((user) => user.id) ?? []), ...(agents ?? [])]);
    return this.groups.isGroup(principal) || (principalType === "group" && !this.#accounts.has(principal));
  }
}

/** The key of the fact that somebody holds a role in a part of the tenant, or may activate it. */
export const inPartKey = (role: RoleId): string => `role ${role} in part`;

/** Whether it holds for any of these. The search ends with the first one. */
export function anyOf<Id>(ids: Iterable<Id>, holds: (id: Id) => boolean): boolean {
  for (const id of ids) if (holds(id)) return true;
  return false;
}
