import type { HomeTenantId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { IdentityType } from "../../law/model/sign-in";
import { some, type Truth, truthOf } from "../../law/model/truth";
import { namesIdentityType } from "../../law/users";
import { openReadingOf } from "../encoding/users";
import { type BitSet, clearBit, either, emptyBitSet, keyOf, setBit } from "./bit-set";

/** One identity type in each of the tenants; undefined where the person isn't in that tenant. */
export type IdentityTypes = readonly (IdentityType | undefined)[];

/** A policy, and which of the tenants it is of. */
export interface PlacedPolicy {
  readonly policy: Policy;
  readonly tenantIndex: number;
}

const SETS = ["included", "mayInclude", "excluded", "mayExclude"] as const;

/** The policies that name somebody: for certain (`included`, `excluded`), or for certain or unclear. */
type NamedBy = { readonly [S in (typeof SETS)[number]]: BitSet };

const setsBy = (set: (name: (typeof SETS)[number]) => BitSet): NamedBy => ({
  included: set("included"),
  mayInclude: set("mayInclude"),
  excluded: set("excluded"),
  mayExclude: set("mayExclude"),
});

/** How policies name one identity type in each of the tenants, whoever it belongs to. */
export interface IdentityNaming extends NamedBy {
  readonly identities: IdentityTypes;
}

/** Home tenants that are listed here are named by a policy of this number. */
type ByHome = ReadonlyMap<string, readonly number[]>;

interface NamedInTenant {
  readonly identity: IdentityType | undefined;
  readonly key: string;
  readonly namedBy: NamedBy;
}

/**
 * How policies name identity types. Policies may list very many home tenants, so a type is looked up in all
 * policies once; from one home to the next only those are asked again that list it.
 */
export class IdentityNamings {
  readonly #candidates: readonly PlacedPolicy[];
  readonly #byHome: ByHome;
  readonly #areReadingsOpen: boolean;
  readonly #ofType = new Map<string, NamedBy>();

  constructor(candidates: readonly PlacedPolicy[], areReadingsOpen = false) {
    this.#candidates = candidates;
    this.#areReadingsOpen = areReadingsOpen;
    this.#byHome = byHome(candidates);
  }

  /** One of the identity types that every policy names alike, the same in all tenants: the first. */
  *distinct(identities: Iterable<IdentityType>, tenants: number): Generator<IdentityNaming> {
    const seen = new Set<string>();
    for (const identity of identities) {
      const inEach = Array.from({ length: tenants }, (_, tenant) => this.#inTenant(identity, tenant));
      const key = inEach.map((one) => one.key).join();
      if (seen.has(key)) continue;
      seen.add(key);
      yield together(inEach);
    }
  }

  /** The same where the identity types differ from tenant to tenant: each of the one goes with each of the other. */
  *distinctPairs(perTenant: readonly (readonly (IdentityType | undefined)[])[]): Generator<IdentityNaming> {
    const distinct = perTenant.map((identities, tenant) => {
      const byKey = new Map<string, NamedInTenant>();
      for (const identity of identities) {
        const one = this.#inTenant(identity, tenant);
        if (!byKey.has(one.key)) byKey.set(one.key, one);
      }
      return [...byKey.values()];
    });
    for (const inEach of crossed(distinct)) yield together(inEach);
  }

  #inTenant(identity: IdentityType | undefined, tenant: number): NamedInTenant {
    const namedBy = this.#namedBy(identity, tenant);
    const key = `${identity?.type} ${SETS.map((name) => keyOf(namedBy[name])).join("")}`;
    return { identity, key, namedBy };
  }

  #namedBy(identity: IdentityType | undefined, tenant: number): NamedBy {
    const listing = identity === undefined ? undefined : this.#byHome.get(identity.home);
    const anywhere = identity && { ...identity, home: "unnamed" as const };
    const key = `${identity?.type} ${tenant}`;
    let ofType = this.#ofType.get(key);
    if (ofType === undefined) {
      ofType = setsBy(() => emptyBitSet(this.#candidates.length));
      for (const candidate of this.#candidates.keys()) this.#ask(ofType, candidate, anywhere, tenant);
      this.#ofType.set(key, ofType);
    }
    if (listing === undefined) return ofType;
    const ofAnyHome = ofType;
    const ofHome = setsBy((name) => ofAnyHome[name].slice());
    for (const candidate of listing) this.#ask(ofHome, candidate, identity, tenant);
    return ofHome;
  }

  #ask(namedBy: NamedBy, number: number, identity: IdentityType | undefined, tenant: number): void {
    const candidate = this.#candidates[number];
    if (candidate === undefined || candidate.tenantIndex !== tenant) return;
    const include = names(candidate.policy, "include", identity, this.#areReadingsOpen);
    const exclude = names(candidate.policy, "exclude", identity, this.#areReadingsOpen);
    put(namedBy.included, number, include === "yes");
    put(namedBy.mayInclude, number, include !== "no");
    put(namedBy.excluded, number, exclude === "yes");
    put(namedBy.mayExclude, number, exclude !== "no");
  }
}

/** Somebody who isn't in a tenant is as good as excluded by its policies. */
function names(
  { users }: Policy,
  clause: "include" | "exclude",
  identity: IdentityType | undefined,
  areReadingsOpen: boolean,
): Truth {
  if (identity === undefined) return truthOf(clause === "exclude");
  if (areReadingsOpen && openReadingOf(users[clause], identity) !== undefined) return "unclear";
  return some([truthOf(users[clause].everyone), namesIdentityType(users[clause], clause, identity)]);
}

function byHome(candidates: readonly PlacedPolicy[]): ByHome {
  const numbers = new Map<HomeTenantId, number[]>();
  for (const [number, { policy }] of candidates.entries())
    for (const { guests } of [policy.users.include, policy.users.exclude])
      if (guests?.homes.kind === "enumerated")
        for (const home of guests.homes.tenants) {
          const known = numbers.get(home);
          if (known === undefined) numbers.set(home, [number]);
          else known.push(number);
        }
  return numbers;
}

const put = (bits: BitSet, number: number, isIn: boolean): void =>
  isIn ? setBit(bits, number) : clearBit(bits, number);

/** A policy belongs to one tenant, so nothing is lost by putting them together. */
const together = (inEach: readonly NamedInTenant[]): IdentityNaming => ({
  identities: inEach.map(({ identity }) => identity),
  ...setsBy((name) => inEach.map(({ namedBy }) => namedBy[name]).reduce(either)),
});

function* crossed<T>([options, ...others]: readonly (readonly T[])[]): Generator<readonly T[]> {
  if (options === undefined) yield [];
  else for (const option of options) for (const rest of crossed(others)) yield [option, ...rest];
}
