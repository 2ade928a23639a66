import type { GroupId, RoleId } from "../../law/model/ids";
import type { UserAssignment } from "../../law/model/policy";
import type { Tenant } from "../../law/model/tenant";
import type { WhollyExempt } from "../principals/groups";
import type { Membership } from "../principals/membership";
import { type PartialRoles, partialHolderKey } from "./partial-roles";
import type { Side } from "./side";
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
  readonly #partialRoles: PartialRoles;
  readonly #suppositions: Suppositions;
  readonly #tenantIndex: number;

  constructor({ tenant, context, exempt, partialRoles }: Side, suppositions: Suppositions, tenantIndex: number) {
    this.#tenant = tenant;
    this.#membership = context.membership;
    this.#exempt = exempt.groups;
    this.#partialRoles = partialRoles;
    this.#suppositions = suppositions;
    this.#tenantIndex = tenantIndex;
  }

  /** What makes the assignment name somebody of the directory whom it doesn't name for certain. */
  of({ groups, roles }: UserAssignment): readonly number[] {
    return [...new Set([...this.#inGroups(groups), ...[...roles].flatMap((role) => this.#inRole(role))])];
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

  #inRole(id: RoleId): readonly number[] {
    const { roleAssignments } = this.#tenant;
    if (roleAssignments === undefined)
      return [this.#suppositions.number(roleKey(id), { kind: "role", id }, this.#tenantIndex)];
    const inWhole = roleAssignments
      .filter((one) => one.role === id && one.tenantWide && this.#membership.mayBeHeldByOthers(one))
      .flatMap(({ principal }) => this.#inGroups([principal as GroupId]));
    const inPart = this.#partialRoles
      .unknownGroups(id)
      .map((group) =>
        this.#suppositions.number(partialHolderKey(id, group), { kind: "group", id: group }, this.#tenantIndex),
      );
    return [...inWhole, ...inPart];
  }

  #group(id: GroupId): number {
    return this.#suppositions.number(groupKey(id), { kind: "group", id }, this.#tenantIndex);
  }
}
