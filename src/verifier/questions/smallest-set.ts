import { smallestHitting } from "./smallest-hitting";

/** What came of asking whether a set is enough. */
export type Enough =
  | { readonly isEnough: true }
  /** `needed`: of these one at least must be in every set that is enough; none: no set is. */
  | { readonly isEnough: false; readonly needed: readonly number[] };

/** More sets than these aren't tried. */
const MOST_TRIED = 400;

/**
 * The smallest set of numbers that is enough, of equal size the first (a small one, where that is too much to find out); `undefined` where none is, or none was found within the bound.
 * Each set that isn't enough says of which numbers one must be in. These are added until the set is enough, so that what was learnt is
 * about different numbers; then the smallest set that has one of each is tried.
 * @param isEnough whether a set is enough; so is every set then that has all of its numbers
 * @see Chandrasekaran, Karp, Moreno-Centeno, Vempala, "Algorithms for implicit hitting set problems" (2011)
 */
export function smallestSet(
  isEnough: (set: ReadonlySet<number>) => Enough | undefined,
): ReadonlySet<number> | undefined {
  const needed: (readonly number[])[] = [];
  let order: "any" | "first" = "any"; // which of equally small ones matters once one is enough
  for (let tried = 0; tried < MOST_TRIED; ) {
    const smallest = smallestHitting(needed, order);
    let set: ReadonlySet<number> = smallest;
    for (; tried < MOST_TRIED; tried++) {
      const answer = isEnough(set);
      if (answer === undefined) return undefined;
      if (answer.isEnough && set === smallest && order === "first") return smallest;
      if (answer.isEnough && set === smallest) order = "first";
      if (answer.isEnough) break;
      if (answer.needed.length === 0) return undefined;
      needed.push(answer.needed);
      set = new Set([...set, ...answer.needed]);
    }
  }
  return undefined;
}
