import type { RoleId } from "../../law/model/ids";
import type { UserAssignment } from "../../law/model/policy";
import type { Principal } from "../../law/model/sign-in";
import { namesPerson } from "../../law/users";
import type { IdentityTypes } from "../people/identity-types";
import { type BitSet, bitOf, type Naming, numbersIn } from "../people/partition";
import { type Formula, type Literal, negate } from "../solver/formula";
import { CERTAIN, everyOf, IMPOSSIBLE, type Logic, type Pair } from "./logic";
import type { Part } from "./policy-parts";
import type { EncodedPolicy, NamedBy, RoleInPart } from "./users";

/** One policy, for everyone that it names in the same way. */
export interface Stop {
  readonly number: number;
  readonly bit: BitSet;
  readonly policy: EncodedPolicy;
  /** Whether the policy is about them. */
  readonly about: Pair;
  /** All clauses of the policy, in the order of the law. */
  readonly parts: readonly Part[];
  /** Assume it to let the sign-in through. It is true only if the policy doesn't stop the sign-in. */
  readonly passes: Literal;
  /** True only if the policy doesn't stop the sign-in, as a formula. */
  readonly passing: Formula;
  /** True only if the policy stops the sign-in. */
  readonly stopping: Formula;
}

/** What the policies of one tenant are to principals that each of them names in the same way. */
interface Row {
  /** The policies that are certainly about them. The stop of such a policy has the policy's number. */
  readonly certain: BitSet;
  /** The stops of the policies that may be about them. */
  readonly open: readonly Stop[];
}

/** The numbers of a row's stops, of some policies. */
const among = (policies: BitSet, { certain, open }: Row): BitSet =>
  (certain & policies) | setOf(open.filter(({ policy }) => (policies & bitOf(policy.number)) !== 0n));

/** What each policy is to each class of principals. Policies that name two classes alike have the same stops for both. */
export class Stops {
  /** All stops so far, by number. First comes one stop of each policy, for everyone that it is certainly about. */
  readonly all: Stop[] = [];
  readonly #logic: Logic;
  readonly #policies: readonly EncodedPolicy[];
  readonly #rolesInPart: readonly RoleInPart[];
  readonly #byAbout = new Map<string, Stop>();
  readonly #rows = new Map<string, Row>();

  constructor(logic: Logic, policies: readonly EncodedPolicy[], rolesInPart: readonly RoleInPart[]) {
    this.#logic = logic;
    this.#policies = policies;
    this.#rolesInPart = rolesInPart;
    for (const policy of policies) this.#about(policy, CERTAIN);
  }

  /**
   * The numbers of the stops that each tenant's policies are to somebody; undefined for a tenant that they aren't in. A policy that can't
   * be about them has none.
   */
  ofEach(identities: IdentityTypes, isInDirectory: boolean, naming: Naming): readonly (BitSet | undefined)[] {
    return identities.map((identity, tenantIndex) => {
      if (identity === undefined) return undefined;
      const { included, excluded } = naming;
      const isHeld = (_: RoleInPart, at: number) => (included & bitOf(this.#policies.length + at)) !== 0n;
      const rolesInPart = this.#rolesHeld(tenantIndex, isHeld);
      const rowOf = (include: boolean) =>
        this.#rowOf({ identity, isInDirectory, rolesInPart, include, exclude: false }, tenantIndex);
      const left = among(~(included | excluded), rowOf(false));
      return included === 0n ? left : left | among(included, rowOf(true));
    });
  }

  #rowOf(named: NamedBy, tenantIndex: number): Row {
    const { identity, isInDirectory, rolesInPart, include } = named;
    const key = [tenantIndex, identity.type, identity.home, isInDirectory, include, ...rolesInPart].join(" ");
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    const stops = this.#policies.flatMap((policy) => {
      const about = policy.tenantIndex === tenantIndex ? policy.about(named) : IMPOSSIBLE;
      const isNever = about.is.kind === "any" && about.is.parts.length === 0;
      return isNever ? [] : this.#about(policy, about);
    });
    const isCertain = ({ number, policy }: Stop) => number === policy.number;
    const row = { certain: setOf(stops.filter(isCertain)), open: stops.filter((one) => !isCertain(one)) };
    this.#rows.set(key, row);
    return row;
  }

  /** The stops with these numbers, in the order of their policies. */
  of(numbers: BitSet): readonly Stop[] {
    const stops = numbersIn(numbers).map((number) => this.all[number] as Stop);
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
    const parts = policy.parts.map((part) => part ?? ({ reason: "users", met: about } as const));
    const { is, isNot } = everyOf(parts.map(({ met }) => met));
    const passes = this.#logic.solver.variable();
    this.#logic.solver.add([negate(passes), this.#logic.implying(isNot)]);
    const number = this.all.length;
    const stop = { number, bit: bitOf(number), policy, about, parts, passes, passing: isNot, stopping: is };
    this.all.push(stop);
    return stop;
  }
}

/** The set of the numbers of these stops. */
export const setOf = (stops: readonly Stop[]): BitSet => stops.reduce((bits, { bit }) => bits | bit, 0n);
