import type { GroupId, RoleId } from "../../model/ids";
import type { UserAssignment } from "../../model/policy";
import type { Tenant } from "../../model/tenant";
import type { WhollyExempt } from "../principals/groups";
import type { Membership } from "../principals/membership";
import type { Suppositions } from "./supposition";

export const groupKey = (id: string): string => `group ${id}`;
/** The members of a group that a list of only some of them leaves out. */
export const restKey = (id: string): string => groupKey(restOf(id));
export const restOf = (id: string): string => `the rest of ${id}`;
export const roleKey = (id: string): string => `role ${id}`;

/** Whom assignments may name because of groups and roles that the tenant file doesn't explain. */
export class UnknownMembers {
  readonly #tenant: Tenant;
  readonly #membership: Membership;
  readonly #exempt: WhollyExempt;
  readonly #suppositions: Suppositions;
  readonly #tenantIndex: number;
  readonly #users: ReadonlySet<string>;

  constructor(
    tenant: Tenant,
    membership: Membership,
    exempt: WhollyExempt,
    suppositions: Suppositions,
    tenantIndex: number,
  ) {
    this.#tenant = tenant;
    this.#membership = membership;
    this.#exempt = exempt;
    this.#suppositions = suppositions;
    this.#tenantIndex = tenantIndex;
    this.#users = new Set(tenant.users?.map(({ id }) => id));
  }

  /** What makes the assignment name somebody of the directory whom it doesn't name for certain. */
  of({ groups, roles }: UserAssignment, clause: "include" | "exclude"): readonly number[] {
    return [...new Set([...this.#inGroups(groups), ...[...roles].flatMap((role) => this.#inRole(role, clause))])];
  }

  #inGroups(ids: Iterable<GroupId>): readonly number[] {
    return [...this.#membership.groupsWithin(ids)].flatMap((id) => this.#directlyIn(id));
  }

  #directlyIn(id: GroupId): readonly number[] {
    if (this.#exempt.has(id)) return [];
    const group = this.#tenant.groups?.get(id);
    if (group?.members === undefined) return [this.#group(id)];
    if (!group.mayHoldOthers) return [];
    if (group.unlisted === undefined)
      return [this.#suppositions.number(restKey(id), { kind: "group", id }, this.#tenantIndex)];
    return group.unlisted.filter((inner) => !this.#exempt.has(inner)).map((inner) => this.#group(inner));
  }

  #inRole(id: RoleId, clause: "include" | "exclude"): readonly number[] {
    const { roleAssignments, groups } = this.#tenant;
    if (roleAssignments === undefined)
      return [this.#suppositions.number(roleKey(id), { kind: "role", id }, this.#tenantIndex)];
    return roleAssignments
      .filter(({ role, tenantWide }) => role === id && (tenantWide || clause === "exclude"))
      .map(({ principal }) => principal as GroupId)
      .filter((principal) => groups?.has(principal) || (groups === undefined && !this.#users.has(principal)))
      .flatMap((principal) => this.#inGroups([principal]));
  }

  #group(id: GroupId): number {
    return this.#suppositions.number(groupKey(id), { kind: "group", id }, this.#tenantIndex);
  }
}
