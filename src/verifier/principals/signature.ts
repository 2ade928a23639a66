import { type BitSet, bitSetWhere, keyOf } from "../search/bit-set";
import { type CandidatePolicy, mayStop } from "../search/candidate-policy";
import type { IdentityNaming } from "./identity-naming";
import type { Naming } from "./partition";

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
