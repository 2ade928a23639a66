import type { Answer } from "../answer";
import type { AuditContext } from "../context";

/** The eleven steps of the recommendation's audit, and the four beyond it. */
export type StepNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15;

/** False of what the recommendation's own audit doesn't look at. */
export const isInBenchmark = (step: StepNumber): boolean => step <= 11;

/** One step of the audit. */
export interface Step {
  /** Where an auditor is in the Entra admin center. */
  readonly title: string;
  /** What must be true. */
  readonly must: string;
  readonly judge: (context: AuditContext) => Answer;
}
