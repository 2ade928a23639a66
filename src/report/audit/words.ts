import type { Answer, AnswerKind } from "../../audit/answer";
import type { Audit } from "../../audit/audit";
import type { Exclusion } from "../../audit/exclusions/exclusions";
import { fewOf } from "../../audit/policies-in-words";
import { listing, named, shortened, shortenedTo } from "../../text/sentence";

export { verdictInWords as sentenceOf } from "../human/verdict";

/** The outcome as a headline. */
export const OUTCOMES: { readonly [O in Audit["outcome"]]: string } = {
  compliant: "compliant",
  "not compliant": "not compliant",
  "not settled": "not settled",
};

const KINDS: readonly AnswerKind[] = ["passed", "failed", "unknown", "not applicable"];

/** `11 passed, 2 failed and 2 unknown` */
export const stepsInNumbers = (answers: readonly Answer[]): string =>
  listing(
    KINDS.flatMap((kind) => {
      const count = answers.filter((answer) => answer.kind === kind).length;
      return count === 0 ? [] : [`${count} ${kind}`];
    }),
    "and",
  );

/** Said of a tenant whose policies are as something plans them; nothing of others. */
export const plannedInWords = ({ audited: { facts } }: Audit): string | undefined =>
  facts.plannedBy === undefined
    ? undefined
    : `Its policies are as ${shortened(facts.plannedBy)} plans them, not as they are in the tenant.`;

/** One exclusion in one sentence. */
export function exclusionInWords(exclusion: Exclusion): string {
  const { subject, standing, entry, isStale, review } = exclusion;
  const about =
    entry === undefined
      ? "no entry of the register"
      : `${entry.kind}, ${shortened(entry.reason)}; ${shortened(entry.owner)} answers for it, ${shortened(entry.approvedBy)} approved it, to be reviewed by ${entry.reviewBy}`;
  return `${shortened(subject.name)} (${subject.kind}): ${standing}; ${about}; ${reviewInWords(review)}${isStale ? "; no policy makes use of it" : ""}${confinedInWords(exclusion)}`;
}

/** What still stops an exempt account: nothing is said of one that is stopped nowhere. */
const confinedInWords = ({ confinedBy }: Exclusion): string =>
  confinedBy.length === 0 ? "" : `; still confined by ${namedFew(confinedBy.map(({ name }) => name))}`;

const namedFew = (names: readonly string[]): string => listing(fewOf(names.map(named)), "and");

function reviewInWords(review: Exclusion["review"]): string {
  switch (review.kind) {
    case "covered":
      return `covered by the access review ${review.by}${review.isRecurring ? "" : ", which is held once"}`;
    case "not covered":
      return `no access review covers it${because(review.why)}`;
    case "not known":
      return `whether an access review covers it isn't known${because(review.why)}`;
  }
}

const because = (why: string | undefined): string => (why === undefined ? "" : ` (${shortenedTo(140, why)})`);
