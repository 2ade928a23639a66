/** At least one: a failure without an error can't be written down. */
export type NonEmpty<T> = readonly [T, ...T[]];

/** A value, or everything that is wrong with what it was read from. Never thrown. */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: NonEmpty<E> };

/** The value when nothing is wrong; otherwise all errors, in the order given. */
export function resultOf<T, E>(value: () => T, errors: readonly E[]): Result<T, E> {
  const [first, ...rest] = errors;
  return first === undefined ? { ok: true, value: value() } : { ok: false, errors: [first, ...rest] };
}
