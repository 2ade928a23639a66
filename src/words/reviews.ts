import type { Finding } from "../law/model/finding";
import type { RegisterEntry, RegisterOnDay } from "../law/model/register";
import { quoted } from "../text/printable";
import type { SourceSpan } from "../text/source-span";

const HELP = {
  "overdue-review": "hold the access review and set the next date, or remove the entry",
  "review-too-far": "set a date within a year; an exclusion is reviewed at least that often",
} as const;

/** Something about an entry's review that is no error in the file. */
export type ReviewFinding = Finding<keyof typeof HELP, SourceSpan>;

/** Entries whose review should have happened before the day. */
export const overdueReviews = ({ overdue, day }: RegisterOnDay): readonly ReviewFinding[] =>
  overdue.map((entry) => findingOf("overdue-review", entry, `was due by ${entry.reviewBy}, and it is ${day}`));

/** Entries whose review is more than a year after the day. */
export const tooFarReviews = ({ tooFarAhead, day }: RegisterOnDay): readonly ReviewFinding[] =>
  tooFarAhead.map((entry) =>
    findingOf("review-too-far", entry, `is due by ${entry.reviewBy}, more than a year after ${day}`),
  );

function findingOf(code: ReviewFinding["code"], { principal, reviewAt }: RegisterEntry, when: string): ReviewFinding {
  const message = `the review of ${principal.kind} ${quoted(principal.id)} ${when}`;
  return { code, severity: "warning", message, primary: reviewAt, related: [], help: HELP[code] };
}
