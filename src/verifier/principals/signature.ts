import { some, type Truth, truthOf } from "../../model/truth";
import { namesIdentityType } from "../law/users";
import { type BitSet, bitSetWhere, keyOf } from "../search/bit-set";
import { type CandidatePolicy, mayStop } from "../search/candidate-policy";
import type { Naming } from "./partition";
import type { IdentityTypes } from "./people";

/** The candidate policies that are about somebody, under each reading. Whoever has the same signature has the same bypasses. */
export interface Signature {
  readonly key: string;
  readonly cautious: BitSet;
  readonly generous: BitSet;
}

/** How each candidate policy names somebody as a sort of identity, whoever it is: `may` is yes or unclear. */
export interface IdentityNaming {
  readonly identities: IdentityTypes;
  readonly included: BitSet;
  readonly mayInclude: BitSet;
  readonly excluded: BitSet;
  readonly mayExclude: BitSet;
}

function identityNaming(candidates: readonly CandidatePolicy[], identities: IdentityTypes): IdentityNaming {
  const named = (side: "include" | "exclude"): readonly Truth[] =>
    candidates.map(({ policy: { users }, tenantIndex: tenant }) => {
      const identity = identities[tenant];
      return identity === undefined
        ? truthOf(side === "exclude")
        : some([truthOf(users[side].everyone), namesIdentityType(users[side], side, identity)]);
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

/** Identity types that every candidate policy names alike are one; the first stands for them. */
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

/** Joins how candidate policies name sorts of identities with how they name a person by id, group and role. */
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
   * The same clause as in the law: some include names them, and no exclude does.
   * @param naming how candidate policies name the person; none names an outsider that way
   */
  of(identity: IdentityNaming, naming: Naming): Signature {
    const cautious = policiesAbout(this.#cautious, identity.included, identity.mayExclude, naming);
    const generous = policiesAbout(this.#generous, identity.mayInclude, identity.excluded, naming);
    return { key: keyOf(cautious) + keyOf(generous), cautious, generous };
  }
}

function policiesAbout(contending: BitSet, included: BitSet, excluded: BitSet, naming: Naming): BitSet {
  const bits = contending.slice();
  for (let word = 0; word < bits.length; word++)
    bits[word] =
      (bits[word] ?? 0) &
      ((included[word] ?? 0) | (naming.included[word] ?? 0)) &
      ~((excluded[word] ?? 0) | (naming.excluded[word] ?? 0));
  return bits;
}
