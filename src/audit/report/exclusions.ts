import type { Cell, Section } from "../../report/report";
import type { IsoDate } from "../../text/iso-date";
import { listing, named, shortened, shortenedTo } from "../../text/sentence";
import type { Exclusion } from "../exclusions/exclusions";
import { approval } from "../exclusions/lines";
import { fewOf } from "../policies-in-words";
import type { AuditReport } from "./audit-report";

const DAY_MS = 86_400_000;

/** Whoever is excluded: who owns it, why, who approved it, and how long until the review. */
export function exclusionsSection({ audit: { exclusions, audited } }: AuditReport): Section {
  if (exclusions.length === 0)
    return {
      title: "Exclusions",
      id: "exclusions",
      blocks: [{ kind: "text", text: "Nobody is excluded, and the register exempts nobody." }],
    };
  return {
    title: "Exclusions and their reviews",
    id: "exclusions",
    lead: `Each is a way around the control, so each needs an owner, a reason, an approval and a review. The time line runs from a year before ${audited.day} to a year after it; the dashed mark is that day.`,
    blocks: [
      {
        kind: "table",
        table: () => ({
          label: "Table of exclusions",
          look: "exclusions",
          head: ["Who", "Status", "Reason", "Owner", "Review by", "Access review", "Still confined by"],
          rows: exclusions.map((exclusion) => rowOf(exclusion, audited.day)),
        }),
      },
    ],
  };
}

const TONES = {
  "in force": "good",
  overdue: "bad",
  "too far ahead": "warn",
  "not declared": "bad",
} as const satisfies { readonly [S in Exclusion["standing"]]: string };

function rowOf({ subject, standing, entry, isStale, review, confinedBy }: Exclusion, day: IsoDate): readonly Cell[] {
  return [
    {
      text: shortened(subject.name),
      below: `${subject.kind}${subject.id === subject.name ? "" : ` ${subject.id}`}`,
    },
    { text: standing, tone: TONES[standing], ...(isStale ? { below: "no policy uses it" } : {}) },
    entry === undefined ? "not in the register" : `${entry.kind}: ${shortened(entry.reason)}`,
    entry === undefined ? "nobody" : { text: shortened(entry.owner), below: approval(entry) },
    entry === undefined
      ? { text: "no review date", key: "" }
      : {
          text: entry.reviewBy,
          key: entry.reviewBy,
          days: Math.round((Date.parse(entry.reviewBy) - Date.parse(day)) / DAY_MS),
        },
    reviewCell(review),
    confinedInWords(subject, standing, confinedBy),
  ];
}

/** Only accounts that are exempt are looked at: the ways in say how the others get in. */
function confinedInWords(
  { kind }: Exclusion["subject"],
  standing: Exclusion["standing"],
  confinedBy: Exclusion["confinedBy"],
): string {
  if (confinedBy.length > 0) return listing(fewOf(confinedBy.map(({ name }) => named(name))), "and");
  if (standing !== "in force") return "not exempt, see the ways in";
  return kind === "user" ? "nothing" : "nothing that stops anybody in it";
}

function reviewCell(review: Exclusion["review"]): Cell {
  switch (review.kind) {
    case "covered":
      return { text: "covered", tone: "good", below: `${review.by}${review.isRecurring ? "" : ", held once"}` };
    case "not covered":
      return { text: "not covered", tone: "bad", ...because(review.why) };
    case "not known":
      return { text: "not known", tone: "warn", ...because(review.why) };
  }
}

const because = (why: string | undefined): { readonly below?: string } =>
  why === undefined ? {} : { below: shortenedTo(140, why) };
