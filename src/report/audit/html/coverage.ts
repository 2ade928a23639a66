import type { Column } from "../../../audit/by-way/columns";
import { type CoverageRow, coverageOf, type Standing } from "../../../audit/by-way/coverage";
import { CONDITIONS } from "../../../conditions";
import type { Circumstances, ListedDimension } from "../../../model/dimensions";
import { type UserId, userId } from "../../../model/ids";
import { OUTSIDER_TYPES } from "../../../model/sign-in";
import { counted } from "../../../text/sentence";
import { html, type Markup } from "../../html/markup";
import type { ExplainedTenant } from "../../human/explained-tenant";
import { type DirectoryNames, identityTypeName, identityTypeNames } from "../../principal";
import { tellerOf } from "../../sign-in";
import { nameList } from "../../uncovered";
import type { AuditReport } from "../audit-report";

const SAID: { readonly [S in Standing]: { readonly mark: string; readonly word: string; readonly means: string } } = {
  covered: { mark: "✓", word: "MFA", means: "no sign-in of this kind gets through without MFA" },
  exempt: { mark: "◇", word: "exempt", means: "declared in the register, approved, and to be reviewed" },
  hanging: { mark: "?", word: "hangs", means: "whether one gets through hangs on what isn't known or understood" },
  exposed: { mark: "✕", word: "exposed", means: "at least one sign-in of this kind gets through without MFA" },
};

/** With more columns than these a cell has its mark alone, and the word for those who don't see it. */
const MOST_WORDED = 8;

/** People by ways to sign in: who is covered where. */
export function coverageSection({ audit }: AuditReport, explained: ExplainedTenant): Markup {
  const { columns, rows } = coverageOf(audit.audited);
  const teller = tellerOf(audit.audited.tenant);
  const isNarrow = columns.length > MOST_WORDED;
  return html`
<section id="coverage" aria-labelledby="coverage-title">
<h2 id="coverage-title">Who is covered, and how they sign in</h2>
<p class="lead">Each cell is the worst case: somebody in the row, signing in that way, from anywhere, on any device. People whom the policies treat alike share a row.</p>
<p class="legend">${(Object.keys(SAID) as Standing[]).map((standing) => html`<span><span class="tag ${TONES[standing]}">${SAID[standing].mark} ${SAID[standing].word}</span> ${SAID[standing].means}</span>`)}</p>
<div class="scroll" role="region" tabindex="0" aria-label="Table of coverage">
<table class="${isNarrow ? "coverage narrow" : "coverage"}">
<thead>
<tr><td></td>${groupsOf(columns).map(([dimension, count]) => html`<th scope="colgroup" colspan="${count}">${GROUPS[dimension]}</th>`)}</tr>
<tr><th scope="col">People</th>${columns.map((column) => html`<th scope="col">${labelOf(column)}</th>`)}</tr>
</thead>
<tbody>${rows.map((row) => html`<tr>${who(row, explained)}${row.cells.map((standing) => cell(standing, isNarrow))}</tr>`)}</tbody>
</table></div>
</section>`;

  function labelOf<D extends ListedDimension>({ dimension, value }: Column & { readonly dimension: D }): string {
    return capital(CONDITIONS[dimension].words.how([value as Circumstances[D]], teller) ?? "any other");
  }
}

const GROUPS: { readonly [D in ListedDimension]: string } = {
  clientApp: "With",
  platform: "Platform",
  signInRisk: "Sign-in risk",
  userRisk: "User risk",
  insiderRisk: "Insider risk",
  authenticationFlow: "Flow",
  agentRisk: "Agent risk",
};

/** Columns stand dimension by dimension. */
function groupsOf(columns: readonly Column[]): readonly (readonly [ListedDimension, number])[] {
  const counts = new Map<ListedDimension, number>();
  for (const { dimension } of columns) counts.set(dimension, (counts.get(dimension) ?? 0) + 1);
  return [...counts];
}

const TONES = { covered: "good", exempt: "none", hanging: "warn", exposed: "bad" } as const;

function cell(standing: Standing, isNarrow: boolean): Markup {
  const { mark, word } = SAID[standing];
  return isNarrow
    ? html`<td class="${standing}"><span><i aria-hidden="true">${mark}</i><i class="vh">${word}</i></span></td>`
    : html`<td class="${standing}"><span><i aria-hidden="true">${mark}</i> ${word}</span></td>`;
}

function who({ people, type, cells }: CoverageRow, { directory: { names } }: ExplainedTenant): Markup {
  if (type !== undefined)
    return html`<th scope="row"><b>${capital(identityTypeNames([type]))}</b>${OUTSIDER_TYPES.some((one) => one === type) ? "without an account in the directory" : "anybody"}</th>`;
  const classes = names.userOf(people[0] ?? userId(""))?.classes ?? [];
  const sort = classes.length === 1 && classes[0] !== undefined ? classes[0] : undefined;
  const title = cells.includes("exempt")
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
