import { type Reading, some, type Truth, truthOf } from "../../model/truth";
import { namesIdentityType } from "../law/users";
import { type BitSet, bitSetWhere, keyOf } from "../search/bit-set";
import { type CandidatePolicy, mayStop } from "../search/candidate-policy";
import type { Naming } from "./partition";
import type { IdentityTypes } from "./people";

/**
 * The candidate policies that are about a principal, under each reading. Who has the same signature has the same
 * bypasses.
 */
export interface Signature {
  /** Equal iff the signatures are. */
  readonly key: string;
  readonly cautious: BitSet;
  readonly generous: BitSet;
}

/**
 * The candidate policies that name an identity type, whoever it belongs to: for certain (`included`, `excluded`), or for
 * certain or unclear (`mayInclude`, `mayExclude`).
 */
export interface IdentityNaming {
  readonly identities: IdentityTypes;
  readonly included: BitSet;
  readonly mayInclude: BitSet;
  readonly excluded: BitSet;
  readonly mayExclude: BitSet;
}

/** The reading under which an unclear assignment doesn't name somebody. */
const UNNAMED: { readonly [clause in "include" | "exclude"]: Reading } = { include: "cautious", exclude: "generous" };

function identityNaming(candidates: readonly CandidatePolicy[], identities: IdentityTypes): IdentityNaming {
  const named = (clause: "include" | "exclude"): readonly Truth[] =>
    candidates.map(({ policy: { users }, tenantIndex: tenant, settled }) => {
      const identity = identities[tenant];
      if (identity === undefined) return truthOf(clause === "exclude");
      const truth = some([truthOf(users[clause].everyone), namesIdentityType(users[clause], clause, identity)]);
      return settled === undefined || truth !== "unclear" ? truth : truthOf(settled[clause] !== UNNAMED[clause]);
    });
  const [include, exclude] = [named("include"), named("exclude")];
  const size = candidates.length;
  return {
    identities,
    included: bitSetWhere(size, (index) => include[index] === "yes"),
    mayInclude: bitSetWhere(size, (index) => include[index] !== "no"),
    excluded: bitSetWhere(size, (index) => exclude[index] === "yes"),
    mayExclude: bitSetWhere(size, (index) => exclude[index] !== "no"),
  };
}

/** One of each set of identity types that every candidate policy names alike: the first. */
export function distinctIdentityTypes(
  candidates: readonly CandidatePolicy[],
  all: readonly IdentityTypes[],
): readonly IdentityNaming[] {
  const distinct = new Map<string, IdentityNaming>();
  for (const identities of all) {
    const naming = identityNaming(candidates, identities);
    const { included, mayInclude, excluded, mayExclude } = naming;
    const types = identities.map((identity) => identity?.type).join();
    const key = `${types} ${[included, mayInclude, excluded, mayExclude].map(keyOf).join("")}`;
    if (!distinct.has(key)) distinct.set(key, naming);
  }
  return [...distinct.values()];
}

/** Joins how candidate policies name identity types with how they name a person by id, group and role. */
export class Signatures {
  readonly #cautious: BitSet;
  readonly #generous: BitSet;

  constructor(candidates: readonly CandidatePolicy[]) {
    const under = (reading: "cautious" | "generous"): BitSet =>
      bitSetWhere(candidates.length, (index) => {
        const candidate = candidates[index];
        return candidate !== undefined && mayStop(candidate, reading);
      });
    this.#cautious = under("cautious");
    this.#generous = under("generous");
  }

  /**
   * `cautious` has the candidate policies that are certainly about the principal, `generous` those that may be: some
   * include names them and no exclude does, as in `meetsUsers`.
   * @param naming how candidate policies name the person by id, group and role; none names an outsider that way
   */
  of(identity: IdentityNaming, naming: Naming): Signature {
    const cautious = policiesAbout(this.#cautious, identity.included, identity.mayExclude, naming);
    const generous = policiesAbout(this.#generous, identity.mayInclude, identity.excluded, naming);
    return { key: keyOf(cautious) + keyOf(generous), cautious, generous };
  }
}

function policiesAbout(stopping: BitSet, included: BitSet, excluded: BitSet, naming: Naming): BitSet {
  const bits = stopping.slice();
  for (let word = 0; word < bits.length; word++)
    bits[word] =
      (bits[word] ?? 0) &
      ((included[word] ?? 0) | (naming.included[word] ?? 0)) &
      ~((excluded[word] ?? 0) | (naming.excluded[word] ?? 0));
  return bits;
}
