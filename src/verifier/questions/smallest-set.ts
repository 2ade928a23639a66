type List = readonly number[];

const MOST_TRIED = 400;
/** The most numbers to look at in search of smallest sets, for all tries together. */
const MOST_STEPS = 3_000_000;

/**
 * The smallest set of numbers that is enough; of equal size the first in order.
 * Each set that isn't enough names numbers. At least one of them is needed. These are added until the set is enough, so that each try names
 * different numbers. Then the smallest set with one number of each list is tried.
 * @param neededBy whether a set is enough, so that every set with all its numbers is, too; if not, numbers of which every set that is enough
 *   has at least one. None of them: no set is enough, or that isn't known
 * @returns undefined if no set is enough, or if none was found within the bound
 * @see Chandrasekaran, Karp, Moreno-Centeno, Vempala, "Algorithms for implicit hitting set problems" (2011)
 */
export function smallestSet(neededBy: (set: ReadonlySet<number>) => "enough" | List): ReadonlySet<number> | undefined {
  const lists: List[] = [];
  const steps = { left: MOST_STEPS };
  for (let tried = 0; tried < MOST_TRIED; ) {
    const smallest = smallestHitting(lists, steps);
    if (smallest === undefined) return undefined;
    for (let set = smallest; tried < MOST_TRIED; tried++) {
      const needed = neededBy(set);
      if (needed === "enough" && set === smallest) return smallest;
      if (needed === "enough") break;
      if (needed.length === 0) return undefined;
      lists.push(needed);
      set = new Set([...set, ...needed]);
    }
  }
  return undefined;
}

/** The smallest set with one number of each list, of equal size the first in order. `undefined` if the steps run out. */
export function smallestHitting(lists: readonly List[], steps = { left: MOST_STEPS }): ReadonlySet<number> | undefined {
  const shortFirst = lists.toSorted((one, other) => one.length - other.length);
  for (let size = disjoint(shortFirst); steps.left > 0; size++) {
    const found = hitting(shortFirst, size, steps);
    if (found !== undefined) return new Set(found);
  }
  return undefined;
}

/** How many lists share no number, as a quick search finds them: most if short lists come first. A set needs at least so many numbers. */
function disjoint(lists: readonly List[]): number {
  const used = new Set<number>();
  let count = 0;
  for (const list of lists) {
    if (list.some((one) => used.has(one))) continue;
    for (const one of list) used.add(one);
    count++;
  }
  return count;
}

/** The first set of at most that many numbers with one of each list: no list is empty, and each number is tried with greater ones only. */
function hitting(lists: readonly List[], size: number, steps: { left: number }): readonly number[] | undefined {
  if (lists.length === 0) return [];
  for (const list of lists) steps.left -= list.length;
  if (steps.left <= 0 || disjoint(lists) > size) return undefined;
  const last = Math.min(...lists.map((list) => Math.max(...list)));
  for (const one of [...new Set(lists.flat())].sort((a, b) => a - b)) {
    if (one > last) break;
    const left = lists.filter((list) => !list.includes(one)).map((list) => list.filter((other) => other > one));
    const others = hitting(left, size - 1, steps);
    if (others !== undefined) return [one, ...others];
  }
  return undefined;
}
