import type { Finding } from "../../model/finding";
import { aYearAfter, type IsoDate } from "../../text/iso-date";
import { quoted } from "../../text/printable";
import type { SourceSpan } from "../../text/source-span";

export const EXCLUSION_KINDS = ["break-glass", "service-account", "exception"] as const;
export type ExclusionKind = (typeof EXCLUSION_KINDS)[number];

/** Who is excluded. Ids are object ids in lower case. */
export type ExcludedPrincipal =
  | { readonly kind: "user"; readonly id: string }
  /** With `members` those are exempt and nobody else in the group; without, whoever is in it. */
  | { readonly kind: "group"; readonly id: string; readonly members: ReadonlySet<string> | undefined };

/** One declared exclusion. */
export type RegisterEntry = {
  readonly principal: ExcludedPrincipal;
  readonly kind: ExclusionKind;
  readonly reason: string;
  readonly owner: string;
  readonly approvedBy: string;
  /** The last day on which the access review may still be outstanding. */
  readonly reviewBy: IsoDate;
  /** Where the principal's id stands. */
  readonly at: SourceSpan;
  /** Where the review date stands. */
  readonly reviewAt: SourceSpan;
};

/** An exclusions register without errors. */
export type Register = { readonly file: string; readonly entries: readonly RegisterEntry[] };

const HELP = {
  "overdue-review": "hold the access review and set the next date, or remove the entry",
  "review-too-far": "set a date within a year; an exclusion is reviewed at least that often",
} as const;

/** Something about an entry's review that is no error in the file. */
export interface ReviewFinding extends Finding<keyof typeof HELP, SourceSpan> {
  readonly entry: RegisterEntry;
}

/** Entries whose review should have happened before the day. On the day itself it still may. */
export function findOverdue({ entries }: Register, day: IsoDate): readonly ReviewFinding[] {
  return entries
    .filter(({ reviewBy }) => reviewBy < day)
    .map((entry) => findingOf("overdue-review", entry, `was due by ${entry.reviewBy}, and it is ${day}`));
}

/** Entries whose review is more than a year after the day. */
export function findTooFarAhead({ entries }: Register, day: IsoDate): readonly ReviewFinding[] {
  const limit = aYearAfter(day);
  return entries
    .filter(({ reviewBy }) => reviewBy > limit)
    .map((entry) => findingOf("review-too-far", entry, `is due by ${entry.reviewBy}, more than a year after ${day}`));
}

function findingOf(code: ReviewFinding["code"], entry: RegisterEntry, when: string): ReviewFinding {
  const { kind, id } = entry.principal;
  const message = `the review of ${kind} ${quoted(id)} ${when}`;
  return { code, severity: "warning", message, primary: entry.reviewAt, related: [], help: HELP[code], entry };
}
