/**
 * What a policy's text says about a sign-in: yes, no, or *unclear* if it depends on content that isn't understood. *Unclear* stays
 * separate to the end: a way in that depends on it is reported as *unknown*, never as *proved*.
 */
export type Truth = "yes" | "no" | "unclear";

/** A truth, or *depends* if data that isn't known decides. */
export type Met = Truth | "depends";

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

/** The opposite. The opposite of *unclear* is *unclear*, and likewise of *depends*. */
export const not = <T extends Met>(truth: T): T => (truth === "yes" ? "no" : truth === "no" ? "yes" : truth) as T;

/** Conjunction: a definite no wins over *depends*, and *depends* over *unclear*. */
export const every = <T extends Met>(truths: readonly T[]): T => firstOf("no", truths) ?? ("yes" as T);

/** Disjunction: a definite yes wins over *depends*, and *depends* over *unclear*. */
export const some = <T extends Met>(truths: readonly T[]): T => firstOf("yes", truths) ?? ("no" as T);

const firstOf = <T extends Met>(definite: Met, truths: readonly T[]): T | undefined =>
  [definite, "depends", "unclear"].find((one): one is T => truths.includes(one as T));

/** The connectives that the law is written in, for truths about one sign-in and for formulas about all sign-ins. */
export interface Connectives<T> {
  readonly always: T;
  readonly never: T;
  readonly not: (part: T) => T;
  readonly every: (parts: readonly T[]) => T;
  readonly some: (parts: readonly T[]) => T;
}

const OF_TRUTHS = { always: "yes", never: "no", not, every, some } as const;

/** The connectives of truths: one *no* makes `every` a *no*, whatever is unclear; one *yes* makes `some` a *yes*. */
export const TRUTHS: Connectives<Truth> = OF_TRUTHS;

/** The connectives of truths that may depend on data that isn't known. */
export const METS: Connectives<Met> = OF_TRUTHS;
