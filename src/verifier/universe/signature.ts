import { type Bits, bitsWhere, keyOf } from "../cells/bits";
import { type Contender, contends } from "../cells/contender";
import { namesFacet } from "../law/users";
import { some, type Truth, truthOf } from "../truth";
import type { Facets } from "./people";
import type { Naming } from "./roster";

/** The contenders that are about somebody, under each reading. Whoever has the same signature has the same holes. */
export interface Signature {
  readonly key: string;
  readonly cautious: Bits;
  readonly generous: Bits;
}

/** How each contender names somebody as a sort of identity, whoever it is: `may` is yes or unclear. */
export interface FacetNaming {
  readonly facets: Facets;
  readonly included: Bits;
  readonly mayInclude: Bits;
  readonly excluded: Bits;
  readonly mayExclude: Bits;
}

function facetNaming(contenders: readonly Contender[], facets: Facets): FacetNaming {
  const named = (side: "include" | "exclude"): readonly Truth[] =>
    contenders.map(({ policy: { users }, side: tenant }) => {
      const facet = facets[tenant];
      return facet === undefined
        ? truthOf(side === "exclude")
        : some([truthOf(users[side].everyone), namesFacet(users[side], side, facet)]);
    });
  const [include, exclude] = [named("include"), named("exclude")];
  const size = contenders.length;
  return {
    facets,
    included: bitsWhere(size, (index) => include[index] === "yes"),
    mayInclude: bitsWhere(size, (index) => include[index] !== "no"),
    excluded: bitsWhere(size, (index) => exclude[index] === "yes"),
    mayExclude: bitsWhere(size, (index) => exclude[index] !== "no"),
  };
}

/** Facets that every contender names alike are one; the first stands for them. */
export function distinctFacets(contenders: readonly Contender[], all: readonly Facets[]): readonly FacetNaming[] {
  const distinct = new Map<string, FacetNaming>();
  for (const facets of all) {
    const naming = facetNaming(contenders, facets);
    const { included, mayInclude, excluded, mayExclude } = naming;
    const types = facets.map((facet) => facet?.type).join();
    const key = `${types} ${[included, mayInclude, excluded, mayExclude].map(keyOf).join("")}`;
    if (!distinct.has(key)) distinct.set(key, naming);
  }
  return [...distinct.values()];
}

/** Joins how contenders name sorts of identities with how they name a person by id, group and role. */
export class Signatures {
  readonly #cautious: Bits;
  readonly #generous: Bits;

  constructor(contenders: readonly Contender[]) {
    const under = (reading: "cautious" | "generous"): Bits =>
      bitsWhere(contenders.length, (index) => {
        const contender = contenders[index];
        return contender !== undefined && contends(contender, reading);
      });
    this.#cautious = under("cautious");
    this.#generous = under("generous");
  }

  /**
   * The same clause as in the law: some include names them, and no exclude does.
   * @param naming how contenders name the person; none names an outsider that way
   */
  of(facet: FacetNaming, naming: Naming): Signature {
    const cautious = about(this.#cautious, facet.included, facet.mayExclude, naming);
    const generous = about(this.#generous, facet.mayInclude, facet.excluded, naming);
    return { key: keyOf(cautious) + keyOf(generous), cautious, generous };
  }
}

function about(contending: Bits, included: Bits, excluded: Bits, naming: Naming): Bits {
  const bits = contending.slice();
  for (let word = 0; word < bits.length; word++)
    bits[word] =
      (bits[word] ?? 0) &
      ((included[word] ?? 0) | (naming.included[word] ?? 0)) &
      ~((excluded[word] ?? 0) | (naming.excluded[word] ?? 0));
  return bits;
}
