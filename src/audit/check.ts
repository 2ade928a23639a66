import type { Answer } from "../report/report";
import type { AuditContext } from "./context";

/** The eleven steps of the recommendation's audit, and the four beyond it. */
export type StepNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15;

/** The ids of the checks that no step asks for. */
export type OtherCheckId = "mfa-registration" | "break-glass" | "excluded-groups" | "other-doors";

/** The id of any check: the number of a step, or the id of another check. */
export type CheckId = StepNumber | OtherCheckId;

/** Whether a step belongs to the recommendation's own audit. */
export const isInBenchmark = (step: StepNumber): boolean => step <= 11;

/** One question of the audit. */
export interface Check {
  /** The heading in reports. For a step, the place in the Entra admin center. */
  readonly title: string;
  /** What a step requires. Empty for other checks. */
  readonly must: string;
  readonly judge: (context: AuditContext) => Answer;
  /** The keys of a tenant file that the answer rests on. */
  readonly restsOn: readonly string[];
}
