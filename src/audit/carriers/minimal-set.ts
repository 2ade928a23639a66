/**
 * A smallest part of `items` with which `holds` is still true: without any one of it, it isn't. `holds` must be true of all
 * items, and stay true when items are added. Asks about as often as there are items in the answer, times the logarithm of
 * how many there are.
 * @see Junker, "QuickXplain: Preferred Explanations and Relaxations for Over-Constrained Problems" (2004)
 */
export function minimalSet<T>(items: readonly T[], holds: (some: readonly T[]) => boolean): readonly T[] {
  return holds([]) ? [] : needed([], false, items, holds);
}

/** What of `items` is needed in addition to `given`. */
function needed<T>(
  given: readonly T[],
  isNew: boolean,
  items: readonly T[],
  holds: (some: readonly T[]) => boolean,
): readonly T[] {
  if (isNew && holds(given)) return [];
  if (items.length <= 1) return items;
  const middle = Math.ceil(items.length / 2);
  const [first, second] = [items.slice(0, middle), items.slice(middle)];
  const ofSecond = needed([...given, ...first], true, second, holds);
  const ofFirst = needed([...given, ...ofSecond], ofSecond.length > 0, first, holds);
  return [...ofFirst, ...ofSecond];
}
