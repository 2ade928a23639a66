import type { HomeTenantId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import { type HomeTenant, type IdentityType, OUTSIDER_TYPES, type PersonClass } from "../../law/model/sign-in";
import {
  homeLists,
  type IdentityNaming,
  IdentityNamings,
  type IdentityTypes,
  type PlacedPolicy,
} from "./identity-naming";

/**
 * Home tenants that policies tell apart: of all that the same lists name, the one with the lowest id; and `unnamed`, which
 * stands for those that no list names. Policies may name very many, so each list is gone through once.
 */
export function namedHomeTenants(policies: readonly Policy[]): readonly HomeTenant[] {
  const classOf = new Map<HomeTenantId, number>();
  let classes = 1;
  for (const [, tenants] of homeLists(policies)) {
    const splitOff = new Map<number, number>();
    for (const home of tenants) {
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

/** The classes that somebody may be of in each of the tenants; none where they aren't. */
type Classes = readonly (readonly PersonClass[])[];

/** The bound on identity types that policies tell apart. Beyond it the verdict is unknown, unless a bypass is found for one of these. */
export const MOST_IDENTITY_TYPES = 100_000;

/** The identity types that principals may have, one of each that candidate policies name alike. */
export class IdentityTypeClasses {
  /** False iff somebody may have more than {@link MOST_IDENTITY_TYPES}. */
  areWhole = true;
  readonly #tenants: number;
  readonly #homes: readonly HomeTenant[];
  readonly #namings: IdentityNamings;
  readonly #byClasses = new Map<string, readonly IdentityNaming[]>();

  /** @param tenants one, or the two that are compared: how many there are */
  constructor(tenants: number, candidates: readonly PlacedPolicy[], areReadingsOpen: boolean) {
    this.#tenants = tenants;
    this.#homes = namedHomeTenants(candidates.map(({ policy }) => policy));
    this.#namings = new IdentityNamings(candidates, areReadingsOpen);
  }

  ofPeople(classes: Classes): readonly IdentityNaming[] {
    const key = classes.join("|");
    const known = this.#byClasses.get(key) ?? this.#atMost(this.#of(classes));
    this.#byClasses.set(key, known);
    return known;
  }

  ofOutsiders(): readonly IdentityNaming[] {
    return this.#atMost(this.#namings.distinct(this.#inEach(OUTSIDER_TYPES)));
  }

  /** Where the classes are the same in all tenants, so is the identity type. */
  #of(classes: Classes): Generator<IdentityNaming> {
    const [first = [], ...others] = classes;
    if (others.every((other) => other.join() === first.join())) return this.#namings.distinct(this.#inEach(first));
    return this.#namings.distinctPairs(
      classes.map((types) => (types.length === 0 ? [undefined] : this.#identityTypesOf(types))),
    );
  }

  *#inEach(types: readonly IdentityType["type"][]): Generator<IdentityTypes> {
    for (const identity of this.#identityTypesOf(types)) yield Array<IdentityType>(this.#tenants).fill(identity);
  }

  #identityTypesOf(types: readonly IdentityType["type"][]): readonly IdentityType[] {
    return types.flatMap((type) => identityTypesOf(type, this.#homes));
  }

  #atMost(namings: Generator<IdentityNaming>): readonly IdentityNaming[] {
    const found: IdentityNaming[] = [];
    for (const naming of namings) {
      if (found.length === MOST_IDENTITY_TYPES) {
        this.areWhole = false;
        break;
      }
      found.push(naming);
    }
    return found;
  }
}
