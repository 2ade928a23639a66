import { DIMENSIONS } from "../law/conditions";
import { type Applicability, applicability } from "../law/evaluate";
import { isEnforced, stopsWithoutMfa } from "../law/grant";
import { Membership } from "../law/membership/membership";
import type { Dimension, PartialSignIn } from "../law/model/dimensions";
import type { UserId } from "../law/model/ids";
import type { AssignmentSide, Policy } from "../law/model/policy";
import type { RecordedPrincipal, RecordedSignIn } from "../law/model/recorded-sign-in";
import { type HomeTenant, PERSON_CLASSES, type PersonClass } from "../law/model/sign-in";
import type { Tenant } from "../law/model/tenant";
import { every, type Met, type Truth } from "../law/model/truth";
import { type Holds, meetsUsers } from "../law/users";
import { type JudgedPerson, principalOf } from "../verifier/one-sign-in/judged-person";
import { identityTypesOf, namedHomeTenants } from "../verifier/people/identity-types";
import { commonAnswer, isMet } from "./recorded-conditions";

/** Our decision about one policy and one sign-in. */
export interface OurAnswer extends Applicability {
  readonly policy: Policy;
  /** Whether the policy stops everyone without MFA that it applies to: it is enforced, and its grant can't be met without MFA. */
  readonly canStop: Truth;
}

/** How many answers about people and places are kept in memory. */
const MOST_REMEMBERED = 50_000;

/** Decides recorded sign-ins, policy by policy. */
export class Judge {
  /** Policies that stop everyone without MFA that they apply to. */
  readonly stopping: readonly Policy[];
  readonly #tenant: Tenant;
  /** First: an included group has only its certain members, and an excluded group also its possible ones. Then the other way round. */
  readonly #readings: readonly Holds[];
  readonly #homes: readonly HomeTenant[];
  readonly #classes: ReadonlyMap<UserId, readonly PersonClass[]> | undefined;
  readonly #canStop: readonly Truth[];
  /** The dimensions that a policy has a condition on. */
  readonly #dimensions: readonly Dimension[];
  /** Whether each policy, in the order of the tenant, is met by one clause of a sign-in. */
  readonly #known = new Map<string, readonly Met[] | undefined>();

  constructor(tenant: Tenant) {
    const { policies, users } = tenant;
    this.#tenant = tenant;
    const membership = new Membership(tenant);
    this.#readings = [membership, optimistic(membership)];
    this.#homes = namedHomeTenants(policies);
    this.#classes = users && new Map(users.map(({ id, classes }) => [id, classes]));
    this.#canStop = policies.map((policy) => every([isEnforced(policy), stopsWithoutMfa(policy.grant)]));
    this.stopping = policies.filter((_, place) => this.#canStop[place] === "yes");
    this.#dimensions = DIMENSIONS.filter((one) => policies.some(({ conditions }) => conditions[one].kind !== "any"));
  }

  /** Our decision about each policy, in the order of the tenant; `undefined` iff the tenant doesn't have the person. */
  answers({ who, circumstances }: RecordedSignIn): readonly OurAnswer[] | undefined {
    const users = this.#remembered(`${who.kind} ${who.id} ${who.home}`, () => this.#usersMet(who));
    if (users === undefined) return undefined;
    const columns = new Map<string, readonly Met[] | undefined>([["users", users]]);
    for (const dimension of this.#dimensions) {
      const met = this.#remembered(`${dimension} ${keyOf(circumstances[dimension])}`, () =>
        this.#tenant.policies.map(({ conditions }) => isMet(dimension, conditions, circumstances, this.#tenant)),
      );
      columns.set(dimension, met);
    }
    return this.#tenant.policies.map((policy, place) => ({
      policy,
      canStop: this.#canStop[place] ?? "unclear",
      ...applicability(policy, (clause) => columns.get(clause)?.[place] ?? "depends"),
    }));
  }

  /** Whether the policy could apply to someone, or not apply, if they were in other groups or held other roles. */
  couldBe(isAboutThem: boolean, { users }: Policy, who: RecordedPrincipal): boolean {
    const isNamed = (_: unknown, clause: AssignmentSide): boolean => (clause === "include") === isAboutThem;
    const holds = { isInGroup: isNamed, hasRole: isNamed };
    const person = this.#personOf(who);
    const wanted = isAboutThem ? "yes" : "no";
    return (
      who.kind === "person" &&
      person.identities.some((identity) => meetsUsers(users, principalOf(person, identity), holds) === wanted)
    );
  }

  #usersMet(who: RecordedPrincipal): readonly Met[] | undefined {
    const person = this.#personOf(who);
    if (person.identities.length === 0) return undefined;
    const principals = person.identities.map((identity) => principalOf(person, identity));
    return this.#tenant.policies.map(({ users }) =>
      commonAnswer(principals.flatMap((one) => this.#readings.map((holds) => meetsUsers(users, one, holds)))),
    );
  }

  /** With every class that they can have, from the recorded home tenant, or from each home tenant that policies distinguish. */
  #personOf(who: RecordedPrincipal): JudgedPerson {
    const homes = who.home === undefined ? this.#homes : [who.home];
    if (who.kind === "outsider")
      return { kind: "outsider", identities: homes.map((home) => ({ type: who.type, home })) };
    const classes = this.#classes === undefined ? PERSON_CLASSES : (this.#classes.get(who.id) ?? []);
    return { kind: "person", id: who.id, identities: classes.flatMap((type) => identityTypesOf(type, homes)) };
  }

  #remembered(key: string, workOut: () => readonly Met[] | undefined): readonly Met[] | undefined {
    if (this.#known.has(key)) return this.#known.get(key);
    if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
    const met = workOut();
    this.#known.set(key, met);
    return met;
  }
}

/** Counts possible members where the law doesn't, except for a role that is only eligible, or assigned in a part of the tenant. */
const optimistic = (membership: Membership): Holds => ({
  isInGroup: (id, clause, person) => membership.isInGroup(id, clause === "include" ? "exclude" : "include", person),
  hasRole: (id, clause, person) =>
    membership.hasRole(id, "include", person) ||
    (clause === "include" && membership.ofRole(id, "exclude").mayHoldOthers),
});

/** A text that is the same for the same knowledge. */
export function keyOf(known: PartialSignIn[Dimension]): string {
  if (known === undefined || (known.kind === "whole" && typeof known.value === "string")) return String(known?.value);
  return JSON.stringify(known, (_, value) =>
    value instanceof Map || value instanceof Set ? [...value] : typeof value === "bigint" ? String(value) : value,
  );
}
