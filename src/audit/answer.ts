import type { CheckAnswer } from "../report/report";
import type { NonEmpty } from "../text/result";

/** The worst first. */
export const KINDS: readonly CheckAnswer[] = ["failed", "unknown", "passed", "not applicable"];

/** The worst of the answers; *not applicable* where there is none. */
export const worst = (answers: readonly Answer[]): CheckAnswer =>
  KINDS.find((kind) => answers.some((answer) => answer.kind === kind)) ?? "not applicable";

/**
 * What a check concludes. One that depends on what isn't known or understood is *unknown*: nothing passes by default.
 */
export type Conclusion =
  | (Reason & { readonly kind: "passed" })
  | (Reason & { readonly kind: "failed"; readonly todo: NonEmpty<string> })
  | (Reason & { readonly kind: "unknown"; readonly todo: NonEmpty<string> })
  /** There is nothing that it could be asked of. */
  | (Reason & { readonly kind: "not applicable" });

interface Reason {
  /** Why, in one sentence with a full stop. */
  readonly because: string;
}

/** What came of one check: what it concludes, and what was looked at. */
export type Answer = Conclusion & { readonly evidence: readonly Observation[] };

/** One thing that was looked at, and what it was found to be. */
export interface Observation {
  readonly subject: Subject | undefined;
  /** Which of its properties: `state`, `excluded users`. */
  readonly what: string;
  readonly value: string;
}

export const observation = (subject: Subject | undefined, what: string, value: string): Observation => ({
  subject,
  what,
  value,
});

/** An object of the tenant or of the register. */
export interface Subject {
  readonly kind:
    | "policy"
    | "user"
    | "group"
    | "role"
    /** Guests of some types, or everybody: what a policy names without an id. */
    | "identity type"
    | "location"
    | "application"
    | "tenant";
  readonly id: string;
  readonly name: string;
}

export const passed = (because: string): Conclusion => ({ kind: "passed", because });

export const notApplicable = (because: string): Conclusion => ({ kind: "not applicable", because });

/** @param todo what to do about it, each a request without a full stop */
export const failed = (because: string, ...todo: NonEmpty<string>): Conclusion => ({ kind: "failed", because, todo });

/** @param todo what to do so that it can be decided, each a request without a full stop */
export const unknown = (because: string, ...todo: NonEmpty<string>): Conclusion => ({ kind: "unknown", because, todo });
