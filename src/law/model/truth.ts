/**
 * What a policy's text says of a sign-in: yes, no, or *unclear* where the text has content that this model doesn't
 * understand. Unclear is kept apart to the end: a hole that depends on it is reported as unknown, never as proved.
 */
export type Truth = "yes" | "no" | "unclear";

/** Content of a policy or a location that isn't understood: where, and why. */
export interface NotUnderstood {
  /** Path in Graph's words, e.g. `conditions.devices.deviceFilter.rule`. */
  readonly field: string;
  readonly why: string;
}

/** How an object is written, in one spelling: content that isn't understood says the same where it is spelt the same. */
export interface WrittenJson {
  /** What stands in a field, by its path in Graph's words; where it can't be found, all there is. */
  readonly in: (field: string) => string;
}

/** What is certainly so, or certainly not. */
export const truthOf = (value: boolean): Truth => (value ? "yes" : "no");

/** The opposite; of *unclear*, as unclear. */
export const not = (truth: Truth): Truth => (truth === "yes" ? "no" : truth === "no" ? "yes" : "unclear");

/** Conjunction: a definite no wins over unclear. */
export function every(truths: readonly Truth[]): Truth {
  if (truths.includes("no")) return "no";
  return truths.includes("unclear") ? "unclear" : "yes";
}

/** Disjunction: a definite yes wins over unclear. */
export function some(truths: readonly Truth[]): Truth {
  if (truths.includes("yes")) return "yes";
  return truths.includes("unclear") ? "unclear" : "no";
}
