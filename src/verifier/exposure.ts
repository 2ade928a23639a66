import type { EvaluationContext } from "../law/evaluate";
import type { Conditions } from "../law/model/dimensions";
import type { UserId } from "../law/model/ids";
import type { Reading } from "../law/model/truth";
import { favourable } from "./favourable";
import { SPACE_BOUND } from "./search/search";
import { SearchBeside } from "./search-beside";
import type { Uncovered } from "./verdict";

/** Whoever gets in without MFA by some of all sign-ins, exempt people left out. */
export interface Exposure {
  /** Those who do whatever isn't known or understood turns out to be. */
  readonly certain: Uncovered;
  /** These, those who do unless that closes it, and those of whom it isn't settled within the bound. */
  readonly possible: Uncovered;
  /** False where there were more sorts of people than can be looked at, so that some are in neither. */
  readonly isWhole: boolean;
}

/**
 * For each of these conditions: whoever gets in by a sign-in that doesn't meet it. Where it hangs on content that isn't
 * understood whether a sign-in does, it counts among those who possibly get in, and not among those who certainly do.
 * @param bound steps of the search for everybody and every condition together, under each of two readings
 */
export function exposuresBeside(
  context: EvaluationContext,
  isExempt: (person: UserId) => boolean,
  conditions: readonly Conditions[],
  bound = SPACE_BOUND,
): readonly Exposure[] {
  const search = (one: EvaluationContext, reading: Reading) =>
    new SearchBeside({ context: one, isExempt, conditions, reading });
  const cautious = search(context, "cautious");
  const possible = cautious.sweep([], bound);
  const best = favourable(context);
  const isSame = best === context && cautious.isClear;
  const certain = isSame ? possible : search(best, "generous").sweep(possible.found, bound);
  return conditions.map((_, number) => ({
    certain: certain.whoIsOpen(number),
    possible: possible.whoMayBeOpen(number),
    isWhole: possible.isWhole,
  }));
}
