import type { Answer, CheckAnswer, Evidence, Subject } from "../report/report";
import type { NonEmpty } from "../text/result";

/** The possible answers, the worst first. */
export const ANSWERS: readonly CheckAnswer[] = ["failed", "unknown", "passed", "not applicable"];

/** The worst of the answers; *not applicable* if there are none. */
export const worst = (answers: readonly Conclusion[]): CheckAnswer =>
  ANSWERS.find((kind) => answers.some(({ answer }) => answer === kind)) ?? "not applicable";

/** An answer without its evidence. Whatever depends on something that isn't known or understood is *unknown*, never *passed*. */
export type Conclusion = Omit<Answer, "evidence">;

/** The question has the answer that it should have. */
export const passed = (because: string): Conclusion => ({ answer: "passed", because, todo: [] });

/** There is nothing to ask the question about. */
export const notApplicable = (because: string): Conclusion => ({ answer: "not applicable", because, todo: [] });

/** @param todo what to do about it */
export const failed = (because: string, ...todo: NonEmpty<string>): Conclusion => ({ answer: "failed", because, todo });

/** @param todo what to do so that it can be decided */
export const unknown = (because: string, ...todo: NonEmpty<string>): Conclusion => ({
  answer: "unknown",
  because,
  todo,
});

/** Evidence: what was found. @param subject `undefined` if it is about the whole tenant */
export const observation = (subject: Subject | undefined, what: string, value: string): Evidence => ({
  subject,
  what,
  value,
});
