import { createHash } from "node:crypto";
import { capital, withoutStop } from "../text/sentence";
import { html, Markup } from "./html/markup";
import { STYLE } from "./html/style";
import type { Block, Cell, Check, CheckAnswer, Evidence, Item, Report, Section, Table, Tone } from "./report";

/** Nothing is fetched, nothing runs, and only the page's own style applies. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** A report as one page that needs no other files. */
export function renderHtml(report: Report): string {
  const { title, headline, answer, sections, footer } = report;
  const [first, ...more] = headline === undefined ? answer : [headline, ...answer];
  const titled = sections.filter((section) => section.title !== "");
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<title>${title}: ${withoutStop(first)}</title>
${Markup.from([`<style>${STYLE}</style>`], [])}
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<main class="wrap" id="main">

${headerOf(report, first, more)}
${sections.length < 4 ? undefined : html`<nav class="toc" aria-label="On this page">${titled.map((section) => html`<a href="#${idOf(section)}">${section.title}</a>`)}</nav>`}
${sections.map(sectionOf)}
<footer>${footer}</footer>
</main>
</body>
</html>
`.toString();
}

const headerOf = ({ title, tone, facts = [], numbers = [] }: Report, first: string, more: readonly string[]): Markup =>
  html`<header class="card verdict ${tone}">
<h1>${title}</h1>
<p class="headline">${capital(withoutStop(first))}</p>
${more.map((text, at) => html`<p class="${at === 0 ? "sentence" : ""}">${text}</p>`)}
${facts.length === 0 ? undefined : html`<dl class="facts">${facts.map(({ label, texts }) => html`<div><dt>${label}</dt>${texts.map((text) => html`<dd>${text}</dd>`)}</div>`)}</dl>`}
</header>
${numbers.length === 0 ? undefined : html`<ul class="numbers">${numbers.map(({ count, label, tone: one }) => html`<li class="${one}"><b>${count.toLocaleString("en-US")}</b>${label}</li>`)}</ul>`}`;

const idOf = ({ id, title }: Section): string => id ?? title.toLowerCase().replaceAll(/[^a-z]+/g, "-");

function sectionOf(section: Section): Markup {
  const { title, lead, blocks } = section;
  const id = idOf(section);
  if (title === "") return html`${blocks.map((block) => blockOf(block, id))}`;
  return html`
<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${lead === undefined ? undefined : html`<p class="lead">${lead}</p>`}
${blocks.map((block) => blockOf(block, id))}
</section>`;
}

function blockOf(block: Block, section: string): Markup {
  switch (block.kind) {
    case "text":
      return block.tone === undefined
        ? html`<p>${block.text}</p>`
        : html`<p class="card ${block.tone === "warn" ? "warn" : ""}">${block.text}</p>`;
    case "list":
      return html`<ul class="plain">${block.items.map((item) => itemOf(item, section))}</ul>`;
    case "entries":
      return html`<dl class="entries">${block.entries.map(({ label, texts }) => html`<div><dt>${label}</dt>${texts.map((text) => html`<dd>${text}</dd>`)}</div>`)}</dl>`;
    case "code":
      return html`<div class="scroll" role="region" tabindex="0" aria-label="To copy"><pre class="copy">${block.lines.map((line) => html`${line}\n`)}</pre></div>`;
    case "table":
      return tableOf(block.table());
    case "parts":
      return html`${block.parts.map(
        ({ title, tone, id, blocks }, at) => html`
<article class="card way ${tone}" id="${id ?? `${section}-${at + 1}`}">
<h3>${title}</h3>
${blocks().map((inner) => blockOf(inner, section))}
</article>`,
      )}`;
    case "checks":
      return html`${block.checks.map(checkOf)}`;
  }
}

const itemOf = (item: Item, section: string): Markup =>
  typeof item === "string"
    ? html`<li>${item}</li>`
    : html`<li>${item.text}${item.below.map((block) => blockOf(block, section))}</li>`;

/** @param label the name of the table for people who can't see it */
const tableOf = ({ look, head, rows }: Table, label = `Table of ${look}`): Markup => html`
<div class="scroll" role="region" tabindex="0" aria-label="${label}">
<table class="${look}">
<thead><tr>${head.map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map(cellOf)}</tr>`)}</tbody>
</table></div>`;

function cellOf(cell: Cell, at: number): Markup {
  const { text, below, tone } = typeof cell === "string" ? { text: cell } : cell;
  const inside = html`${tone === undefined ? html`${text}` : html`<span class="tag ${tone}">${text}</span>`}${below === undefined ? undefined : html`<br><small>${below}</small>`}`;
  return at === 0 ? html`<th scope="row">${inside}</th>` : html`<td>${inside}</td>`;
}

const TONES: { readonly [A in CheckAnswer]: Tone } = {
  passed: "good",
  failed: "bad",
  unknown: "warn",
  "not applicable": "none",
};

/** How much evidence of a check a page shows. JSON has all of it. */
const MOST_SHOWN = 40;
/** A check with more evidence than this is closed until the reader opens it. */
const MOST_OPEN = 12;

function checkOf({ number = "", title, must, answer, because, todo, evidence, facts }: Check): Markup {
  const isOpen = (answer === "failed" || answer === "unknown") && evidence.length <= MOST_OPEN;
  return html`<details class="step"${isOpen ? " open" : ""}>
<summary><span class="n">${number}</span><span><span class="tag ${TONES[answer]}">${answer}</span></span><span class="t">${title}<small>${because}</small></span></summary>
<div>
${must === undefined ? undefined : html`<p>${must}</p>`}
${todo.length === 0 ? undefined : html`<div class="todo"><b>What to do</b><ul>${todo.map((text) => html`<li>${text}</li>`)}</ul></div>`}
${facts === undefined ? evidenceOf(evidence, title) : undefined}
</div></details>`;
}

const THE_TENANT = { id: "", name: "the tenant" };

function evidenceOf(evidence: readonly Evidence[], about: string): Markup {
  if (evidence.length === 0) return html`<p>There is no evidence to show.</p>`;
  const more = evidence.length - MOST_SHOWN;
  const rows = evidence
    .slice(0, MOST_SHOWN)
    .map(({ subject: { id, name } = THE_TENANT, what, value }): readonly Cell[] => [
      { text: name, ...(id === name || id === "" ? {} : { below: id }) },
      what,
      value,
    ]);
  return html`${tableOf({ look: "evidence", head: ["Object", "What", "Found"], rows }, `Evidence: ${about}`)}
${more > 0 ? html`<p>and ${more} more; --format json has them all.</p>` : undefined}`;
}
