import type { Circumstances, Dimension } from "../../law/model/dimensions";
import { type UserId, userId } from "../../law/model/ids";
import { OUTSIDER_TYPES } from "../../law/model/sign-in";
import type { Tenant } from "../../law/model/tenant";
import type { Cell, Fact, Section, Table } from "../../report/report";
import { counted, listing } from "../../text/sentence";
import type { Bypass } from "../../verifier/verdict";
import type { ExplainedTenant } from "../../words/explained-tenant";
import { type DirectoryNames, identityTypeName, identityTypeNames } from "../../words/principal";
import { headcount, nameList, notPeopleAmong } from "../../words/uncovered";
import { widestOnly } from "../../words/ways-listed";
import { CELL_STATES, type CellState, type Column, type CoverageRow, coverageOf } from "../coverage-matrix/coverage";
import { isOfKind, type SignInKind } from "../coverage-matrix/kind";
import type { AuditReport } from "./audit-report";

/** The number of the first of these ways in, from 0, that is open for somebody of a row by a sign-in of a column; -1 where none is. */
const wayShown = (row: CoverageRow, column: Column, ways: readonly WayIn[], tenant: Tenant): number =>
  ways.findIndex((one) => isFor(row, one) && column.kinds.some((kind) => reaches(one.way, kind, tenant)));

interface WayIn {
  readonly way: Bypass;
  readonly people: ReadonlySet<UserId>;
}

/** All people of a row whose cells aren't the worst of several sorts are alike, so one of them tells. */
function isFor({ people, type, sorts }: CoverageRow, { way, people: open }: WayIn): boolean {
  if (type !== undefined) return way.others.some(({ identity }) => identity.type === type);
  return (sorts === 1 ? people.slice(0, 1) : people).some((id) => open.has(id));
}

/** Whether a way in is as wide as to have a sign-in of this kind. */
function reaches({ signIn, alsoTrueFor }: Bypass, kind: SignInKind, tenant: Tenant): boolean {
  const { dimension } = kind;
  const width: "any" | readonly Circumstances[Dimension][] = alsoTrueFor[dimension] ?? [signIn[dimension]];
  return width === "any" || width.some((value) => isOfKind(kind, { ...signIn, [dimension]: value }, tenant));
}

const SAID = {
  blocked: {
    mark: "⊘",
    word: "blocked",
    tone: "good",
    means: "no sign-in of this kind gets through, with MFA or without",
  },
  covered: { mark: "✓", word: "MFA", tone: "good", means: "no sign-in of this kind gets through without MFA" },
  exempt: { mark: "◇", word: "exempt", tone: "none", means: "in the register, approved, with a review date" },
  hanging: { mark: "?", word: "depends", tone: "warn", means: "depends on what isn't known or understood" },
  exposed: {
    mark: "✕",
    word: "exposed",
    tone: "bad",
    means: "at least one sign-in of this kind gets through without MFA",
  },
} as const satisfies { readonly [S in CellState]: object };

/** With more columns than these a cell has its mark alone, and the word for those who don't see it. */
const MAX_WORDED = 8;

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
  const ways = widestOnly(judgement.verdict.bypasses).map((way) => ({ way, people: new Set(way.people) }));
  const names = columns.map((column) => nameOf(column, columns));
  const cells = (row: CoverageRow): readonly Cell[] =>
    shown.map(({ column, at }) => {
      const state = row.cells[at] ?? "hanging";
      const way = state === "exposed" || state === "hanging" ? wayShown(row, column, ways, tenant) : -1;
      const { mark, word, tone } = SAID[state];
      return { text: word, mark, tone, ...(way < 0 ? {} : { to: `way-${way + 1}` }) };
    });
  const dimensions = [...new Set(columns.map(({ dimension }) => dimension))];
  return {
    label: "Table of coverage",
    look: columns.length > MAX_WORDED ? "narrow" : "coverage",
    groups: dimensions.map((dimension) => ({
      title: DIMENSION_WORDS[dimension].title,
      columns: columns.filter((column) => column.dimension === dimension).length,
    })),
    head: ["People", ...names.map(({ name }) => name)],
    rows: rows.map((row) => [who(row, explained.directory.names), ...cells(row)]),
    legend: CELL_STATES.toReversed().map((state) => {
      const { tone, mark, word, means } = SAID[state];
      return { tone, mark: `${mark} ${word}`, text: means };
    }),
    notes: [...names.flatMap(({ note }) => note ?? []), ...indifferent(all)],
  };
}

/** Dimensions that a policy tells apart and that have no column, as nobody stands otherwise in any of them. */
function indifferent(columns: readonly Column[]): readonly Fact[] {
  const titles = columns
    .filter((column) => !makesDifference(column))
    .map(({ dimension }) => DIMENSION_WORDS[dimension].title.toLowerCase());
  return titles.length === 0 ? [] : [{ label: "No difference", text: listing(titles, "and") }];
}

/** How somebody signs in is always shown; of another dimension only what makes a difference to anybody. */
const makesDifference = ({ dimension, isWhole }: Column): boolean =>
  !isWhole || dimension === "clientApp" || dimension === "authenticationFlow";

/** What stands over the columns of a dimension, over one that is all of it, and over one with what has no column of its own. */
const DIMENSION_WORDS: {
  readonly [D in Dimension]: { readonly title: string; readonly any: string; readonly other: string };
} = {
  clientApp: { title: "Client", any: "Any client", other: "Any other client" },
  platform: { title: "Platform", any: "Any platform", other: "Any other platform" },
  network: { title: "Network", any: "Anywhere", other: "Any other place" },
  device: { title: "Device", any: "Any device", other: "Any other device" },
  signInRisk: { title: "Sign-in risk", any: "Any level", other: "Any other level" },
  userRisk: { title: "User risk", any: "Any level", other: "Any other level" },
  insiderRisk: { title: "Insider risk", any: "Any level", other: "Any other level" },
  authenticationFlow: { title: "Flow", any: "Any flow", other: "Any other flow" },
  agentRisk: { title: "Agent risk", any: "Any level", other: "Any other level" },
};

/** A column of more kinds than these, or with a longer word for one, has a name of its own and its kinds are said below the table. */
const MAX_NAMED = 3;
const LONGEST_WORD = 28;

function nameOf(column: Column, columns: readonly Column[]): { readonly name: string; readonly note?: Fact } {
  const { title, any, other } = DIMENSION_WORDS[column.dimension];
  if (column.isWhole) return { name: any };
  const each = column.kinds.map(({ name }) => name);
  const isShort = each.length <= MAX_NAMED && each.every((word) => word.length <= LONGEST_WORD);
  if (each.length === 1 || isShort) return { name: capital(each.join(", ")) };
  const widest = columns
    .filter(({ dimension }) => dimension === column.dimension)
    .reduce((one, next) => (next.kinds.length > one.kinds.length ? next : one));
  const name = column === widest ? other : `${each.length} of them`;
  return { name, note: { label: `${title}: ${name.toLowerCase()}`, text: listing(each, "and") } };
}

function who({ people, type, isExempt, sorts }: CoverageRow, names: DirectoryNames): Cell {
  if (type !== undefined) {
    const isOutsider = OUTSIDER_TYPES.some((one) => one === type);
    const below = isOutsider ? "without an account in the directory" : "anybody";
    return { text: capital(identityTypeNames([type])), below };
  }
  const count = headcount(people, names);
  if (sorts > 1) return { text: count, below: `of ${sorts} more kinds, each cell at its worst` };
  const [first, ...others] = people;
  const classes = names.userOf(first ?? userId(""))?.classes ?? [];
  const below = others.length <= MAX_NAMED ? nameList(people, names) : fewNames(people, names);
  if (isExempt) return { text: `${count}, exempt`, below };
  const [sort] = classes;
  if (sort === undefined || classes.length > 1) return { text: count, below };
  const marks = notPeopleAmong(people, names);
  const members = counted(people.length, identityTypeName(sort), identityTypeNames([sort]));
  return { text: marks === "" ? members : `${members}, ${marks}`, below };
}

function fewNames(people: readonly UserId[], names: DirectoryNames): string {
  const shown = people.slice(0, MAX_NAMED).map((id) => nameList([id], names));
  return `${shown.join(", ")} and ${(people.length - MAX_NAMED).toLocaleString("en-US")} more`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
