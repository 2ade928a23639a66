import type { NonEmpty } from "../text/result";

/**
 * What came of one check. A check that hangs on what isn't known or understood is *unknown*: nothing passes by default.
 */
export type Answer =
  | (Said & { readonly kind: "passed" })
  | (Said & { readonly kind: "failed"; readonly todo: NonEmpty<string> })
  | (Said & { readonly kind: "unknown"; readonly todo: NonEmpty<string> })
  /** There is nothing that it could be asked of. */
  | (Said & { readonly kind: "not applicable" });

export type AnswerKind = Answer["kind"];

interface Said {
  /** Why, in one sentence with a full stop. */
  readonly because: string;
  /** What was looked at. */
  readonly evidence: readonly Observation[];
}

/** One thing that was looked at, and what it was found to be. */
export interface Observation {
  readonly subject: Subject | undefined;
  /** Which of its properties: `state`, `excluded users`. */
  readonly what: string;
  readonly value: string;
}

/** An object of the tenant or of the register. */
export interface Subject {
  readonly kind:
    | "policy"
    | "user"
    | "group"
    | "role"
    | "location"
    | "application"
    | "service principal"
    | "tenant"
    | "review";
  readonly id: string;
  readonly name: string;
}

export const passed = (because: string, evidence: readonly Observation[] = []): Answer => ({
  kind: "passed",
  because,
  evidence,
});

export const notApplicable = (because: string, evidence: readonly Observation[] = []): Answer => ({
  kind: "not applicable",
  because,
  evidence,
});

export const failed = (because: string, todo: NonEmpty<string>, evidence: readonly Observation[] = []): Answer => ({
  kind: "failed",
  because,
  todo,
  evidence,
});

export const unknown = (because: string, todo: NonEmpty<string>, evidence: readonly Observation[] = []): Answer => ({
  kind: "unknown",
  because,
  todo,
  evidence,
});
