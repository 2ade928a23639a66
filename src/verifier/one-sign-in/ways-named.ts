import type { Membership } from "../../law/membership/membership";
import type { GroupId, RoleId } from "../../law/model/ids";
import { type AssignmentSide, NO_USERS, type Policy, type UserAssignment } from "../../law/model/policy";
import type { Tenant } from "../../law/model/tenant";
import { METS, type Met, type NotUnderstood, some, type Truth, truthOf } from "../../law/model/truth";
import { covers, namesAsGuest, TYPE_TRUTHS } from "../../law/users";
import type { JudgedPerson } from "./judged-person";

/** How a policy includes and excludes one person, or may do so. */
export interface NamingPolicy {
  readonly policy: Policy;
  readonly included: readonly Way[];
  readonly excluded: readonly Way[];
  /** Whether it is about the person, for each identity type that they may have; *depends* if that isn't known. */
  readonly about: readonly Met[];
}

/** `chain`: the groups from the one that the person is in, up to the named one or the one that has the role; empty if not known. */
type Holding<Kind, Id> = { kind: Kind; readonly id: Id; readonly certain: boolean; readonly chain: readonly GroupId[] };

/** How an assignment names a person, or may name them. */
export type Way =
  | { readonly kind: "everyone" | "id" }
  | Holding<"group", GroupId>
  /** `inPart`: they hold it in a part of the tenant, or must activate it. It isn't known whether that counts. */
  | (Holding<"role", RoleId> & { readonly inPart: boolean })
  /** As a guest: for each identity type that the person may have, whether the assignment names it. */
  | { readonly kind: "guest"; readonly truths: readonly Truth[] }
  | ({ readonly kind: "notUnderstood" } & NotUnderstood);

/** Finds how policies name one person. */
export class WaysNamed {
  readonly #person: JudgedPerson;
  readonly #membership: Membership;
  readonly #tenant: Tenant;
  /** For each group that holds the person, the group inside it that does so; `undefined` if it holds them directly. */
  readonly #inner: ReadonlyMap<GroupId, GroupId | undefined>;

  constructor(person: JudgedPerson, tenant: Tenant, membership: Membership) {
    this.#person = person;
    this.#tenant = tenant;
    this.#membership = membership;
    this.#inner = person.id === undefined ? new Map() : membership.groups.around(person.id);
  }

  /** How a policy includes and excludes the person, and whether it is about them. */
  naming(policy: Policy): NamingPolicy {
    const { include, exclude } = policy.users;
    const ways = { include: this.in(include, "include"), exclude: this.in(exclude, "exclude") };
    const isNamed = (assignment: UserAssignment, side: AssignmentSide) => some(this.in(assignment, side).map(isHeldBy));
    const terms = { ...TYPE_TRUTHS, ...METS, isNamed };
    const isInDirectory = this.#person.kind !== "outsider";
    const about = this.#person.identities.map((identity) => covers(policy.users, { identity, isInDirectory }, terms));
    return { policy, included: ways.include, excluded: ways.exclude, about };
  }

  /** How one side of a policy names the person, or may name them. */
  in(assignment: UserAssignment, clause: AssignmentSide): readonly Way[] {
    const { everyone, users, notUnderstood } = assignment;
    const { groups, roles } = this.#person.kind === "outsider" ? NO_USERS : assignment;
    const truths = this.#person.identities.map((identity) => namesAsGuest(assignment, clause, identity));
    return [
      ...(everyone ? [{ kind: "everyone" } as const] : []),
      ...(this.#person.id !== undefined && users.has(this.#person.id) ? [{ kind: "id" } as const] : []),
      ...[...groups].flatMap((id) => this.#byGroup(id)),
      ...[...roles].flatMap((id) => this.#byRole(id)),
      ...(truths.some((truth) => truth !== "no") ? [{ kind: "guest", truths } as const] : []),
      ...notUnderstood.map((note) => ({ kind: "notUnderstood", ...note }) as const),
    ];
  }

  #byGroup(id: GroupId): readonly Way[] {
    const certain = this.#membership.isInGroup(id, "include", this.#person.id);
    if (!certain && !this.#membership.groups.mayHoldOthers(id)) return [];
    return [{ kind: "group", id, certain, chain: certain ? this.#chainTo(id) : [] }];
  }

  #byRole(id: RoleId): readonly Way[] {
    const holds = (clause: AssignmentSide): boolean =>
      this.#membership.isAmong(this.#person.id, this.#membership.partsOfRole(id, clause));
    const certain = holds("include");
    const inPart = !certain && holds("exclude");
    if (!certain && !inPart && !this.#membership.partsOfRole(id, "exclude").mayHoldOthers) return [];
    return [{ kind: "role", id, certain, inPart, chain: certain || inPart ? this.#chainToRole(id, inPart) : [] }];
  }

  #chainToRole(id: RoleId, inPart: boolean): readonly GroupId[] {
    const assigned = (this.#tenant.roleAssignments ?? []).filter(
      ({ role, tenantWide }) => role === id && (tenantWide || inPart),
    );
    if (assigned.some(({ principal }) => principal === this.#person.id)) return [];
    const group = [...this.#inner.keys()].find((one) => assigned.some(({ principal }) => principal === String(one)));
    return group === undefined ? [] : this.#chainTo(group);
  }

  #chainTo(group: GroupId): readonly GroupId[] {
    const chain: GroupId[] = [];
    for (let at: GroupId | undefined = group; at !== undefined; at = this.#inner.get(at)) chain.unshift(at);
    return chain;
  }
}

/** Whether a way names the person by id, group or role; *depends* if that isn't known. */
const isHeldBy = (way: Way): Met =>
  way.kind === "group" || way.kind === "role" ? (way.certain ? "yes" : "depends") : truthOf(way.kind === "id");
