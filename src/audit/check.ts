import type { Answer } from "./answer";
import type { AuditContext } from "./context";

/** The eleven steps of the recommendation's audit, and the four beyond it. */
export type StepNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15;

/** What an audit looks at that no step asks for, by its name in reports. */
export type OtherCheckId = "mfa-registration" | "break-glass" | "excluded-groups" | "report-only" | "other-doors";

export type CheckId = StepNumber | OtherCheckId;

/** False of what the recommendation's own audit doesn't look at. */
export const isInBenchmark = (step: StepNumber): boolean => step <= 11;

/** One question of the audit. */
export interface Check {
  /** As reports head it; of a step, where an auditor is in the Entra admin center. */
  readonly title: string;
  /** What must be true: of steps. */
  readonly must: string;
  readonly judge: (context: AuditContext) => Answer;
  /** Keys of a tenant file on which the answer rests. */
  readonly restsOn: readonly string[];
}
