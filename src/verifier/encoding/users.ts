import type { Membership } from "../../law/membership/membership";
import type { GroupId, RoleId } from "../../law/model/ids";
import type { Policy, UserAssignment } from "../../law/model/policy";
import type { IdentityType } from "../../law/model/sign-in";
import type { Truth } from "../../law/model/truth";
import { namesIdentityType } from "../../law/users";
import { notUnderstoodInAssignment } from "../not-understood";
import { CERTAIN, everyOf, IMPOSSIBLE, opposite, type Pair, pairIf, someOf } from "./logic";
import type { PolicyParts } from "./policy-parts";
import type { Unknowns } from "./unknowns";

type Clause = "include" | "exclude";

/** How somebody is named by one policy. */
export interface NamedBy {
  /** Certainly, by id, group, role or as the guest that they are. */
  readonly included: boolean;
  readonly excluded: boolean;
  /** Outsiders are in no group and hold no role. */
  readonly isInDirectory: boolean;
  readonly identity: IdentityType;
  /** Roles that they hold in a part of the tenant, or may activate. */
  readonly rolesInPart: ReadonlySet<RoleId>;
}

/** Whether a policy is about somebody, as far as that depends on things that aren't known. */
export class UsersSaid {
  readonly #policy: Policy;
  readonly #number: number;
  readonly #membership: Membership;
  readonly #unknowns: Unknowns;
  readonly #parts: PolicyParts;
  readonly #areReadingsOpen: boolean;
  readonly #holders: { readonly [C in Clause]: Pair };

  constructor(
    { policy, number }: { readonly policy: Policy; readonly number: number },
    membership: Membership,
    unknowns: Unknowns,
    parts: PolicyParts,
    areReadingsOpen: boolean,
  ) {
    this.#policy = policy;
    this.#number = number;
    this.#membership = membership;
    this.#unknowns = unknowns;
    this.#parts = parts;
    this.#areReadingsOpen = areReadingsOpen;
    this.#holders = { include: this.#anybodyIn(policy.users.include), exclude: this.#anybodyIn(policy.users.exclude) };
  }

  about(named: NamedBy): Pair {
    if (named.excluded) return IMPOSSIBLE;
    return everyOf([this.#names("include", named), opposite(this.#names("exclude", named))]);
  }

  #names(clause: Clause, { included, isInDirectory, identity, rolesInPart }: NamedBy): Pair {
    if (clause === "include" && included) return CERTAIN;
    const assignment = this.#policy.users[clause];
    return someOf([
      this.#identity(assignment, clause, identity),
      ...(isInDirectory ? [this.#holders[clause], this.#inPart(assignment, rolesInPart)] : []),
    ]);
  }

  /** Somebody of the directory in a group of which some isn't known, or with a role of which that is so. */
  #anybodyIn({ groups, roles }: UserAssignment): Pair {
    const open = [
      ...openInGroups(groups, this.#membership),
      ...[...roles].flatMap((role) => openInRole(role, this.#membership)),
    ];
    return someOf(
      open.map(({ kind, id, key }) => this.#unknowns.pair(key, { kind, id, isContent: false }, this.#number)),
    );
  }

  #inPart({ roles }: UserAssignment, held: ReadonlySet<RoleId>): Pair {
    return someOf(
      [...roles]
        .filter((role) => held.has(role))
        .map((id) =>
          this.#unknowns.pair(inPartKey(id), { kind: "role", id, isContent: false, inPart: true }, this.#number),
        ),
    );
  }

  #identity(assignment: UserAssignment, clause: Clause, identity: IdentityType): Pair {
    if (this.#areReadingsOpen) {
      const reading = openReadingOf(assignment, identity);
      if (reading !== undefined)
        return this.#parts.reading(reading, `conditions.users.${clause}GuestsOrExternalUsers.externalTenants`);
    }
    const truth: Truth = assignment.everyone ? "yes" : namesIdentityType(assignment, clause, identity);
    if (truth !== "unclear") return pairIf(truth === "yes");
    const [first] = notUnderstoodInAssignment(assignment);
    const whole = { field: `conditions.users.${clause}GuestsOrExternalUsers`, why: "" };
    return this.#parts.content(
      [...assignment.notUnderstood, ...(assignment.guests === undefined ? [] : [whole])],
      first?.field,
    );
  }
}

/** What the documents leave a choice about where a policy names guests; `undefined` where it makes no difference. */
export function openReadingOf(
  { guests, everyone, everyGuest }: UserAssignment,
  { type }: IdentityType,
): string | undefined {
  if (guests === undefined || everyone || everyGuest || type === "member" || !guests.types.has(type)) return undefined;
  if (guests.homes.kind === "notKnown" && type !== "internalGuest")
    return "guests of tenants that aren't stated are those of all";
  if (guests.homes.kind === "enumerated" && type === "internalGuest" && guests.listsInternal === undefined)
    return "a list of tenants is about internal guests too";
  return undefined;
}

/** The members of a group that a list of only some of them leaves out. */
export const restOf = (id: string): string => `the rest of ${id}`;

/** That somebody holds a role by an assignment to a part of the tenant, or by one that they have to activate. */
export const inPartKey = (role: RoleId): string => `role ${role} in part`;

/** Something that leaves open whether anybody of the directory is in a group or holds a role. */
export interface OpenMembership {
  readonly kind: "group" | "role";
  readonly id: string;
  readonly key: string;
}

/** What leaves open who is in one of these groups, or in one inside them. */
export function openInGroups(ids: Iterable<GroupId>, membership: Membership): readonly OpenMembership[] {
  return [...membership.groupsWithin(ids)].flatMap((id): readonly OpenMembership[] => {
    const unknown = membership.unknownIn(id);
    if (unknown === "nothing") return [];
    if (unknown === "all") return [{ kind: "group", id, key: `group ${id}` }];
    if (unknown === "a rest") return [{ kind: "group", id, key: `group ${restOf(id)}` }];
    return unknown.map((inner) => ({ kind: "group", id: inner, key: `group ${inner}` }));
  });
}

/** What leaves open who holds the role, assignments to people in a part of the tenant aside. */
export function openInRole(id: RoleId, membership: Membership): readonly OpenMembership[] {
  if (membership.isRoleUnknown(id)) return [{ kind: "role", id, key: `role ${id}` }];
  return [
    ...openInGroups(membership.unknownGroupsOf(id, { tenantWide: true }), membership),
    ...openInGroups(membership.unknownGroupsOf(id, { tenantWide: false }), membership).map((open) => ({
      ...open,
      key: `${inPartKey(id)} by ${open.key}`,
    })),
  ];
}
