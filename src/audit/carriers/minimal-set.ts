/**
 * A minimal subset of `items` for which `holds` is still true: without any one of its items it isn't. `holds` must be true for all items,
 * and must stay true when items are added. The number of questions is about the size of the answer times the logarithm of the number of
 * items.
 * @see Junker, "QuickXplain: Preferred Explanations and Relaxations for Over-Constrained Problems" (2004)
 */
export function minimalSet<T>(items: readonly T[], holds: (some: readonly T[]) => boolean): readonly T[] {
  return holds([]) ? [] : needed([], false, items, holds);
}

/** The items that are needed in addition to `given`. */
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
