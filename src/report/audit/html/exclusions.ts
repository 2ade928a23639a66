import type { Exclusion } from "../../../audit/exclusions/exclusions";
import type { IsoDate } from "../../../text/iso-date";
import { counted } from "../../../text/sentence";
import { html, type Markup } from "../../html/markup";
import type { AuditReport } from "../audit-report";
import type { Tone } from "./tone";

/** Whoever is left out: who answers for it, and how long until the review, on a line of time. */
export function exclusionsSection({ audit }: AuditReport): Markup {
  const { exclusions, audited } = audit;
  if (exclusions.length === 0)
    return html`
<section id="exclusions" aria-labelledby="exclusions-title">
<h2 id="exclusions-title">Exclusions</h2>
<p class="card">Nobody is excluded, and no register declares anybody.</p>
</section>`;
  return html`
<section id="exclusions" aria-labelledby="exclusions-title">
<h2 id="exclusions-title">Exclusions and their reviews</h2>
<p class="lead">Each is a way around the control, so each needs an owner, a reason, an approval and a review. The line of time runs from a year before ${audited.day} to a year after it; the dashed mark is that day.</p>
<div class="scroll" role="region" tabindex="0" aria-label="Table of exclusions">
<table class="fixed exclusions" data-sortable>
<thead><tr><th scope="col">Who</th><th scope="col">Standing</th><th scope="col">Reason</th><th scope="col">Answers for it</th><th scope="col">Review by</th><th scope="col">Access review</th></tr></thead>
<tbody>${exclusions.map((exclusion) => row(exclusion, audited.day))}</tbody>
</table></div>
</section>`;
}

const TONES: { readonly [S in Exclusion["standing"]]: Tone } = {
  "in force": "good",
  overdue: "bad",
  "too far ahead": "warn",
  "not declared": "bad",
};

const row = (exclusion: Exclusion, day: IsoDate): Markup => {
  const { subject, standing, entry, isStale } = exclusion;
  return html`<tr>
<th scope="row">${subject.name}<br><code>${subject.kind}${subject.id === subject.name ? "" : ` ${subject.id}`}</code></th>
<td><span class="tag ${TONES[standing]}">${standing}</span>${isStale ? html`<br>no policy makes use of it` : undefined}</td>
<td>${entry === undefined ? "none is written down" : `${entry.kind}: ${entry.reason}`}</td>
<td>${entry === undefined ? "nobody" : html`${entry.owner}<br>approved by ${entry.approvedBy}`}</td>
<td data-key="${entry?.reviewBy ?? ""}">${entry === undefined ? "no review is set" : html`<time datetime="${entry.reviewBy}">${entry.reviewBy}</time>${line(entry.reviewBy, day)}`}</td>
<td>${reviewed(exclusion)}</td>
</tr>`;
};

const DAY_MS = 86_400_000;
const YEAR = 366;
const WIDTH = 200;
/** A review within so many days is worth a word. */
const SOON = 30;

/** From a year before the day to a year after: what is left until the review, or by how much it is late. */
function line(reviewBy: IsoDate, day: IsoDate): Markup {
  const days = Math.round((Date.parse(reviewBy) - Date.parse(day)) / DAY_MS);
  const middle = WIDTH / 2;
  const at = middle + (Math.max(-YEAR, Math.min(YEAR, days)) / YEAR) * (middle - 5);
  const { said, tone, stroke } = untilReview(days);
  return html`<br><span class="left-until ${tone}">${said}</span><svg class="time" viewBox="0 0 ${WIDTH} 20" preserveAspectRatio="none" aria-hidden="true" focusable="false"><line class="rule" x1="5" y1="10" x2="${WIDTH - 5}" y2="10"/><line class="${stroke}" x1="${Math.min(middle, at)}" y1="10" x2="${Math.max(middle, at)}" y2="10"/><line class="today" x1="${middle}" y1="0" x2="${middle}" y2="20"/></svg>`;
}

/** How long it is until a review, in words, and how that is drawn. */
function untilReview(days: number): { readonly said: string; readonly tone: Tone; readonly stroke: string } {
  if (days < 0) return { said: `${counted(-days, "day", "days")} late`, tone: "bad", stroke: "late" };
  if (days === 0) return { said: "due that day", tone: "warn", stroke: "soon" };
  const left = `${counted(days, "day", "days")} left`;
  if (days <= SOON) return { said: `due soon: ${left}`, tone: "warn", stroke: "soon" };
  return days > YEAR ? { said: left, tone: "warn", stroke: "far" } : { said: left, tone: "none", stroke: "left" };
}

function reviewed({ review }: Exclusion): Markup {
  switch (review.kind) {
    case "covered":
      return html`<span class="tag good">covered</span> ${review.by}${review.isRecurring ? "" : ", held once"}`;
    case "not covered":
      return html`<span class="tag bad">not covered</span>${because(review.why)}`;
    case "not known":
      return html`<span class="tag warn">not known</span>${because(review.why)}`;
  }
}

const because = (why: string | undefined): Markup | undefined => (why === undefined ? undefined : html` ${why}`);
