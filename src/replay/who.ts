import { Membership } from "../law/membership/membership";
import type { UserId } from "../law/model/ids";
import type { AssignmentSide, Policy } from "../law/model/policy";
import type { RecordedPrincipal } from "../law/model/recorded-sign-in";
import { type HomeTenant, PERSON_CLASSES, type PersonClass, type Principal } from "../law/model/sign-in";
import type { Tenant } from "../law/model/tenant";
import { type Holds, meetsUsers } from "../law/users";
import { identityTypesOf, namedHomeTenants } from "../verifier/people/identity-types";
import { inAllCases, type Met } from "./how";

/** Whom the policies of a tenant are about. */
export class WhoSignedIn {
  readonly #policies: readonly Policy[];
  readonly #homes: readonly HomeTenant[];
  readonly #classes: ReadonlyMap<UserId, readonly PersonClass[]> | undefined;
  /** Who is in a group for certain where a policy includes it, and maybe where it excludes it; then the other way round. */
  readonly #readings: readonly Holds[];

  constructor(tenant: Tenant) {
    this.#policies = tenant.policies;
    this.#homes = namedHomeTenants(tenant.policies);
    this.#classes = tenant.users && new Map(tenant.users.map(({ id, classes }) => [id, classes]));
    const membership = new Membership(tenant);
    this.#readings = [membership, generous(membership)];
  }

  /** Whether each policy is about somebody; `undefined` iff the tenant's users are known and they aren't among them. */
  met(who: RecordedPrincipal): readonly Met[] | undefined {
    const principals = this.#principalsOf(who);
    if (principals.length === 0) return undefined;
    return this.#policies.map(({ users }) =>
      inAllCases(principals.flatMap((one) => this.#readings.map((holds) => meetsUsers(users, one, holds)))),
    );
  }

  /** Whether the policy could be about somebody, or not about them, if they were in other groups or held other roles. */
  couldBe(isAboutThem: boolean, { users }: Policy, who: RecordedPrincipal): boolean {
    const isNamed = (_: unknown, clause: AssignmentSide): boolean => (clause === "include") === isAboutThem;
    const holds: Holds = { isInGroup: isNamed, hasRole: isNamed };
    const wanted = isAboutThem ? "yes" : "no";
    return who.kind === "person" && this.#principalsOf(who).some((one) => meetsUsers(users, one, holds) === wanted);
  }

  /** Somebody of every class that they may be of, from the home tenant that the record tells or every one that policies tell apart. */
  #principalsOf(who: RecordedPrincipal): readonly Principal[] {
    const homes = who.home === undefined ? this.#homes : [who.home];
    if (who.kind === "outsider") return homes.map((home) => ({ kind: "outsider", identity: { type: who.type, home } }));
    const classes = this.#classes === undefined ? PERSON_CLASSES : (this.#classes.get(who.id) ?? []);
    return classes
      .flatMap((type) => identityTypesOf(type, homes))
      .map((identity) => ({ kind: "person", id: who.id, identity }));
  }
}

/** A role that somebody has to activate, or holds in a part of the tenant, includes nobody: the law credits it with nothing. */
const generous = (membership: Membership): Holds => ({
  isInGroup: (id, clause, person) => membership.isInGroup(id, clause === "include" ? "exclude" : "include", person),
  hasRole: (id, clause, person) =>
    membership.hasRole(id, "include", person) ||
    (clause === "include" && membership.ofRole(id, "exclude").mayHoldOthers),
});
