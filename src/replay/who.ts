import { Membership } from "../law/membership/membership";
import type { UserId } from "../law/model/ids";
import { NO_USERS, type Policy, type UserAssignment } from "../law/model/policy";
import type { RecordedPrincipal } from "../law/model/recorded-sign-in";
import {
  type HomeTenant,
  type IdentityType,
  PERSON_CLASSES,
  type PersonClass,
  type Principal,
} from "../law/model/sign-in";
import type { Tenant } from "../law/model/tenant";
import { meetsUsers } from "../law/users";
import { identityTypesOf, namedHomeTenants } from "../verifier/people/identity-types";
import { Numbered } from "./bounded-memo";
import { inAllCases, type Met } from "./met";

/** Whom the policies are about, person by person. People whom no policy tells apart get the same number. */
export class Who {
  readonly #policies: readonly Policy[];
  /** As if groups and roles held nobody but those who are known. */
  readonly #known: Membership;
  readonly #membership: Membership;
  /** As if a role in a part of the tenant, or one that somebody is only eligible for, were none. */
  readonly #tenantWide: Membership;
  readonly #homes: readonly HomeTenant[];
  readonly #classes: ReadonlyMap<UserId, readonly PersonClass[]> | undefined;
  readonly #numbers = new Map<string, number>();
  readonly #vectors = new Numbered<readonly Met[]>();

  constructor(tenant: Tenant) {
    this.#policies = tenant.policies;
    this.#known = new Membership({ ...tenant, emptied: "groups and roles" });
    this.#membership = new Membership(tenant);
    this.#tenantWide = new Membership({
      ...tenant,
      roleAssignments: tenant.roleAssignments?.filter(({ tenantWide }) => tenantWide),
    });
    this.#homes = namedHomeTenants(tenant.policies);
    this.#classes = tenant.users && new Map(tenant.users.map(({ id, classes }) => [id, classes]));
  }

  /** The number of somebody; `undefined` iff the tenant's users are known and they aren't among them. */
  numberOf(who: RecordedPrincipal): number | undefined {
    const key = `${who.kind} ${who.id} ${who.home}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const principals = this.#principalsOf(who);
    if (principals.length === 0) return undefined;
    const about = this.#policies.map((policy) =>
      inAllCases(principals.map((principal) => this.#isAbout(policy, principal))),
    );
    const number = this.#vectors.numberOf(about.join(), about);
    this.#numbers.set(key, number);
    return number;
  }

  /** Whether each policy is about somebody of that number, in the order of the tenant. */
  about(number: number): readonly Met[] {
    return this.#vectors.at(number);
  }

  /** Whether the policy could be about somebody, or couldn't, with other groups and roles than the tenant says. */
  couldBe(isAbout: boolean, policy: Policy, who: RecordedPrincipal): boolean {
    return this.#principalsOf(who).some((one) => couldBeOtherwise(isAbout, policy, one, this.#membership));
  }

  #principalsOf(who: RecordedPrincipal): readonly Principal[] {
    if (who.kind === "outsider")
      return this.#homesOf(who).map((home) => ({ kind: "outsider", identity: { type: who.type, home } }));
    const classes = this.#classes === undefined ? PERSON_CLASSES : (this.#classes.get(who.id) ?? []);
    return classes
      .flatMap((type): readonly IdentityType[] => identityTypesOf(type, this.#homesOf(who)))
      .map((identity) => ({ kind: "person", id: who.id, identity }));
  }

  /** The home tenant that the record tells, or every one that policies tell apart. */
  #homesOf({ home }: RecordedPrincipal): readonly HomeTenant[] {
    return home === undefined ? this.#homes : [home];
  }

  #isAbout({ users }: Policy, principal: Principal): Met {
    const law = meetsUsers(users, principal, this.#membership);
    if (law !== "no") return law;
    if (meetsUsers(users, principal, this.#tenantWide) !== "no") return "depends";
    if (meetsUsers(users, principal, this.#known) !== "no") return "depends";
    const mayBeIncluded = this.#membership.partsOf(users.include, "include").mayHoldOthers;
    const unlessExcluded = { include: EVERYBODY, exclude: users.exclude };
    return mayBeIncluded && meetsUsers(unlessExcluded, principal, this.#known) !== "no" ? "depends" : "no";
  }
}

const EVERYBODY = { ...NO_USERS, everyone: true };

/**
 * Whether a policy would be about somebody, or wouldn't, if they were in other groups or held other roles: what they are by their id
 * and their identity type stays. Never for outsiders, who are in no group.
 */
function couldBeOtherwise(isAbout: boolean, policy: Policy, who: Principal, known: Membership): boolean {
  if (who.kind === "outsider") return false;
  const { include, exclude } = policy.users;
  const users = isAbout
    ? { include: inAll(include), exclude: inNone(exclude) }
    : { include: inNone(include), exclude: inAll(exclude) };
  return meetsUsers(users, who, known) === (isAbout ? "yes" : "no");
}

const inNone = (assignment: UserAssignment): UserAssignment => ({
  ...assignment,
  groups: new Set(),
  roles: new Set(),
});

const inAll = (assignment: UserAssignment): UserAssignment => ({
  ...inNone(assignment),
  everyone: assignment.everyone || assignment.groups.size + assignment.roles.size > 0,
});
