import type { Circumstances, Dimension } from "../../law/model/dimensions";
import { type UserId, userId } from "../../law/model/ids";
import { OUTSIDER_TYPES } from "../../law/model/sign-in";
import type { Tenant } from "../../law/model/tenant";
import type { Cell, Section, Table } from "../../report/report";
import { counted, listing } from "../../text/sentence";
import type { Bypass } from "../../verifier/verdict";
import type { ExplainedTenant } from "../../words/explained-tenant";
import { type DirectoryNames, identityTypeName, identityTypeNames } from "../../words/principal";
import { headcount, nameList, notPeopleAmong } from "../../words/uncovered";
import { widestOnly } from "../../words/widest";
import { type Column, type CoverageRow, coverageOf, STANDINGS, type Standing } from "../by-way/coverage";
import { isOfKind, type SignInKind } from "../by-way/kind";
import type { AuditReport } from "./audit-report";
import { type ColumnNote, DIMENSION_WORDS, namedColumns } from "./column-words";

/** The number of the first of these ways in, from 0, that is open for somebody of a row by a sign-in of a column; -1 where none is. */
export const wayShown = (row: CoverageRow, column: Column, ways: readonly Bypass[], tenant: Tenant): number =>
  ways.findIndex((way) => isFor(row, way) && column.kinds.some((kind) => reaches(way, kind, tenant)));

/** All people of a row whose cells aren't the worst of several sorts are alike, so one of them tells. */
const isFor = ({ people, type, sorts }: CoverageRow, way: Bypass): boolean =>
  type === undefined
    ? (sorts === 1 ? people.slice(0, 1) : people).some((id) => isAmong(way.people, id))
    : way.others.some(({ identity }) => identity.type === type);

/** Whether the sorted list has it. */
function isAmong(sorted: readonly UserId[], id: UserId): boolean {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const at = sorted[middle];
    if (at === id) return true;
    if (at !== undefined && at < id) from = middle + 1;
    else to = middle;
  }
  return false;
}

/** Whether a way in is as wide as to have a sign-in of this kind. */
export function reaches({ signIn, alsoTrueFor }: Bypass, kind: SignInKind, tenant: Tenant): boolean {
  const { dimension } = kind.what;
  const width: "any" | readonly Circumstances[Dimension][] = alsoTrueFor[dimension] ?? [signIn[dimension]];
  return width === "any" || width.some((value) => isOfKind(kind, { ...signIn, [dimension]: value }, tenant));
}

const SAID: { readonly [S in Standing]: { readonly mark: string; readonly word: string; readonly means: string } } = {
  blocked: { mark: "⊘", word: "blocked", means: "no sign-in of this kind gets through, with MFA or without" },
  covered: { mark: "✓", word: "MFA", means: "no sign-in of this kind gets through without MFA" },
  exempt: { mark: "◇", word: "exempt", means: "in the register, approved, with a review date" },
  hanging: { mark: "?", word: "depends", means: "depends on what isn't known or understood" },
  exposed: { mark: "✕", word: "exposed", means: "at least one sign-in of this kind gets through without MFA" },
};

/** With more columns than these a cell has its mark alone, and the word for those who don't see it. */
const MOST_WORDED = 8;

/** People by ways to sign in: who is covered where. */
export const coverageSection = (report: AuditReport, explained: ExplainedTenant): Section => ({
  title: "Who needs MFA, by type of sign-in",
  id: "coverage",
  where: "page",
  lead: "Each cell is the worst case: somebody in the row, signing in that way, whatever else holds. A number links to the way in that shows it. People whom the policies treat alike share a row; types of sign-in that make no difference share a column.",
  blocks: [{ kind: "table", table: () => coverageTable(report, explained) }],
});

function coverageTable({ audit, judgement }: AuditReport, explained: ExplainedTenant): Table {
  const { tenant } = audit.audited;
  const { columns: all, rows } = coverageOf(audit.audited);
  const shown = all.flatMap((column, at) => (makesDifference(column) ? [{ column, at }] : []));
  const columns = shown.map(({ column }) => column);
  const ways = widestOnly(judgement.verdict.bypasses);
  const { names, notes } = namedColumns(columns, tenant);
  const cells = (row: CoverageRow): readonly Cell[] =>
    shown.map(({ column, at }) => {
      const standing = row.cells[at] ?? "hanging";
      const way = standing === "exposed" || standing === "hanging" ? wayShown(row, column, ways, tenant) : -1;
      const { mark, word } = SAID[standing];
      return { text: word, mark, tone: TONES[standing], ...(way < 0 ? {} : { to: `way-${way + 1}` }) };
    });
  return {
    label: "Table of coverage",
    look: columns.length > MOST_WORDED ? "narrow" : "coverage",
    groups: groupsOf(columns).map(([dimension, count]) => ({
      title: DIMENSION_WORDS[dimension].title,
      columns: count,
    })),
    head: ["People", ...names],
    rows: rows.map((row) => [who(row, explained), ...cells(row)]),
    legend: STANDINGS.toReversed().map((standing) => ({
      tone: TONES[standing],
      mark: `${SAID[standing].mark} ${SAID[standing].word}`,
      text: SAID[standing].means,
    })),
    notes: [...notes, ...indifferent(all)].map(({ name, text }) => ({ label: name, text })),
  };
}

/** Dimensions that a policy tells apart and that have no column, as nobody stands otherwise in any of them. */
function indifferent(columns: readonly Column[]): readonly ColumnNote[] {
  const titles = columns
    .filter((column) => !makesDifference(column))
    .map(({ dimension }) => DIMENSION_WORDS[dimension].title.toLowerCase());
  return titles.length === 0 ? [] : [{ name: "No difference", text: listing(titles, "and") }];
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

const TONES = { blocked: "good", covered: "good", exempt: "none", hanging: "warn", exposed: "bad" } as const;

function who({ people, type, isExempt, sorts }: CoverageRow, { directory: { names } }: ExplainedTenant): Cell {
  if (type !== undefined) {
    const isOutsider = OUTSIDER_TYPES.some((one) => one === type);
    return {
      text: capital(identityTypeNames([type])),
      below: isOutsider ? "without an account in the directory" : "anybody",
    };
  }
  const count = headcount(people, names);
  if (sorts > 1) return { text: count, below: `of ${sorts} more kinds, each cell at its worst` };
  const classes = names.userOf(people[0] ?? userId(""))?.classes ?? [];
  const sort = classes.length === 1 ? classes[0] : undefined;
  const text = isExempt
    ? `${count}, exempt`
    : sort === undefined
      ? count
      : `${counted(people.length, identityTypeName(sort), identityTypeNames([sort]))}${disabledAmong(people, names)}`;
  return { text, below: brief(people, names) };
}

function disabledAmong(people: readonly UserId[], names: DirectoryNames): string {
  const others = notPeopleAmong(people, names);
  return others === "" ? "" : `, ${others}`;
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
