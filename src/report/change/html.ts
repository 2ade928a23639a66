import type { IsoDate } from "../../text/iso-date";
import { fileName } from "../../text/sentence";
import { framed } from "../html/frame";
import { html, type Markup } from "../html/markup";
import { UNDO_FIRST } from "../human/undo";
import { asOfDay, type JudgedComparison } from "../judgement";
import { type ToldWay, toldChange } from "./told-change";

/** What a change does, as one page that needs nothing beside it. */
export function comparisonInHtml(judged: JudgedComparison, otherDay: IsoDate | undefined): string {
  const { tone, headline, declared, undo, opened, closed, unknowns } = toldChange(judged);
  return framed(
    headline,
    html`
<header class="card verdict ${tone}">
<h1>MFA for Azure management: a change</h1>
<p class="headline">${headline}</p>
${declared.map((text) => html`<p>${text}</p>`)}
${otherDay === undefined ? undefined : html`<p>${asOfDay(otherDay)}</p>`}
<dl class="facts"><div><dt>Before</dt><dd>${fileName(judged.before.file)}</dd></div><div><dt>After</dt><dd>${fileName(judged.after.file)}</dd></div></dl>
</header>
${undo === undefined ? undefined : html`<section aria-labelledby="undo"><h2 id="undo">${UNDO_FIRST}</h2><ul>${undo.points.map((point) => html`<li>${point}</li>`)}</ul><p>${undo.after}</p></section>`}
${section("opened", "Newly open", opened, "bad")}
${section("closed", "No longer open", closed, "good")}
${unknowns.length === 0 ? undefined : html`<section aria-labelledby="unknowns"><h2 id="unknowns">Not understood</h2><ul class="plain">${unknowns.map((text) => html`<li>${text}</li>`)}</ul></section>`}
<footer>Made by azmfa diff.</footer>`,
  );
}

const section = (id: string, title: string, ways: readonly ToldWay[], tone: "good" | "bad"): Markup | undefined =>
  ways.length === 0
    ? undefined
    : html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${ways.map((way) => toldWay(way, tone))}</section>`;

const toldWay = ({ who, how, given, why }: ToldWay, tone: "good" | "bad"): Markup => html`
<article class="card way ${given === undefined ? tone : "warn"}">
<p class="how"><b>${who}</b></p>
<p>${how}.</p>
${given === undefined ? undefined : html`<p>If ${given}.</p>`}
${why.length === 0 ? undefined : html`<ul>${why.map((reason) => html`<li>${reason}</li>`)}</ul>`}
</article>`;
