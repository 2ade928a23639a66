import { evaluationContext } from "../../law/evaluate";
import type { Membership } from "../../law/membership/membership";
import type { GroupId, RoleId, UserId } from "../../law/model/ids";
import type { Policy, UserAssignment } from "../../law/model/policy";
import type { IdentityType } from "../../law/model/sign-in";
import type { Tenant } from "../../law/model/tenant";
import { every, type NotUnderstood, not, type Truth } from "../../law/model/truth";
import { namesIdentityType } from "../../law/users";

/** A policy that includes a person by something, or may, and by what it leaves them out. */
export interface NamingPolicy {
  readonly policy: Policy;
  readonly included: readonly Way[];
  readonly excluded: readonly Way[];
  /** Whether it is about the person; *unclear* where that isn't known, or hangs on the sort of guest or home tenant. */
  readonly isAbout: Truth;
}

/** The policies that include a person, in the order of the tenant. */
export function namingOf(
  tenant: Tenant,
  person: JudgedPerson,
): { readonly person: JudgedPerson; readonly policies: readonly NamingPolicy[] } {
  const ways = new WaysNamed(person, tenant, evaluationContext(tenant).membership);
  const policies = tenant.policies.map((policy) => {
    const included = ways.in(policy.users.include, "include");
    const excluded = ways.in(policy.users.exclude, "exclude");
    return { policy, included, excluded, isAbout: isAbout(person, included, excluded) };
  });
  return { person, policies: policies.filter(({ included }) => included.length > 0) };
}

function isAbout({ identities }: JudgedPerson, included: readonly Way[], excluded: readonly Way[]): Truth {
  const [first = "no", ...others] = new Set(
    identities.map((_, identity) => every([namesBy(included, identity), not(namesBy(excluded, identity))])),
  );
  return others.length > 0 ? "unclear" : first;
}

type IncludeOrExclude = "include" | "exclude";

/** By what an assignment names a person, or may name them. */
export type Way =
  | { readonly kind: "everyone" | "id" }
  /** `chain`: the groups from the one that the person is in up to the named one; empty where nobody knows whether they are. */
  | { readonly kind: "group"; readonly id: GroupId; readonly certain: boolean; readonly chain: readonly GroupId[] }
  /** `chain`: the groups through which they hold the role, if any. */
  | { readonly kind: "role"; readonly id: RoleId; readonly certain: boolean; readonly chain: readonly GroupId[] }
  /** As a guest: for each identity type that the person may have, whether it is one that is named. */
  | { readonly kind: "guest"; readonly truths: readonly Truth[] }
  | ({ readonly kind: "notUnderstood" } & NotUnderstood);

/** A person of the directory, and every identity type that they may have. */
export interface JudgedPerson {
  readonly id: UserId;
  readonly identities: readonly IdentityType[];
}

/** Finds by what policies name one person. */
export class WaysNamed {
  readonly #person: JudgedPerson;
  readonly #membership: Membership;
  readonly #tenant: Tenant;
  /** From each group that holds the person to the one inside it through which it does; `undefined` where directly. */
  readonly #inner: ReadonlyMap<GroupId, GroupId | undefined>;

  constructor(person: JudgedPerson, tenant: Tenant, membership: Membership) {
    this.#person = person;
    this.#tenant = tenant;
    this.#membership = membership;
    this.#inner = groupsAround(person.id, tenant);
  }

  in(assignment: UserAssignment, clause: IncludeOrExclude): readonly Way[] {
    const { everyone, users, groups, roles, notUnderstood } = assignment;
    const truths = this.#person.identities.map((identity) =>
      namesIdentityType({ ...assignment, notUnderstood: [] }, clause, identity),
    );
    return [
      ...(everyone ? [{ kind: "everyone" } as const] : []),
      ...(users.has(this.#person.id) ? [{ kind: "id" } as const] : []),
      ...[...groups].flatMap((id) => this.#byGroup(id)),
      ...[...roles].flatMap((id) => this.#byRole(id, clause)),
      ...(truths.some((truth) => truth !== "no") ? [{ kind: "guest", truths } as const] : []),
      ...notUnderstood.map((note) => ({ kind: "notUnderstood", ...note }) as const),
    ];
  }

  #byGroup(id: GroupId): readonly Way[] {
    const certain = this.#membership.isInGroup(id, "include", this.#person.id);
    if (!certain && !this.#membership.mayHoldOthers(id)) return [];
    return [{ kind: "group", id, certain, chain: certain ? this.#chainTo(id) : [] }];
  }

  #byRole(id: RoleId, clause: IncludeOrExclude): readonly Way[] {
    const certain = this.#membership.ofRole(id, clause).people.has(this.#person.id);
    if (!certain && !this.#membership.ofRole(id, "exclude").mayHoldOthers) return [];
    return [{ kind: "role", id, certain, chain: certain ? this.#chainToRole(id, clause) : [] }];
  }

  #chainToRole(id: RoleId, clause: IncludeOrExclude): readonly GroupId[] {
    const assigned = (this.#tenant.roleAssignments ?? []).filter(
      ({ role, tenantWide }) => role === id && (tenantWide || clause === "exclude"),
    );
    if (assigned.some(({ principal }) => principal === this.#person.id)) return [];
    for (const group of this.#inner.keys())
      if (assigned.some(({ principal }) => principal === String(group))) return this.#chainTo(group);
    return [];
  }

  #chainTo(group: GroupId): readonly GroupId[] {
    const chain: GroupId[] = [];
    for (let at: GroupId | undefined = group; at !== undefined; at = this.#inner.get(at)) chain.unshift(at);
    return chain;
  }
}

/** Breadth first, so that each chain is as short as can be. */
function groupsAround(person: UserId, { groups }: Tenant): ReadonlyMap<GroupId, GroupId | undefined> {
  const parents = new Map<string, GroupId[]>();
  for (const { id, members } of groups?.values() ?? [])
    for (const member of members ?? []) {
      const known = parents.get(member);
      if (known === undefined) parents.set(member, [id]);
      else known.push(id);
    }
  const found = new Map<GroupId, GroupId | undefined>();
  for (const group of parents.get(person) ?? []) found.set(group, undefined);
  for (const inner of found.keys())
    for (const group of parents.get(inner) ?? []) if (!found.has(group)) found.set(group, inner);
  return found;
}

/** Whether one of the ways names the person where they have this identity type; *unclear* where nobody knows. */
export function namesBy(ways: readonly Way[], identity: number): Truth {
  const truths = ways.map((way) => truthOfWay(way, identity));
  if (truths.includes("yes")) return "yes";
  return truths.includes("unclear") ? "unclear" : "no";
}

function truthOfWay(way: Way, identity: number): Truth {
  switch (way.kind) {
    case "everyone":
    case "id":
      return "yes";
    case "group":
    case "role":
      return way.certain ? "yes" : "unclear";
    case "guest":
      return way.truths[identity] ?? "no";
    case "notUnderstood":
      return "unclear";
  }
}
