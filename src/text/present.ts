/** The items without `false` and `undefined`: `present([first, hasMore && more])`. */
export const present = <T>(items: readonly (T | false | undefined)[]): readonly T[] =>
  items.filter((item): item is T => item !== false && item !== undefined);
