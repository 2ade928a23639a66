/** What came of asking whether a set is enough. */
export type Enough =
  | { readonly isEnough: true }
  /** `needed`: of these one at least must be in every set that is enough; none: no set is. */
  | { readonly isEnough: false; readonly needed: readonly number[] };

/** More sets than these aren't tried. */
const MOST_TRIED = 400;
/** Numbers that are looked at in search of smallest sets, all tries together. */
const MOST_STEPS = 3_000_000;

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
 * A smallest set with one number of each list; where that takes too many steps, a small one.
 * @param lists none of them empty
 * @param order whether it is to be the first in order of all that are as small
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

/** The lists that have no other list among their numbers, the shortest first: who hits these hits all. */
function smallestOf(lists: readonly List[]): readonly List[] {
  const kept: ReadonlySet<number>[] = [];
  for (const list of lists.toSorted((one, other) => one.length - other.length)) {
    const all = new Set(list);
    if (!kept.some((one) => [...one].every((number) => all.has(number)))) kept.push(all);
  }
  return kept.map((one) => [...one].sort((a, b) => a - b));
}

/** One number of each list, those first that are in most lists. */
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

/** How many of the lists have no number in common, as far as that is quickly found: so many numbers are needed at least. */
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

/** So many numbers, or fewer, that hit all lists: those of the shortest are tried, each without the ones before it. */
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

/** The first in order of the sets of that size, number by number; `undefined` where the steps don't reach. */
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
