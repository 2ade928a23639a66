import { type Bits, bitsWhere, keyOf } from "../cells/bits";
import { type Contender, contends } from "../cells/contender";
import { namesFacet } from "../law/users";
import { every, holds, not, type Reading, some, type Truth, truthOf } from "../truth";
import type { Facets } from "./people";
import type { Naming } from "./roster";

/** The contenders that are about somebody, under each reading. Whoever has the same signature has the same holes. */
export interface Signature {
  readonly key: string;
  readonly cautious: Bits;
  readonly generous: Bits;
}

/** How each contender names somebody as a sort of identity, whoever it is. */
export interface FacetNaming {
  readonly facets: Facets;
  readonly included: readonly Truth[];
  readonly excluded: readonly Truth[];
}

function facetNaming(contenders: readonly Contender[], facets: Facets): FacetNaming {
  const named = (side: "include" | "exclude"): readonly Truth[] =>
    contenders.map(({ policy: { users }, side: tenant }) => {
      const facet = facets[tenant];
      return facet === undefined
        ? truthOf(side === "exclude")
        : some([truthOf(users[side].everyone), namesFacet(users[side], side, facet)]);
    });
  return { facets, included: named("include"), excluded: named("exclude") };
}

/** Facets that every contender names alike are one; the first stands for them. */
export function distinctFacets(contenders: readonly Contender[], all: readonly Facets[]): readonly FacetNaming[] {
  const distinct = new Map<string, FacetNaming>();
  for (const facets of all) {
    const naming = facetNaming(contenders, facets);
    const types = facets.map((facet) => facet?.type).join();
    const key = `${types} ${naming.included.join()} ${naming.excluded.join()}`;
    if (!distinct.has(key)) distinct.set(key, naming);
  }
  return [...distinct.values()];
}

/**
 * The same clause as in the law, with the naming by id, group and role already known.
 * @param naming how a contender names the person; nobody names an outsider that way
 */
export function signatureOf(
  contenders: readonly Contender[],
  facet: FacetNaming,
  naming: (contender: number) => Naming,
): Signature {
  const truths = contenders.map((_, index) => {
    const { included, excluded } = naming(index);
    if (facet.excluded[index] === "yes" || excluded) return "no";
    const inScope = included ? "yes" : (facet.included[index] ?? "no");
    return every([inScope, not(facet.excluded[index] ?? "no")]);
  });
  const under = (reading: Reading): Bits =>
    bitsWhere(contenders.length, (index) => {
      const contender = contenders[index];
      return contender !== undefined && contends(contender, reading) && holds(truths[index] ?? "no", reading);
    });
  const cautious = under("cautious");
  const generous = under("generous");
  return { key: `${keyOf(cautious)}/${keyOf(generous)}`, cautious, generous };
}
