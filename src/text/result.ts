/** At least one item, so that there is no failure without an error. */
export type NonEmpty<T> = readonly [T, ...T[]];

/** A value, or everything that is wrong with its source. */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: NonEmpty<E> };

/** The value if there are no errors; otherwise the errors, in their order. */
export function resultOf<T, E>(value: () => T, errors: readonly E[]): Result<T, E> {
  const [first, ...rest] = errors;
  return first === undefined ? { ok: true, value: value() } : { ok: false, errors: [first, ...rest] };
}
