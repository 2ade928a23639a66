import type { RoleId } from "../../law/model/ids";
import type { UserAssignment } from "../../law/model/policy";
import type { Principal } from "../../law/model/sign-in";
import { namesPerson } from "../../law/users";
import {
  type BitSet,
  bitSetOf,
  bitSetWhere,
  difference,
  emptyBitSet,
  hasBit,
  intersection,
  numbersIn,
  putBit,
  union,
} from "../people/bit-set";
import type { PrincipalClass } from "../people/principals";
import { type Formula, type Literal, negate } from "../solver/formula";
import { CERTAIN, everyOf, type Logic, type Pair } from "./logic";
import type { EncodedPolicy, NamedBy, RoleInPart } from "./users";

/** One policy, for everyone that it names in the same way. */
export interface Stop {
  readonly number: number;
  readonly policy: EncodedPolicy;
  /** Whether the policy is about them. */
  readonly about: Pair;
  /** Assume it to let the sign-in through. It is true only if the policy doesn't stop the sign-in. */
  readonly passes: Literal;
  /** True only if the policy doesn't stop the sign-in, as a formula. */
  readonly passing: Formula;
  /** True only if the policy stops the sign-in. */
  readonly stopping: Formula;
  /** Assume it to have the policy stop the sign-in. */
  readonly stops: () => Literal;
}

/** The stops of the policies that name somebody in one way. Filled when a stop is first needed. */
interface Row {
  readonly stops: (Stop | undefined)[];
  /** The policies that are certainly about them. The stop of such a policy has the policy's number. */
  readonly certain: BitSet;
}

/** What each policy is to each class of principals. Policies that name two classes alike have the same stops for both. */
export class Stops {
  /** All stops so far, by number. First comes one stop of each policy, for everyone that it is certainly about. */
  readonly all: Stop[] = [];
  readonly #logic: Logic;
  readonly #policies: readonly EncodedPolicy[];
  readonly #ofTenant: readonly BitSet[];
  readonly #rolesInPart: readonly RoleInPart[];
  readonly #byAbout = new Map<string, Stop>();
  readonly #rows = new Map<string, Row>();

  constructor(logic: Logic, policies: readonly EncodedPolicy[], rolesInPart: readonly RoleInPart[]) {
    this.#logic = logic;
    this.#policies = policies;
    this.#rolesInPart = rolesInPart;
    this.#ofTenant = [0, 1].map((index) => bitSetWhere(policies, ({ tenantIndex }) => tenantIndex === index));
    for (const policy of policies) this.#about(policy, CERTAIN);
  }

  /** The numbers of the stops that a tenant's policies are to a class. A policy that can't be about the class has none. */
  numbersFor(principals: PrincipalClass, tenantIndex: number): BitSet {
    const { isInDirectory, identities, included, live, rolesInPart: inPart } = principals;
    const identity = identities[tenantIndex];
    if (identity === undefined) return emptyBitSet(0);
    const rolesInPart = this.#rolesHeld(tenantIndex, (_, at) => hasBit(inPart, this.#policies.length + at));
    const named = { include: false, exclude: false, isInDirectory, identity, rolesInPart };
    const own = intersection(live, this.#ofTenant[tenantIndex] ?? live);
    const ofOthers = this.#numbersIn(named, difference(own, included));
    return union(this.#numbersIn({ ...named, include: true }, intersection(own, included)), ofOthers);
  }

  /** The numbers of the stops that these policies are to somebody that they name so. */
  #numbersIn(named: NamedBy, policies: BitSet): BitSet {
    // Home tenants need no place in the key: classes whose home tenants matter differ in the policies that are live or include them.
    const key = [named.include, named.isInDirectory, named.identity.type, ...named.rolesInPart].join(" ");
    const row = this.#rows.get(key) ?? { stops: [], certain: emptyBitSet(this.#policies.length) };
    this.#rows.set(key, row);
    const certain = intersection(policies, row.certain);
    const others = numbersIn(difference(policies, row.certain)).map((number) => {
      const policy = this.#policies[number] as EncodedPolicy;
      const stop = row.stops[number] ?? this.#about(policy, policy.about(named));
      row.stops[number] = stop;
      putBit(row.certain, number, stop.number === number);
      return stop.number;
    });
    return others.length === 0 ? certain : union(certain, bitSetOf(others));
  }

  /** The stops of these numbers, in the order of their policies. */
  of(numbers: readonly number[]): readonly Stop[] {
    const stops = numbers.map((number) => this.all[number] as Stop);
    return stops.sort((one, other) => one.policy.number - other.policy.number);
  }

  /** What each policy of a tenant is to one principal. */
  ofPrincipal(principal: Principal, tenantIndex: number): readonly Stop[] {
    const id = principal.kind === "person" ? principal.id : undefined;
    const rolesInPart = this.#rolesHeld(
      tenantIndex,
      ({ membership, holders }) => id !== undefined && membership.isAmong(id, holders),
    );
    const who = { identity: principal.identity, isInDirectory: principal.kind !== "outsider", rolesInPart };
    return this.#policies
      .filter((one) => one.tenantIndex === tenantIndex)
      .map((one) => {
        const { include, exclude } = one.policy.users;
        const isNamed = (assignment: UserAssignment) => namesPerson(assignment, "include", id, one.membership);
        return this.#about(one, one.about({ ...who, include: isNamed(include), exclude: isNamed(exclude) }));
      });
  }

  #rolesHeld(tenantIndex: number, isHeld: (role: RoleInPart, at: number) => boolean): ReadonlySet<RoleId> {
    const held = this.#rolesInPart.filter((one, at) => one.tenantIndex === tenantIndex && isHeld(one, at));
    return new Set(held.map(({ role }) => role));
  }

  #about(policy: EncodedPolicy, about: Pair): Stop {
    const key = `${policy.number} ${JSON.stringify(about)}`;
    const stop = this.#byAbout.get(key) ?? this.#add(policy, about);
    this.#byAbout.set(key, stop);
    return stop;
  }

  #add(policy: EncodedPolicy, about: Pair): Stop {
    const { is, isNot } = everyOf([...policy.parts.flatMap((part) => part?.met ?? []), about]);
    const passes = this.#logic.solver.variable();
    this.#logic.solver.add([negate(passes), this.#logic.implying(isNot)]);
    // Few stops are asked to stop a sign-in, so that this literal is made when it is asked for.
    let stops: Literal | undefined;
    const literal = (): Literal => {
      stops ??= this.#logic.implying(is);
      return stops;
    };
    const stop = { number: this.all.length, policy, about, passes, passing: isNot, stopping: is, stops: literal };
    this.all.push(stop);
    return stop;
  }
}
