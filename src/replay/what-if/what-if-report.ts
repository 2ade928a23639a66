import type { Tenant } from "../../law/model/tenant";
import type { OtherAnswer } from "./compare-answer";
import type { CannotAsk, Question } from "./question";

/** What came of a question. `failed`: Graph refused it or answered something else. */
export type QuestionResult =
  | { readonly kind: "agrees" }
  | { readonly kind: "disagrees" | "knownDefect"; readonly others: readonly OtherAnswer[] }
  | { readonly kind: "notAvailable"; readonly why: CannotAsk | "failed" };

/** Questions with what came of them, and everything that a report of it says. */
export interface WhatIfReport {
  readonly tenantFile: string;
  readonly tenant: Tenant;
  readonly results: readonly {
    readonly question: Question;
    readonly isStopped: boolean;
    readonly result: QuestionResult;
  }[];
  /** What the answers say of themselves. */
  readonly tips: readonly string[];
}

/** How many questions came to that. */
export const countOf = ({ results }: WhatIfReport, kind: QuestionResult["kind"]): number =>
  results.filter(({ result }) => result.kind === kind).length;
