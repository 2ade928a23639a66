import type { Policy } from "../../law/model/policy";
import { listing } from "../../text/sentence";
import type { WrongFacet } from "../carriers/carriers";
import type { Facet } from "../carriers/facet";
import type { StepNumber } from "./step";
import { isSelection } from "./target-resources";

/** Which steps look at each part of these policies. */
const STEPS_OF: { readonly [F in Facet]: (policies: readonly Policy[]) => readonly StepNumber[] } = {
  include: () => [7],
  exclude: () => [8],
  resources: (policies) => (policies.every(isSelection) ? [11] : [10, 11]),
  state: () => [12],
  resourceExclusions: () => [13],
  conditions: () => [14],
  grant: () => [15],
};

/** The steps that find what is wrong: `what steps 12 and 14 find`; where either of two would do, `what step 8 or step 12 finds`. */
export function whatIsMissing(wrong: readonly WrongFacet[]): string {
  const choices = wrong.filter(({ insteadOf }) => insteadOf !== undefined);
  const isChoice = (facet: Facet): boolean => choices.some((one) => one.facet === facet || one.insteadOf === facet);
  const needed = wrong
    .filter(({ facet }) => !isChoice(facet))
    .flatMap(({ facet, policies }) => STEPS_OF[facet](policies))
    .toSorted((one, other) => one - other);
  const all =
    needed.length === 1 ? `what step ${needed[0]} finds` : `what steps ${listing(needed.map(String), "and")} find`;
  const either = choices.map(
    ({ facet, insteadOf = facet }) => `what step ${STEPS_OF[facet]([])} or step ${STEPS_OF[insteadOf]([])} finds`,
  );
  return listing([...(needed.length === 0 ? [] : [all]), ...either], "and");
}
