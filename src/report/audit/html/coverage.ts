import type { Column } from "../../../audit/by-way/columns";
import { type CoverageRow, coverageOf } from "../../../audit/by-way/coverage";
import { STANDINGS, type Standing } from "../../../audit/by-way/standing";
import type { Dimension } from "../../../law/model/dimensions";
import { type UserId, userId } from "../../../law/model/ids";
import { OUTSIDER_TYPES } from "../../../law/model/sign-in";
import { counted, listing } from "../../../text/sentence";
import { html, type Markup } from "../../html/markup";
import type { ExplainedTenant } from "../../human/explained-tenant";
import { widestOnly } from "../../human/widest";
import { type DirectoryNames, identityTypeName, identityTypeNames } from "../../principal";
import { nameList } from "../../uncovered";
import type { AuditReport } from "../audit-report";
import { type ColumnNote, DIMENSION_WORDS, namedColumns } from "./column-words";
import { wayShown } from "./way-shown";

const SAID: { readonly [S in Standing]: { readonly mark: string; readonly word: string; readonly means: string } } = {
  covered: { mark: "✓", word: "MFA", means: "no sign-in of this kind gets through without MFA" },
  exempt: { mark: "◇", word: "exempt", means: "declared in the register, approved, and to be reviewed" },
  hanging: { mark: "?", word: "hangs", means: "whether one gets through hangs on what isn't known or understood" },
  exposed: { mark: "✕", word: "exposed", means: "at least one sign-in of this kind gets through without MFA" },
};

/** With more columns than these a cell has its mark alone, and the word for those who don't see it. */
const MOST_WORDED = 8;

/** People by ways to sign in: who is covered where. */
export function coverageSection({ audit, judgement }: AuditReport, explained: ExplainedTenant): Markup {
  const { tenant } = audit.audited;
  const { columns: all, rows } = coverageOf(audit.audited);
  const shown = all.flatMap((column, at) => (makesDifference(column) ? [{ column, at }] : []));
  const columns = shown.map(({ column }) => column);
  const ways = widestOnly(judgement.verdict.bypasses);
  const { names, notes } = namedColumns(columns, tenant);
  const isNarrow = columns.length > MOST_WORDED;
  const cells = (row: CoverageRow): readonly Markup[] =>
    shown.map(({ column, at }) => {
      const standing = row.cells[at] ?? "hanging";
      const isOpen = standing === "exposed" || standing === "hanging";
      return cell(standing, isNarrow, isOpen ? wayShown(row, column, ways, tenant) : -1);
    });
  return html`
<section id="coverage" aria-labelledby="coverage-title">
<h2 id="coverage-title">Who is covered, and how they sign in</h2>
<p class="lead">Each cell is the worst case: somebody in the row, signing in that way, whatever else is so. A number leads to the way in that shows it. People whom the policies treat alike share a row, and what makes no difference to anybody shares a column.</p>
<ul class="legend">${STANDINGS.toReversed().map((standing) => html`<li><span class="tag ${TONES[standing]}">${SAID[standing].mark} ${SAID[standing].word}</span> ${SAID[standing].means}</li>`)}</ul>
<div class="scroll" role="region" tabindex="0" aria-label="Table of coverage">
<table class="${isNarrow ? "coverage narrow" : "coverage"}">
<thead>
<tr><td></td>${groupsOf(columns).map(([dimension, count]) => html`<th scope="colgroup" colspan="${count}">${DIMENSION_WORDS[dimension].title}</th>`)}</tr>
<tr><th scope="col">People</th>${names.map((name) => html`<th scope="col">${name}</th>`)}</tr>
</thead>
<tbody>${rows.map((row) => html`<tr>${who(row, explained)}${cells(row)}</tr>`)}</tbody>
</table></div>
${notesIn([...notes, ...indifferent(all)])}
</section>`;
}

const notesIn = (notes: readonly ColumnNote[]): Markup | undefined =>
  notes.length === 0
    ? undefined
    : html`<dl class="notes">${notes.map(({ name, text }) => html`<div><dt>${name}</dt><dd>${text}</dd></div>`)}</dl>`;

/** Dimensions that a policy tells apart and that have no column, as nobody stands otherwise in any of them. */
function indifferent(columns: readonly Column[]): readonly ColumnNote[] {
  const titles = columns
    .filter((column) => !makesDifference(column))
    .map(({ dimension }) => DIMENSION_WORDS[dimension].title.toLowerCase());
  return titles.length === 0 ? [] : [{ name: "No difference to anybody", text: listing(titles, "and") }];
}

/** How somebody signs in is always shown; of another dimension only what makes a difference to anybody. */
const makesDifference = ({ dimension, isWhole }: Column): boolean =>
  !isWhole || dimension === "clientApp" || dimension === "authenticationFlow";

/** Columns stand dimension by dimension. */
function groupsOf(columns: readonly Column[]): readonly (readonly [Dimension, number])[] {
  const counts = new Map<Dimension, number>();
  for (const { dimension } of columns) counts.set(dimension, (counts.get(dimension) ?? 0) + 1);
  return [...counts];
}

const TONES = { covered: "good", exempt: "none", hanging: "warn", exposed: "bad" } as const;

/** @param way the number of the way in that shows it, from 0; -1 where none does */
function cell(standing: Standing, isNarrow: boolean, way: number): Markup {
  const { mark, word } = SAID[standing];
  const said = isNarrow
    ? html`<i aria-hidden="true">${mark}</i><i class="vh">${word}</i>`
    : html`<i aria-hidden="true">${mark}</i> ${word}`;
  return way < 0
    ? html`<td class="${standing}"><span>${said}</span></td>`
    : html`<td class="${standing}"><a href="#way-${way + 1}">${said}<i class="vh">, shown by way in</i> <i class="at">${isNarrow ? "" : "way "}${way + 1}</i></a></td>`;
}

function who({ people, type, isExempt, sorts }: CoverageRow, { directory: { names } }: ExplainedTenant): Markup {
  if (type !== undefined)
    return html`<th scope="row"><b>${capital(identityTypeNames([type]))}</b>${OUTSIDER_TYPES.some((one) => one === type) ? "without an account in the directory" : "anybody"}</th>`;
  if (sorts > 1)
    return html`<th scope="row"><b>${counted(people.length, "person", "people")}</b>of ${sorts} more sorts, each cell at its worst</th>`;
  const classes = names.userOf(people[0] ?? userId(""))?.classes ?? [];
  const sort = classes.length === 1 && classes[0] !== undefined ? classes[0] : undefined;
  const title = isExempt
    ? `${counted(people.length, "person", "people")}, exempt`
    : sort === undefined
      ? counted(people.length, "person", "people")
      : counted(people.length, identityTypeName(sort), identityTypeNames([sort]));
  return html`<th scope="row"><b>${title}</b>${brief(people, names)}</th>`;
}

const MOST_NAMED = 3;

function brief(people: readonly UserId[], names: DirectoryNames): string {
  if (people.length <= MOST_NAMED + 1) return nameList(people, names);
  return `${people
    .slice(0, MOST_NAMED)
    .map((id) => nameList([id], names))
    .join(", ")} and ${(people.length - MOST_NAMED).toLocaleString("en-US")} more`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
