/** Whether a set of numbers is enough and, if it isn't, numbers of which it needs at least one. */
export type Enough =
  | { readonly isEnough: true }
  /** `needed`: every set that is enough has at least one of these numbers. Empty: no set is enough. */
  | { readonly isEnough: false; readonly needed: readonly number[] };

const MOST_TRIED = 400;
/** The most numbers to look at in search of smallest sets, for all tries together. */
const MOST_STEPS = 3_000_000;

/**
 * The smallest set of numbers that is enough. Of equal size it is the first, or any if that takes too many steps.
 * Each set that isn't enough names numbers. At least one of them is needed. These are added until the set is enough, so that each try names
 * different numbers. Then the smallest set with one number of each list is tried.
 * @param isEnough whether a set is enough. Every set with all its numbers must be enough, too
 * @returns undefined if no set is enough, or if none was found within the bound
 * @see Chandrasekaran, Karp, Moreno-Centeno, Vempala, "Algorithms for implicit hitting set problems" (2011)
 */
export function smallestSet(
  isEnough: (set: ReadonlySet<number>) => Enough | undefined,
): ReadonlySet<number> | undefined {
  const needed: (readonly number[])[] = [];
  const steps = { left: MOST_STEPS };
  let order: "any" | "first" = "any"; // which of equally small ones matters once one is enough
  for (let tried = 0; tried < MOST_TRIED; ) {
    const smallest = smallestHitting(needed, order, steps);
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

type List = readonly number[];

/**
 * A smallest set with one number of each list, or a small one if that takes too many steps.
 * @param lists none of them empty
 * @param order whether it must be the first in order of all smallest sets
 */
export function smallestHitting(
  lists: readonly List[],
  order: "any" | "first",
  steps = { left: MOST_STEPS },
): ReadonlySet<number> {
  const open = smallestOf(lists);
  let smallest = ofEach(open);
  for (let size = disjoint(open); size < smallest.size; size++) {
    const found = hitting(open, size, steps);
    if (found !== undefined) smallest = new Set(found);
  }
  if (order === "any" || steps.left <= 0) return smallest;
  return firstOf(open, smallest.size, steps) ?? smallest;
}

/** The lists that contain no other list, the shortest first. A set with one number of each of these has one of every list. */
function smallestOf(lists: readonly List[]): readonly List[] {
  const kept: ReadonlySet<number>[] = [];
  for (const list of lists.toSorted((one, other) => one.length - other.length)) {
    const all = new Set(list);
    if (!kept.some((one) => [...one].every((number) => all.has(number)))) kept.push(all);
  }
  return kept.map((one) => [...one].sort((a, b) => a - b));
}

/** One number of each list. The numbers that are in most lists come first. */
function ofEach(lists: readonly List[]): ReadonlySet<number> {
  const taken = new Set<number>();
  for (let open = lists; open.length > 0; ) {
    const counts = new Map<number, number>();
    for (const one of open.flat()) counts.set(one, (counts.get(one) ?? 0) + 1);
    const [[best = 0] = []] = [...counts].sort(([a, x], [b, y]) => y - x || a - b);
    taken.add(best);
    open = without(open, best);
  }
  return taken;
}

const without = (lists: readonly List[], number: number): readonly List[] =>
  lists.filter((list) => !list.includes(number));

/** How many lists share no number, as a quick search finds them. A set needs at least so many numbers. */
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

/** At most that many numbers, with one of each list. It tries the numbers of the shortest list, each without the ones before. */
function hitting(lists: readonly List[], size: number, steps: { left: number }): readonly number[] | undefined {
  const [first] = lists;
  if (first === undefined) return [];
  for (const list of lists) steps.left -= list.length;
  if (steps.left <= 0 || disjoint(lists) > size) return undefined;
  const shortest = lists.reduce((best, list) => (list.length < best.length ? list : best), first);
  let open = lists;
  for (const one of shortest) {
    const left = without(open, one);
    const others = left.every((list) => list.length > 0) ? hitting(left, size - 1, steps) : undefined;
    if (others !== undefined) return [one, ...others];
    open = open.map((list) => (list.includes(one) ? list.filter((other) => other !== one) : list));
  }
  return undefined;
}

/** The first set of that size, number by number; `undefined` if the steps run out. */
function firstOf(lists: readonly List[], size: number, steps: { left: number }): ReadonlySet<number> | undefined {
  const taken = new Set<number>();
  let open = lists;
  for (const number of [...new Set(lists.flat())].sort((a, b) => a - b)) {
    if (open.length === 0) break;
    const hit = without(open, number);
    if (hit.length < open.length && hitting(hit, size - taken.size - 1, steps) !== undefined) {
      taken.add(number);
      open = hit;
    } else open = open.map((list) => list.filter((one) => one !== number));
    if (steps.left <= 0 || open.some((list) => list.length === 0)) return undefined;
  }
  return taken;
}
