import { EXPLAINED } from "../../replay/came-in";
import type { Group } from "../../replay/groups";
import type { CameIn } from "../../replay/replay";
import { counted, listing, named } from "../../text/sentence";
import { type Pen, wrap } from "../human/terminal";
import { exampleLines, recordLines } from "./example";
import { personIn } from "./person";
import type { ReplayReport } from "./replay-report";
import { period, unexplainedMeans, wayInWords } from "./words";

/** More of the same help nobody at a terminal; JSON has them all. */
const MOST = 20;

/** Who came in although nothing says how that was possible: before anything else, with a record that shows it. */
export function cameInUnexplained(report: ReplayReport, pen: Pen): readonly string[] {
  const lines = linesOf(report.replay.unexplained, report, pen);
  const heading = pen.heading("Came in without MFA, and neither a way in of the verdict nor the register explains it");
  return lines.length === 0 ? [] : ["", ...heading.map(pen.paint.red), ...lines];
}

/** Who came in by a way in of the verdict, who is declared, and whom a change since stops. */
export function cameInExplained(report: ReplayReport, pen: Pen): readonly string[] {
  const lines = linesOf(report.replay.explained, report, pen);
  return lines.length === 0 ? [] : ["", ...pen.heading("Came in without MFA"), ...lines];
}

/** By person and way in: clients and places are told together. */
function linesOf(
  { all, beyond }: ReplayReport["replay"]["explained"],
  report: ReplayReport,
  pen: Pen,
): readonly string[] {
  const together = new Map<string, Group<CameIn>[]>();
  for (const group of all) {
    const { by, example } = group.said;
    const key = `${example.who.id} ${JSON.stringify(by)}`;
    together.set(key, [...(together.get(key) ?? []), group]);
  }
  const people = [...together.values()];
  const more = people
    .slice(MOST)
    .flat()
    .reduce((sum, { count }) => sum + count, beyond);
  return [
    ...people.slice(0, MOST).flatMap((groups) => pointOf(groups, report, pen)),
    ...(more > 0 ? pen.point(`${counted(more, "more sign-in")}; --format json has them`) : []),
  ];
}

function pointOf(groups: readonly Group<CameIn>[], report: ReplayReport, pen: Pen): readonly string[] {
  const [group] = groups;
  if (group === undefined) return [];
  const { by } = group.said;
  const what = unexplainedMeans(by, report.tenant.policies);
  return [
    ...pen.point(cameInLine(groups, group.said, report)),
    ...(what === undefined ? [] : wrap(`${what}.`, pen.width, "    ")),
    ...(EXPLAINED[by.kind] ? [] : linesOfExample(group.said, report, pen)),
  ];
}

/** Somebody whom the tenant doesn't have can't be explained by it. */
const linesOfExample = ({ by, example }: CameIn, report: ReplayReport, pen: Pen): readonly string[] =>
  by.kind === "notInTenant" ? recordLines(example, report, pen) : exampleLines(example, report, pen);

function cameInLine(groups: readonly Group<CameIn>[], { by, example }: CameIn, report: ReplayReport): string {
  const examples = groups.map(({ said }) => said.example);
  const names = new Map(report.tenant.policies.map(({ id, displayName }) => [String(id), displayName]));
  const count = groups.reduce((sum, one) => sum + one.count, 0);
  const clients = distinct(examples.map(({ told }) => told.clientApp && CLIENTS[told.clientApp]));
  const applications = distinct(examples.map(({ application }) => application.name && named(application.name)));
  const places = distinct(examples.map(({ told }) => placeOf(told)));
  const parts = [
    counted(count, "time"),
    period(Math.min(...groups.map(({ first }) => first)), Math.max(...groups.map(({ last }) => last))),
    ...(clients.length === 0 ? [] : [`with ${listing(clients, "and")}`]),
    ...(applications.length === 0 ? [] : [`in ${listing(fewOf(applications), "and")}`]),
    ...(places.length === 0 ? [] : [`from ${listing(fewOf(places), "and")}`]),
  ];
  return `${personIn(example, report)}: ${parts.join(", ")}: ${wayInWords(by, (id) => names.get(id) ?? id)}`;
}

const placeOf = ({ address, country }: CameIn["example"]["told"]): string | undefined =>
  address !== undefined && country !== undefined ? `${address} (${country})` : (address ?? country);

const distinct = (texts: readonly (string | undefined)[]): readonly string[] =>
  [...new Set(texts.filter((text) => text !== undefined && text !== ""))] as readonly string[];

const FEW = 3;

/** The first few, and how many there are beside. */
const fewOf = (texts: readonly string[]): readonly string[] =>
  texts.length <= FEW + 1 ? texts : [...texts.slice(0, FEW), `${texts.length - FEW} more`];

const CLIENTS = {
  browser: "a browser",
  mobileAppsAndDesktopClients: "an app or command line tool",
  exchangeActiveSync: "Exchange ActiveSync",
  easSupported: "Exchange ActiveSync",
  other: "a legacy client",
} as const;
