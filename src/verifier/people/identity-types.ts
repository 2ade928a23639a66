import type { HomeTenantId } from "../../law/model/ids";
import type { AssignmentSide, Policy, UserAssignment } from "../../law/model/policy";
import { type HomeTenant, type IdentityType, OUTSIDER_TYPES, type PersonClass } from "../../law/model/sign-in";
import { type Truth, truthOf } from "../../law/model/truth";
import { namesIdentityType } from "../../law/users";
import { openReadingOf } from "../encoding/users";
import { type BitSet, both, either, emptyBitSet, keyOf, putBit, without } from "./bit-set";

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
  for (const assignment of policies.flatMap(({ users }) => [users.include, users.exclude])) {
    const splitOff = new Map<number, number>();
    for (const home of listedIn(assignment)) {
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
  const policies = new IdentityNamers(candidates, areReadingsOpen);
  const seen = new Set<string>();
  for (const identities of all) {
    const sets = policies.naming(identities);
    const key = [...identities.map((one) => one?.type), ...sets.map(keyOf)].join(" ");
    if (seen.has(key)) continue;
    seen.add(key);
    const [included, mayInclude, excluded, mayExclude] = sets;
    yield { identities, included, mayInclude, excluded, mayExclude };
  }
}

/** The policies that include somebody, may include them, exclude them, and may exclude them. */
type Sets = readonly [included: BitSet, mayInclude: BitSet, excluded: BitSet, mayExclude: BitSet];

/** How policies name identity types. All that a home tenant matters for is which lists it is in, and lists may be long. */
class IdentityNamers {
  readonly #candidates: readonly PlacedPolicy[];
  readonly #areReadingsOpen: boolean;
  /** The policies that list a home tenant, among those that they include and among those that they exclude. */
  readonly #listing = new Map<HomeTenant, Readonly<Record<AssignmentSide, BitSet>>>();
  readonly #ofType = new Map<string, { readonly listed: Sets; readonly others: Sets }>();

  constructor(candidates: readonly PlacedPolicy[], areReadingsOpen: boolean) {
    this.#candidates = candidates;
    this.#areReadingsOpen = areReadingsOpen;
    candidates.forEach(({ policy: { users } }, number) => {
      for (const side of ["include", "exclude"] as const)
        for (const home of listedIn(users[side])) {
          const listing = this.#listing.get(home) ?? { include: this.#none(), exclude: this.#none() };
          this.#listing.set(home, listing);
          putBit(listing[side], number, true);
        }
    });
  }

  naming(identities: IdentityTypes): Sets {
    const [first, ...others] = identities.map((identity, tenantIndex) => this.#inTenant(identity, tenantIndex));
    return others.reduce((sets, more) => combined(sets, more, either), first ?? this.#noSets());
  }

  #inTenant(identity: IdentityType | undefined, tenantIndex: number): Sets {
    const key = `${identity?.type} ${tenantIndex}`;
    const known = this.#ofType.get(key) ?? {
      listed: this.#named(identity, tenantIndex, true),
      others: this.#named(identity, tenantIndex, false),
    };
    this.#ofType.set(key, known);
    const listing = identity && this.#listing.get(identity.home);
    if (listing === undefined) return known.others;
    const lists = [listing.include, listing.include, listing.exclude, listing.exclude] as const;
    return combined(combined(known.listed, lists, both), combined(known.others, lists, without), either);
  }

  /** @param isListed whether its home tenant is in each list */
  #named(identity: IdentityType | undefined, tenantIndex: number, isListed: boolean): Sets {
    const sets = this.#noSets();
    for (const [number, { policy, ...placed }] of this.#candidates.entries()) {
      if (placed.tenantIndex !== tenantIndex) continue;
      for (const [at, side] of (["include", "exclude"] as const).entries()) {
        const [home = "unnamed"] = isListed ? listedIn(policy.users[side]) : [];
        const truth = names(policy, side, identity && { ...identity, home }, this.#areReadingsOpen);
        putBit(sets[2 * at] as BitSet, number, truth === "yes");
        putBit(sets[2 * at + 1] as BitSet, number, truth !== "no");
      }
    }
    return sets;
  }

  #none(): BitSet {
    return emptyBitSet(this.#candidates.length);
  }

  #noSets(): Sets {
    return [this.#none(), this.#none(), this.#none(), this.#none()];
  }
}

const NO_HOMES: ReadonlySet<HomeTenantId> = new Set();

const listedIn = ({ guests }: UserAssignment): ReadonlySet<HomeTenantId> =>
  guests?.homes.kind === "enumerated" ? guests.homes.tenants : NO_HOMES;

const combined = (one: Sets, other: Sets, join: typeof either): Sets => [
  join(one[0], other[0]),
  join(one[1], other[1]),
  join(one[2], other[2]),
  join(one[3], other[3]),
];

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
