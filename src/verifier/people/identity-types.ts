import type { HomeTenantId } from "../../law/model/ids";
import type { AssignmentSide, Policy, UserAssignment } from "../../law/model/policy";
import type { HomeTenant, IdentityType } from "../../law/model/sign-in";
import { type Truth, truthOf } from "../../law/model/truth";
import { namesType, TYPE_TRUTHS } from "../../law/users";
import type { EncodedPolicy } from "../encoding/users";
import { type BitSet, emptyBitSet, keyOf, putBit, union } from "./bit-set";

/** One identity type in each of the tenants; undefined if the person isn't in that tenant. */
export type IdentityTypes = readonly (IdentityType | undefined)[];

/** A policy, and the index of its tenant. */
export type PlacedPolicy = Pick<EncodedPolicy, "policy" | "tenantIndex">;

/** The policies that name everybody of these identity types: certainly, or possibly. */
export interface IdentityNaming {
  readonly identities: IdentityTypes;
  readonly included: BitSet;
  readonly mayInclude: BitSet;
  readonly excluded: BitSet;
  readonly mayExclude: BitSet;
}

/**
 * The home tenants that policies distinguish: of all that the same lists name, the one with the lowest id; and `unnamed`, for those that
 * no list names. Policies may name very many home tenants, so each list is read once.
 */
export function namedHomeTenants(policies: readonly Policy[]): readonly HomeTenant[] {
  const listsOf = new Map<HomeTenantId, string>();
  for (const [number, { users }] of policies.entries())
    for (const side of SIDES)
      for (const home of listedIn(users[side])) listsOf.set(home, `${listsOf.get(home) ?? ""}${side} ${number} `);
  const lowest = new Map<string | undefined, HomeTenantId>();
  for (const home of [...listsOf.keys()].sort())
    if (!lowest.has(listsOf.get(home))) lowest.set(listsOf.get(home), home);
  return ["unnamed", ...lowest.values()];
}

/** Every identity type that somebody of this type may have. The home tenant of an external identity isn't known, so it may be any. */
export function identityTypesOf(type: IdentityType["type"], homes: readonly HomeTenant[]): readonly IdentityType[] {
  const isInternal = type === "member" || type === "internalGuest";
  return isInternal ? [{ type, home: "unnamed" }] : homes.map((home) => ({ type, home }));
}

/** The types that somebody may have in each of the tenants; none in a tenant that doesn't have them. */
export type Types = readonly (readonly IdentityType["type"][])[];

/** The policies that include somebody, may include them, exclude them, and may exclude them. */
type Sets = readonly [included: BitSet, mayInclude: BitSet, excluded: BitSet, mayExclude: BitSet];

/** The most identity types that policies distinguish. Beyond it the verdict is *unknown*, unless a bypass is found for one of these. */
const MOST_IDENTITY_TYPES = 100_000;

/**
 * The identity types that principals may have, one of all that candidate policies name alike. A home tenant matters only by the lists
 * of policies that name it, and lists may be long.
 */
export class IdentityTypeClasses {
  /** False iff somebody may have more than {@link MOST_IDENTITY_TYPES}. */
  areWhole = true;
  readonly #candidates: readonly PlacedPolicy[];
  readonly #areReadingsOpen: boolean;
  readonly #homes: readonly HomeTenant[];
  /** For each listed home tenant, the policies that list it. */
  readonly #listing = new Map<HomeTenant, Set<number>>();
  readonly #byType = new Map<string, Sets>();
  readonly #byTypes = new Map<string, readonly IdentityNaming[]>();

  constructor(candidates: readonly PlacedPolicy[], areReadingsOpen = false) {
    this.#candidates = candidates;
    this.#areReadingsOpen = areReadingsOpen;
    this.#homes = namedHomeTenants(candidates.map(({ policy }) => policy));
    candidates.forEach(({ policy: { users } }, number) => {
      for (const side of SIDES)
        for (const home of listedIn(users[side]))
          this.#listing.set(home, (this.#listing.get(home) ?? new Set()).add(number));
    });
  }

  /** If the types are the same in all tenants, so is the identity type. If not, each type of one goes with each type of the other. */
  of(classes: Types): readonly IdentityNaming[] {
    const key = classes.join("|");
    const known = this.#byTypes.get(key) ?? this.#distinct(this.#all(classes));
    this.#byTypes.set(key, known);
    return known;
  }

  #all(classes: Types): Iterable<IdentityTypes> {
    const [first = [], ...others] = classes;
    const identitiesOf = (types: Types[number]) => types.flatMap((type) => identityTypesOf(type, this.#homes));
    if (others.every((other) => other.join() === first.join()))
      return identitiesOf(first).map((identity) => classes.map(() => identity));
    const [before = [], after = []] = classes.map((types, tenant) => {
      const own = types.length === 0 ? [undefined] : identitiesOf(types);
      const alone = own.map((identity) => classes.map((_, at) => (at === tenant ? identity : undefined)));
      return this.#distinct(alone).map(({ identities }) => identities[tenant]);
    });
    return pairs(before, after);
  }

  #distinct(all: Iterable<IdentityTypes>): readonly IdentityNaming[] {
    const found = new Map<string, IdentityNaming>();
    for (const identities of all) {
      const sets = this.#naming(identities);
      const key = [...identities.map((one) => one?.type), ...sets.map(keyOf)].join(" ");
      if (found.has(key)) continue;
      if (found.size === MOST_IDENTITY_TYPES) {
        this.areWhole = false;
        break;
      }
      const [included, mayInclude, excluded, mayExclude] = sets;
      found.set(key, { identities, included, mayInclude, excluded, mayExclude });
    }
    return [...found.values()];
  }

  #naming(identities: IdentityTypes): Sets {
    const [first, ...others] = identities.map((identity, tenantIndex) => this.#inTenant(identity, tenantIndex));
    const joined = (sets: Sets, more: Sets) => sets.map((set, at) => union(set, more[at] as BitSet)) as unknown as Sets;
    return others.reduce(joined, first ?? this.#noSets());
  }

  /** How policies of a tenant name an identity type. A home tenant matters only to the policies that list it. */
  #inTenant(identity: IdentityType | undefined, tenantIndex: number): Sets {
    const key = `${identity?.type} ${tenantIndex}`;
    const unlisted = identity && { ...identity, home: "unnamed" as const };
    const all = this.#candidates.keys();
    const ofNoList = this.#byType.get(key) ?? this.#named(this.#noSets(), all, unlisted, tenantIndex);
    this.#byType.set(key, ofNoList);
    const listing = identity && this.#listing.get(identity.home);
    if (listing === undefined) return ofNoList;
    return this.#named(ofNoList.map((set) => set.slice()) as unknown as Sets, listing, identity, tenantIndex);
  }

  /** The sets, corrected for some policies. */
  #named(sets: Sets, numbers: Iterable<number>, identity: IdentityType | undefined, tenantIndex: number): Sets {
    for (const number of numbers) {
      const candidate = this.#candidates[number];
      if (candidate?.tenantIndex !== tenantIndex) continue;
      for (const [at, side] of SIDES.entries()) {
        const truth = names(candidate.policy, side, identity, this.#areReadingsOpen);
        putBit(sets[2 * at] as BitSet, number, truth === "yes");
        putBit(sets[2 * at + 1] as BitSet, number, truth !== "no");
      }
    }
    return sets;
  }

  #noSets(): Sets {
    const none = (): BitSet => emptyBitSet(this.#candidates.length);
    return [none(), none(), none(), none()];
  }
}

const SIDES = ["include", "exclude"] as const;
const NO_HOMES: ReadonlySet<HomeTenantId> = new Set();

const listedIn = ({ guests }: UserAssignment): ReadonlySet<HomeTenantId> =>
  guests?.homes.kind === "enumerated" ? guests.homes.tenants : NO_HOMES;

/** The policies of a tenant exclude somebody who isn't in it. A reading that is open is *unclear*. */
function names({ users }: Policy, side: AssignmentSide, identity?: IdentityType, areReadingsOpen?: boolean): Truth {
  if (identity === undefined) return truthOf(side === "exclude");
  const terms = areReadingsOpen ? { ...TYPE_TRUTHS, isReadSo: TYPE_TRUTHS.isUnclear } : TYPE_TRUTHS;
  return namesType(users[side], side, identity, terms);
}

function* pairs<T>(before: readonly T[], after: readonly T[]): Generator<readonly T[]> {
  for (const one of before) for (const other of after) yield [one, other];
}
