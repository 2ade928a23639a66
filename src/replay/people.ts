import { Membership } from "../law/membership/membership";
import type { UserId } from "../law/model/ids";
import { NO_USERS, type Policy, type UserAssignment } from "../law/model/policy";
import type { RecordedPrincipal } from "../law/model/recorded-sign-in";
import { type HomeTenant, type IdentityType, PERSON_CLASSES, type PersonClass } from "../law/model/sign-in";
import type { Tenant } from "../law/model/tenant";
import { meetsUsers } from "../law/users";
import { type JudgedPerson, principalOf } from "../verifier/one-sign-in/judged-person";
import { type NamingPolicy, type Way, WaysNamed } from "../verifier/one-sign-in/ways-named";
import { identityTypesOf, namedHomeTenants } from "../verifier/people/identity-types";
import { inAllCases, type Met, type Row, Rows } from "./rows";

/** Whom the policies are about, person by person. */
export class People {
  readonly #tenant: Tenant;
  readonly #membership: Membership;
  readonly #homes: readonly HomeTenant[];
  readonly #classes: ReadonlyMap<UserId, readonly PersonClass[]> | undefined;
  readonly #rows = new Rows();
  readonly #known = new Map<string, Row>();

  constructor(tenant: Tenant) {
    this.#tenant = tenant;
    this.#membership = new Membership(tenant);
    this.#homes = namedHomeTenants(tenant.policies);
    this.#classes = tenant.users && new Map(tenant.users.map(({ id, classes }) => [id, classes]));
  }

  /** Whether each policy is about somebody; `undefined` iff the tenant's users are known and they aren't among them. */
  about(who: RecordedPrincipal): Row | undefined {
    const key = `${who.kind} ${who.id} ${who.home}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const person = this.#personOf(who);
    if (person.identities.length === 0) return undefined;
    const ways = new WaysNamed(person, this.#tenant, this.#membership);
    const row = this.#rows.of(this.#tenant.policies.map((policy) => isAbout(ways.naming(policy))));
    this.#known.set(key, row);
    return row;
  }

  /**
   * Whether the policy could be about somebody, or couldn't, if they were in other groups or held other roles: what they are by their
   * id and their identity type stays. Never for outsiders, who are in no group.
   */
  couldBe(isAboutThem: boolean, { users: { include, exclude } }: Policy, who: RecordedPrincipal): boolean {
    if (who.kind === "outsider") return false;
    const users = isAboutThem
      ? { include: inAll(include), exclude: inNone(exclude) }
      : { include: inNone(include), exclude: inAll(exclude) };
    const person = this.#personOf(who);
    return person.identities.some(
      (identity) => meetsUsers(users, principalOf(person, identity), this.#membership) === (isAboutThem ? "yes" : "no"),
    );
  }

  /** With the home tenant that the record tells, or every one that policies tell apart. */
  #personOf(who: RecordedPrincipal): JudgedPerson {
    const homes = who.home === undefined ? this.#homes : [who.home];
    if (who.kind === "outsider")
      return { kind: "outsider", identities: homes.map((home): IdentityType => ({ type: who.type, home })) };
    const classes = this.#classes === undefined ? PERSON_CLASSES : (this.#classes.get(who.id) ?? []);
    return { kind: "person", id: who.id, identities: classes.flatMap((type) => identityTypesOf(type, homes)) };
  }
}

/** Whether the policy is about the person, whatever identity type of theirs they have. */
const isAbout = ({ included, excluded, about }: NamingPolicy): Met =>
  inAllCases(
    about.map((_, identity): Met => {
      // A role that they have to activate, or hold in a part of the tenant, includes nobody for certain: the law credits it with nothing.
      const counted = included.filter((way) => !(way.kind === "role" && way.inPart));
      const [includes, excludes] = [counted, excluded].map((ways) => names(ways, identity));
      if (includes === "no" || excludes === "yes") return "no";
      if (includes === "depends" || excludes === "depends") return "depends";
      return includes === "unclear" || excludes === "unclear" ? "unclear" : "yes";
    }),
  );

function names(ways: readonly Way[], identity: number): Met {
  const met = ways.map((way): Met => {
    if (way.kind === "guest") return way.truths[identity] ?? "no";
    if (way.kind === "notUnderstood") return "unclear";
    return (way.kind === "group" || way.kind === "role") && !way.certain ? "depends" : "yes";
  });
  return (["yes", "depends", "unclear"] as const).find((one) => met.includes(one)) ?? "no";
}

const inNone = (assignment: UserAssignment): UserAssignment => ({
  ...assignment,
  groups: NO_USERS.groups,
  roles: NO_USERS.roles,
});

const inAll = (assignment: UserAssignment): UserAssignment => ({
  ...inNone(assignment),
  everyone: assignment.everyone || assignment.groups.size + assignment.roles.size > 0,
});
