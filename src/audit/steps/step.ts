import type { Answer } from "../answer";
import type { Audited } from "../audited";

/** The steps of the recommendation's audit, and the four beyond it. */
export type StepNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15;

/** One step of the audit. */
export interface Step {
  /** Where an auditor is in the Entra admin center. */
  readonly title: string;
  /** What must be true. */
  readonly must: string;
  /** False of what the recommendation's own audit doesn't look at. */
  readonly inBenchmark: boolean;
  readonly ask: (audited: Audited) => Answer;
}
