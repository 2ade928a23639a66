import { type Cell, listSection, type Section, tableSection } from "../../report/report";
import { shortenedTo } from "../../text/printable";
import { listingSome, named, shortened } from "../../text/sentence";
import { listFew } from "../../words/policies";
import type { Exclusion } from "../exclusions/exclusions";
import { approvedInWords } from "../exclusions/lines";
import type { AuditReport } from "./audit-report";

/** Every exclusion: who is excluded, who owns it, why, who approved it, and when the review is due. */
export function exclusionsSection({ audit: { exclusions } }: AuditReport): Section {
  if (exclusions.length === 0)
    return { ...listSection("Exclusions", ["Nobody is excluded, and the register exempts nobody."]), id: "exclusions" };
  return tableSection(
    {
      title: "Exclusions and their reviews",
      look: "exclusions",
      lead: "Each is a way around the control, so each needs an owner, a reason, an approval and a review.",
    },
    ["Who", "Status", "Reason", "Owner", "Review by", "Access review", "Still confined by"],
    () => exclusions.map(rowOf),
  );
}

/** How good the news of each status is. */
const TONES = {
  "in force": "good",
  overdue: "bad",
  "too far ahead": "warn",
  "not declared": "bad",
} as const satisfies { readonly [S in Exclusion["standing"]]: string };

function rowOf(exclusion: Exclusion): readonly Cell[] {
  const { subject, standing, entry, commit, isStale, members, review } = exclusion;
  return [
    { text: shortened(subject.name), below: [whatItIs(subject), ...listed(members)].join(": ") },
    {
      text: standing,
      tone: TONES[standing],
      ...(isStale ? { below: `no policy uses it${standing === "in force" ? ", yet it exempts people" : ""}` } : {}),
    },
    entry === undefined ? "not in the register" : `${entry.kind}: ${shortened(entry.reason)}`,
    entry === undefined ? "nobody" : { text: shortened(entry.owner), below: approvedInWords(entry, commit) },
    entry === undefined ? "no review date" : entry.reviewBy,
    reviewCell(review),
    confinedInWords(exclusion),
  ];
}

const whatItIs = ({ kind, id, name }: Exclusion["subject"]): string => (id === name ? kind : `${kind} ${id}`);

const listed = (members: readonly string[]): readonly string[] =>
  members.length === 0 ? [] : [listingSome(members.map(shortened), MOST_NAMED)];
const MOST_NAMED = 20;

/** The policies that still stop an exempt account. Of an account that isn't exempt, step 8 says whether anything stops it. */
export function confinedInWords(exclusion: Exclusion, list = listFew): string {
  const { subject, standing, confinedBy } = exclusion;
  const names = list(confinedBy.map(({ name }) => named(name)));
  if (names !== "") return names;
  if (standing !== "in force") return "not exempt: see step 8";
  return subject.kind === "user" ? "nothing" : "nothing that is known to stop anybody in it";
}

const REVIEWED = { covered: "good", "not covered": "bad", "not known": "warn" } as const;

function reviewCell(review: Exclusion["review"]): Cell {
  const cell = { text: review.kind, tone: REVIEWED[review.kind] };
  if (review.kind === "covered") return { ...cell, below: `${review.by}${review.isRecurring ? "" : ", held once"}` };
  return review.why === undefined ? cell : { ...cell, below: shortenedTo(140, review.why) };
}
