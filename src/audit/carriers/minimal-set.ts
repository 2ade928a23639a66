/**
 * A minimal subset of `items` for which `holds` is still true: without any one of its items it isn't. `holds` must be true for all items
 * and false for none, and must stay true when items are added. The number of questions is about the size of the answer times the
 * logarithm of the number of items.
 * @param given items that count as there already; `isNew`: whether `holds` may be true for these alone
 * @see Junker, "QuickXplain: Preferred Explanations and Relaxations for Over-Constrained Problems" (2004)
 */
export function minimalSet<T>(
  items: readonly T[],
  holds: (some: readonly T[]) => boolean,
  given: readonly T[] = [],
  isNew = false,
): readonly T[] {
  if (isNew && holds(given)) return [];
  if (items.length <= 1) return items;
  const middle = Math.ceil(items.length / 2);
  const [first, second] = [items.slice(0, middle), items.slice(middle)];
  const ofSecond = minimalSet(second, holds, [...given, ...first], true);
  const ofFirst = minimalSet(first, holds, [...given, ...ofSecond], ofSecond.length > 0);
  return [...ofFirst, ...ofSecond];
}
