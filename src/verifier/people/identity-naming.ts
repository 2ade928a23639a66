import type { HomeTenantId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { IdentityType } from "../../law/model/sign-in";
import { type Truth, truthOf } from "../../law/model/truth";
import { namesIdentityType } from "../../law/users";
import { openReadingOf } from "../encoding/users";
import { type BitSet, either, emptyBitSet, keyOf, putBit } from "./bit-set";

/** One identity type in each of the tenants; undefined where the person isn't in that tenant. */
export type IdentityTypes = readonly (IdentityType | undefined)[];

/** A policy, and which of the tenants it is of. */
export interface PlacedPolicy {
  readonly policy: Policy;
  readonly tenantIndex: number;
}

/** The policies that name somebody: for certain (`included`, `excluded`), or for certain or unclear. */
interface NamedBy {
  readonly included: BitSet;
  readonly mayInclude: BitSet;
  readonly excluded: BitSet;
  readonly mayExclude: BitSet;
}

const setsBy = (set: (name: keyof NamedBy) => BitSet): NamedBy => ({
  included: set("included"),
  mayInclude: set("mayInclude"),
  excluded: set("excluded"),
  mayExclude: set("mayExclude"),
});

/** How policies name one identity type in each of the tenants, whoever it belongs to. */
export interface IdentityNaming extends NamedBy {
  readonly identities: IdentityTypes;
}

/** The lists of home tenants in policies, each with the number of its policy. */
export function* homeLists(policies: readonly Policy[]): Generator<readonly [number, ReadonlySet<HomeTenantId>]> {
  for (const [number, { users }] of policies.entries())
    for (const { guests } of [users.include, users.exclude])
      if (guests?.homes.kind === "enumerated") yield [number, guests.homes.tenants];
}

/**
 * How policies name identity types. Policies may list very many home tenants, so a type is looked up in all
 * policies once; from one home to the next only those are asked again that list it.
 */
export class IdentityNamings {
  readonly #candidates: readonly PlacedPolicy[];
  readonly #areReadingsOpen: boolean;
  /** The policies that list a home tenant, by number. */
  readonly #listing = new Map<string, number[]>();
  readonly #ofType = new Map<string, NamedBy>();

  constructor(candidates: readonly PlacedPolicy[], areReadingsOpen = false) {
    this.#candidates = candidates;
    this.#areReadingsOpen = areReadingsOpen;
    for (const [number, homes] of homeLists(candidates.map(({ policy }) => policy)))
      for (const home of homes) {
        const known = this.#listing.get(home);
        if (known === undefined) this.#listing.set(home, [number]);
        else known.push(number);
      }
  }

  /** The first of those that every policy names alike. */
  *distinct(all: Iterable<IdentityTypes>): Generator<IdentityNaming> {
    const seen = new Set<string>();
    for (const identities of all) {
      const inEach = identities.map((identity, tenant) => this.#namedBy(identity, tenant));
      const key = inEach.map((namedBy, tenant) => keyIn(identities[tenant], namedBy)).join();
      if (seen.has(key)) continue;
      seen.add(key);
      // A policy belongs to one tenant, so nothing is lost by putting them together.
      yield { identities, ...setsBy((name) => inEach.map((namedBy) => namedBy[name]).reduce(either)) };
    }
  }

  /** The same where the identity types differ from tenant to tenant: each of the one goes with each of the other. */
  distinctPairs(perTenant: readonly IdentityTypes[]): Generator<IdentityNaming> {
    const unlike = perTenant.map((identities, tenant) => {
      const byKey = new Map<string, IdentityType | undefined>();
      for (const identity of identities) {
        const key = keyIn(identity, this.#namedBy(identity, tenant));
        if (!byKey.has(key)) byKey.set(key, identity);
      }
      return [...byKey.values()];
    });
    return this.distinct(crossed(unlike));
  }

  #namedBy(identity: IdentityType | undefined, tenant: number): NamedBy {
    const key = `${identity?.type} ${tenant}`;
    let ofType = this.#ofType.get(key);
    if (ofType === undefined) {
      ofType = setsBy(() => emptyBitSet(this.#candidates.length));
      const anywhere = identity && { ...identity, home: "unnamed" as const };
      for (const candidate of this.#candidates.keys()) this.#ask(ofType, candidate, anywhere, tenant);
      this.#ofType.set(key, ofType);
    }
    const listing = identity && this.#listing.get(identity.home);
    if (listing === undefined) return ofType;
    const ofAnyHome = ofType;
    const ofHome = setsBy((name) => ofAnyHome[name].slice());
    for (const candidate of listing) this.#ask(ofHome, candidate, identity, tenant);
    return ofHome;
  }

  #ask(namedBy: NamedBy, number: number, identity: IdentityType | undefined, tenant: number): void {
    const candidate = this.#candidates[number];
    if (candidate?.tenantIndex !== tenant) return;
    const include = names(candidate.policy, "include", identity, this.#areReadingsOpen);
    const exclude = names(candidate.policy, "exclude", identity, this.#areReadingsOpen);
    putBit(namedBy.included, number, include === "yes");
    putBit(namedBy.mayInclude, number, include !== "no");
    putBit(namedBy.excluded, number, exclude === "yes");
    putBit(namedBy.mayExclude, number, exclude !== "no");
  }
}

const keyIn = (identity: IdentityType | undefined, namedBy: NamedBy): string =>
  `${identity?.type} ${Object.values(namedBy).map(keyOf).join("")}`;

/** Somebody who isn't in a tenant is as good as excluded by its policies. */
function names(
  { users }: Policy,
  clause: "include" | "exclude",
  identity: IdentityType | undefined,
  areReadingsOpen: boolean,
): Truth {
  if (identity === undefined) return truthOf(clause === "exclude");
  if (areReadingsOpen && openReadingOf(users[clause], identity) !== undefined) return "unclear";
  return users[clause].everyone ? "yes" : namesIdentityType(users[clause], clause, identity);
}

function* crossed<T>([options, ...others]: readonly (readonly T[])[]): Generator<readonly T[]> {
  if (options === undefined) yield [];
  else for (const option of options) for (const rest of crossed(others)) yield [option, ...rest];
}
