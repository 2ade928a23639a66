type List = readonly number[];

const MOST_TRIED = 400;
/** The most numbers to look at in search of smallest sets, for all tries together. */
const MOST_STEPS = 3_000_000;

/**
 * The smallest set of numbers that is enough; of equal size the first in order.
 * Each set that isn't enough names numbers. At least one of them is needed. These are added until the set is enough, so that each try names
 * different numbers. Then the smallest set with one number of each list is tried.
 * @param neededBy whether a set is enough: then every larger set is enough, too. If it isn't, numbers such that every set that is enough has
 *   at least one of them. Without numbers, no set is enough, or that isn't known
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
  const ordered = shortFirst(lists);
  for (let size = disjoint(ordered); steps.left > 0; size++)
    if (canHit(ordered, size, steps)) return firstHitting(ordered, size, steps);
  return undefined;
}

const shortFirst = (lists: readonly List[]): readonly List[] =>
  lists.toSorted((one, other) => one.length - other.length);

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

/** Whether a set of at most that many numbers has one of each list. Short lists come first. Also false if the steps run out. */
function canHit(lists: readonly List[], size: number, steps: { left: number }): boolean {
  const [shortest] = lists;
  if (shortest === undefined) return true;
  for (const list of lists) steps.left -= list.length;
  if (steps.left <= 0 || disjoint(lists) > size) return false;
  const without = (one: number): readonly List[] => lists.filter((list) => !list.includes(one));
  return shortest.some((one) => canHit(without(one), size - 1, steps));
}

/** The first such set in order: each number is the least with which greater ones can complete the set. */
function firstHitting(lists: readonly List[], size: number, steps: { left: number }): ReadonlySet<number> | undefined {
  const found = new Set<number>();
  const after = (one: number, left: readonly List[]): readonly List[] =>
    shortFirst(left.filter((list) => !list.includes(one)).map((list) => list.filter((other) => other > one)));
  for (let left = lists; left.length > 0; ) {
    const numbers = [...new Set(left.flat())].sort((a, b) => a - b);
    const next = numbers.find((one) => canHit(after(one, left), size - found.size - 1, steps));
    if (next === undefined) return undefined;
    found.add(next);
    left = after(next, left);
  }
  return found;
}
