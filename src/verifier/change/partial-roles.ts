import type { GroupId, RoleId } from "../../law/model/ids";
import type { UserAssignment } from "../../law/model/policy";
import type { RoleAssignment, Tenant } from "../../law/model/tenant";
import type { WhollyExempt } from "../principals/groups";
import { Membership } from "../principals/membership";

/** That whoever signs in holds a role by an assignment to a part of the tenant, or by one that they have to activate. */
export const partialRoleKey = (role: string): string => `role ${role} in part`;
/** That they do so as a member of a group whose members aren't known. */
export const partialHolderKey = (role: string, group: string): string => `role ${role} in part by group ${group}`;

/** Sets of roles that somebody holds and that are told apart; whoever holds another set is told from nobody. */
const MOST_SETS = 15;

/**
 * Role assignments that aren't active in the whole tenant. Entra counts active ones of the whole tenant; whether one counts to a
 * part of it, and whether somebody has activated one, no tenant file says.
 * @see Microsoft Entra, "Conditional Access: Users and groups" (2024-05)
 */
export class PartialRoles {
  readonly #assignments: readonly RoleAssignment[];
  readonly #membership: Membership;

  constructor(tenant: Tenant, exempt: WhollyExempt) {
    this.#assignments = (tenant.roleAssignments ?? [])
      .filter(({ tenantWide, principal }) => !tenantWide && !exempt.has(principal as GroupId))
      .map((one) => ({ ...one, tenantWide: true }));
    this.#membership = new Membership({ ...tenant, roleAssignments: this.#assignments }, exempt);
  }

  /** Those of the roles that somebody holds so. */
  among(roles: ReadonlySet<RoleId>): readonly RoleId[] {
    const assigned = new Set(this.#assignments.map(({ role }) => role));
    return [...roles].filter((role) => assigned.has(role));
  }

  /** Who is known to hold the role so. */
  holders(role: RoleId): ReadonlySet<string> {
    return this.#membership.ofRole(role, "include").people;
  }

  /** Groups that hold the role so and may hold others than those who are known. */
  unknownGroups(role: RoleId): readonly GroupId[] {
    return this.#assignments
      .filter((one) => one.role === role && this.#membership.mayBeHeldByOthers(one))
      .map(({ principal }) => principal as GroupId);
  }

  /**
   * Each set of these roles that somebody holds so, none and all of them among the sets: what is said of everybody by one of
   * these sets can be said of them exactly.
   */
  setsOf(roles: readonly RoleId[]): readonly (readonly RoleId[])[] {
    const held = new Map<string, RoleId[]>();
    for (const role of roles)
      for (const person of this.holders(role)) held.set(person, [...(held.get(person) ?? []), role]);
    const byKey = new Map<string, { readonly set: readonly RoleId[]; count: number }>();
    for (const set of held.values()) {
      const known = byKey.get(set.join());
      if (known === undefined) byKey.set(set.join(), { set, count: 1 });
      else known.count++;
    }
    const most = [...byKey.values()].sort((one, other) => other.count - one.count).slice(0, MOST_SETS);
    const sets = [[], ...most.map(({ set }) => set), roles];
    return [...new Map(sets.map((set) => [set.join(), set])).values()];
  }

  /** The assignment with everybody named by id who holds one of the roles so. */
  withHolders(assignment: UserAssignment, roles: readonly RoleId[]): UserAssignment {
    const holders = roles.flatMap((role) => [...this.holders(role)]);
    return holders.length === 0
      ? assignment
      : { ...assignment, users: new Set([...assignment.users, ...(holders as never[])]) };
  }
}
