/** What came of asking whether a set is enough. */
export type Enough =
  | { readonly isEnough: true }
  /** `needed`: of these one at least must be in every set that is enough; none: no set is. */
  | { readonly isEnough: false; readonly needed: readonly number[] };

/** More sets than these aren't tried. */
const MOST_TRIED = 200;

/**
 * The smallest set of numbers that is enough, of equal size the first (a small one, where that is too much to find out); `undefined` where none is, or none was found within the bound.
 * Each set that isn't enough says of which numbers one must be in; the next one is the smallest that has one of each of these.
 * @see Chandrasekaran, Karp, Moreno-Centeno, Vempala, "Algorithms for implicit hitting set problems" (2011)
 */
export function smallestSet(
  isEnough: (set: ReadonlySet<number>) => Enough | undefined,
): ReadonlySet<number> | undefined {
  const needed: (readonly number[])[] = [];
  for (let tried = 0; tried < MOST_TRIED; tried++) {
    const set = smallestHitting(needed);
    if (set === undefined) return undefined;
    const answer = isEnough(set);
    if (answer === undefined) return undefined;
    if (answer.isEnough) return set;
    if (answer.needed.length === 0) return undefined;
    needed.push(answer.needed);
  }
  return undefined;
}

/** Steps of the search for one set. */
const MOST_STEPS = 20_000;

/** The smallest set with one number of each list, of equal size the first in order. */
function smallestHitting(lists: readonly (readonly number[])[]): ReadonlySet<number> | undefined {
  const steps = { left: MOST_STEPS };
  for (let size = 0; size <= lists.length; size++) {
    const found = ofSize(size, lists, [], steps);
    if (steps.left <= 0) return ofEach(lists);
    if (found !== undefined) return new Set(found);
  }
  return undefined;
}

/** One number of each list, where there are too many to tell which set is the smallest: those first that are in most lists. */
function ofEach(lists: readonly (readonly number[])[]): ReadonlySet<number> {
  const taken = new Set<number>();
  for (let open = lists; open.length > 0; ) {
    const counts = new Map<number, number>();
    for (const one of open.flat()) counts.set(one, (counts.get(one) ?? 0) + 1);
    const [[best = 0] = []] = [...counts].sort(([a, x], [b, y]) => y - x || a - b);
    taken.add(best);
    open = open.filter((list) => !list.includes(best));
  }
  return taken;
}

/** The first of all sets of that size, in the order of their sorted numbers. */
function ofSize(
  size: number,
  lists: readonly (readonly number[])[],
  taken: readonly number[],
  steps: { left: number },
): readonly number[] | undefined {
  const open = lists.filter((list) => !list.some((one) => taken.includes(one)));
  const [first] = open;
  if (first === undefined) return taken;
  if (size === 0 || steps.left-- <= 0) return undefined;
  const shortest = open.reduce((best, list) => (list.length < best.length ? list : best), first);
  let best: readonly number[] | undefined;
  for (const one of [...shortest].sort((a, b) => a - b)) {
    const found = ofSize(size - 1, lists, [...taken, one], steps);
    if (found === undefined) continue;
    const sorted = [...found].sort((a, b) => a - b);
    if (best === undefined || isBefore(sorted, best)) best = sorted;
  }
  return best;
}

function isBefore(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((number, index) => number !== other[index]);
  return at >= 0 && (one[at] ?? 0) < (other[at] ?? 0);
}
