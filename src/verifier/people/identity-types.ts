import type { HomeTenantId } from "../../law/model/ids";
import type { AssignmentSide, Policy } from "../../law/model/policy";
import { type HomeTenant, type IdentityType, OUTSIDER_TYPES, type PersonClass } from "../../law/model/sign-in";
import { type Truth, truthOf } from "../../law/model/truth";
import { namesIdentityType } from "../../law/users";
import { openReadingOf } from "../encoding/users";
import { type BitSet, emptyBitSet, keyOf, putBit } from "./bit-set";

/** One identity type in each of the tenants; undefined where the person isn't in that tenant. */
export type IdentityTypes = readonly (IdentityType | undefined)[];

/** A policy, and which of the tenants it is of. */
export interface PlacedPolicy {
  readonly policy: Policy;
  readonly tenantIndex: number;
}

/** The policies that name somebody of these identity types, whoever it is: for certain, or for certain or unclear. */
export interface IdentityNaming {
  readonly identities: IdentityTypes;
  readonly included: BitSet;
  readonly mayInclude: BitSet;
  readonly excluded: BitSet;
  readonly mayExclude: BitSet;
}

/**
 * Home tenants that policies tell apart: of all that the same lists name, the one with the lowest id; and `unnamed`, which
 * stands for those that no list names. Policies may name very many, so each list is gone through once.
 */
export function namedHomeTenants(policies: readonly Policy[]): readonly HomeTenant[] {
  const classOf = new Map<HomeTenantId, number>();
  let classes = 1;
  for (const { guests } of policies.flatMap(({ users }) => [users.include, users.exclude])) {
    if (guests?.homes.kind !== "enumerated") continue;
    const splitOff = new Map<number, number>();
    for (const home of guests.homes.tenants) {
      const before = classOf.get(home) ?? 0;
      const after = splitOff.get(before) ?? classes++;
      splitOff.set(before, after);
      classOf.set(home, after);
    }
  }
  const lowest = new Map<number, HomeTenantId>();
  for (const [home, number] of classOf) {
    const known = lowest.get(number);
    if (known === undefined || home < known) lowest.set(number, home);
  }
  return ["unnamed", ...[...lowest.values()].sort()];
}

/** Every identity type that somebody of this type may have: the home tenant of an external identity can't be read, so it may be any. */
export function identityTypesOf(type: IdentityType["type"], homes: readonly HomeTenant[]): readonly IdentityType[] {
  const isInternal = type === "member" || type === "internalGuest";
  return isInternal ? [{ type, home: "unnamed" }] : homes.map((home) => ({ type, home }));
}

/** The first of those that every policy names alike. */
export function* distinct(
  all: Iterable<IdentityTypes>,
  candidates: readonly PlacedPolicy[],
  areReadingsOpen = false,
): Generator<IdentityNaming> {
  const seen = new Set<string>();
  for (const identities of all) {
    const set = (): BitSet => emptyBitSet(candidates.length);
    const sets = { included: set(), mayInclude: set(), excluded: set(), mayExclude: set() };
    for (const [number, { policy, tenantIndex }] of candidates.entries()) {
      const include = names(policy, "include", identities[tenantIndex], areReadingsOpen);
      const exclude = names(policy, "exclude", identities[tenantIndex], areReadingsOpen);
      if (include === "yes") putBit(sets.included, number, true);
      if (include !== "no") putBit(sets.mayInclude, number, true);
      if (exclude === "yes") putBit(sets.excluded, number, true);
      if (exclude !== "no") putBit(sets.mayExclude, number, true);
    }
    const key = [...identities.map((one) => one?.type), ...Object.values(sets).map(keyOf)].join(" ");
    if (seen.has(key)) continue;
    seen.add(key);
    yield { identities, ...sets };
  }
}

/** Somebody who isn't in a tenant is as good as excluded by its policies. */
function names({ users }: Policy, clause: AssignmentSide, identity?: IdentityType, areReadingsOpen?: boolean): Truth {
  if (identity === undefined) return truthOf(clause === "exclude");
  if (areReadingsOpen && openReadingOf(users[clause], identity) !== undefined) return "unclear";
  return users[clause].everyone ? "yes" : namesIdentityType(users[clause], clause, identity);
}

/** The classes that somebody may be of in each of the tenants; none where they aren't. */
type Classes = readonly (readonly PersonClass[])[];

/** The bound on identity types that policies tell apart. Beyond it the verdict is unknown, unless a bypass is found for one of these. */
export const MOST_IDENTITY_TYPES = 100_000;

/** The identity types that principals may have, one of each that candidate policies name alike. */
export class IdentityTypeClasses {
  /** False iff somebody may have more than {@link MOST_IDENTITY_TYPES}. */
  areWhole = true;
  readonly #tenants: number;
  readonly #candidates: readonly PlacedPolicy[];
  readonly #areReadingsOpen: boolean;
  readonly #homes: readonly HomeTenant[];
  readonly #byClasses = new Map<string, readonly IdentityNaming[]>();

  /** @param tenants one, or the two that are compared: how many there are */
  constructor(tenants: number, candidates: readonly PlacedPolicy[], areReadingsOpen: boolean) {
    this.#tenants = tenants;
    this.#candidates = candidates;
    this.#areReadingsOpen = areReadingsOpen;
    this.#homes = namedHomeTenants(candidates.map(({ policy }) => policy));
  }

  ofPeople(classes: Classes): readonly IdentityNaming[] {
    const key = classes.join("|");
    const known = this.#byClasses.get(key) ?? this.#distinct(this.#of(classes));
    this.#byClasses.set(key, known);
    return known;
  }

  ofOutsiders(): readonly IdentityNaming[] {
    return this.#distinct(this.#inEach(OUTSIDER_TYPES));
  }

  /** Where the classes are the same in all tenants, so is the identity type; else each of the one goes with each of the other. */
  #of(classes: Classes): Iterable<IdentityTypes> {
    const [first = [], ...others] = classes;
    if (others.every((other) => other.join() === first.join())) return this.#inEach(first);
    const [before = [], after = []] = classes.map((types, tenant) => {
      const own = types.length === 0 ? [undefined] : this.#identityTypesOf(types);
      const alone = own.map((identity) => classes.map((_, at) => (at === tenant ? identity : undefined)));
      return this.#distinct(alone).map(({ identities }) => identities[tenant]);
    });
    return pairs(before, after);
  }

  *#inEach(types: readonly IdentityType["type"][]): Generator<IdentityTypes> {
    for (const identity of this.#identityTypesOf(types)) yield Array<IdentityType>(this.#tenants).fill(identity);
  }

  #identityTypesOf(types: readonly IdentityType["type"][]): readonly IdentityType[] {
    return types.flatMap((type) => identityTypesOf(type, this.#homes));
  }

  #distinct(all: Iterable<IdentityTypes>): readonly IdentityNaming[] {
    const found: IdentityNaming[] = [];
    for (const naming of distinct(all, this.#candidates, this.#areReadingsOpen)) {
      if (found.length === MOST_IDENTITY_TYPES) {
        this.areWhole = false;
        break;
      }
      found.push(naming);
    }
    return found;
  }
}

function* pairs<T>(before: readonly T[], after: readonly T[]): Generator<readonly T[]> {
  for (const one of before) for (const other of after) yield [one, other];
}
