/**
 * What a policy's text says about a sign-in: yes, no, or *unclear* if it depends on content that isn't understood. *Unclear* stays
 * separate to the end: a way in that depends on it is reported as *unknown*, never as *proved*.
 */
export type Truth = "yes" | "no" | "unclear";

/** Content of a policy or a location that isn't understood: where, and why. */
export interface NotUnderstood {
  /** Path in Graph's words, e.g. `conditions.devices.deviceFilter.rule`. */
  readonly field: string;
  readonly why: string;
}

/** The JSON of an object, in one spelling. Content that isn't understood means the same if it is spelled the same. */
export interface WrittenJson {
  /** The JSON at a path in Graph's words, or the whole object if there is nothing at the path. */
  readonly in: (field: string) => string;
}

/** What is certainly so, or certainly not. */
export const truthOf = (value: boolean): Truth => (value ? "yes" : "no");

/** The opposite. The opposite of *unclear* is *unclear*. */
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
