/** Why something could not be told, and what to do about it. */
export type Problem = { readonly message: string; readonly help: string };

/** Something that was read, or the reason why not. */
export type Read<T> =
  | { readonly kind: "read"; readonly value: T }
  | { readonly kind: "failed"; readonly problem: Problem };
