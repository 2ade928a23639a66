import type { Answer, AnswerKind } from "./answer";

const RANK: readonly AnswerKind[] = ["failed", "unknown", "passed", "not applicable"];

/** The worst of the answers: failed before unknown before passed; *not applicable* where all are, or there is none. */
export const worst = (answers: readonly Answer[]): AnswerKind =>
  RANK.find((kind) => answers.some((answer) => answer.kind === kind)) ?? "not applicable";
