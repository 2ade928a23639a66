import type { RecordedSignIn } from "../../model/recorded-sign-in";
import type { Group } from "../../replay/groups";
import type { CameIn, ToldDifference } from "../../replay/replay";
import { printable } from "../../text/printable";
import { counted, fileName, listing, named, shortened } from "../../text/sentence";
import { section } from "../human/sections";
import { type Pen, penFor, type ReportOptions, wrap } from "../human/terminal";
import { explainCommand } from "./as-options";
import { besides } from "./besides";
import { bearsOut, type ReplayReport, undeclared } from "./replay-report";
import { differenceInWords, KINDS, moment, period, wayInWords } from "./words";

/** More of the same help nobody at a terminal; JSON has them all. */
const MOST = 20;

/** A log replayed, for a person at a terminal: what agrees, what differs, and who came in without MFA. */
export function renderReplay(report: ReplayReport, options: Pick<ReportOptions, "colour" | "width">): string {
  const pen = penFor(options);
  return `${[...head(report, pen), ...differences(report, pen), ...cameIn(report, pen), ...besides(report, pen)].join(
    "\n",
  )}\n`;
}

function head(report: ReplayReport, pen: Pen): readonly string[] {
  const { logs, tenantFile, replay, read } = report;
  const compared = replay.records.of("agrees") + replay.records.of("differs");
  const isGood = bearsOut(report) && read.unreadable.count + read.incomplete.length === 0;
  const [text, colour] = isGood
    ? (["AGREES", "green"] as const)
    : replay.differences.total > 0
      ? (["DIFFERS", "red"] as const)
      : undeclared(replay) > 0
        ? (["CAME IN", "red"] as const)
        : (["NOT WHOLE", "yellow"] as const);
  const when = replay.period === undefined ? "" : `, ${moment(replay.period.from)} to ${moment(replay.period.until)}`;
  const files = logs.length > 2 ? `${counted(logs.length, "file")}` : listing(logs.map(fileName), "and");
  return [
    `${pen.paint.bold(pen.paint[colour](text))}  ${files} against ${fileName(tenantFile)}  ${pen.paint.dim(`(${counted(read.judged, "sign-in")} to Azure management${when})`)}`,
    ...wrap(agreement(report, compared), pen.width, "  "),
    ...wrap(withoutMfa(report), pen.width, "  "),
    ...(read.otherwise === 0 ? [] : wrap(OTHERWISE(read.otherwise), pen.width, "  ")),
  ];
}

const OTHERWISE = (count: number): string =>
  `${counted(count, "record has", "records have")} the id of another one and ${count === 1 ? "doesn't" : "don't"} say the same: each is judged.`;

function agreement({ replay }: ReplayReport, compared: number): string {
  const differ = replay.records.of("differs");
  if (compared === 0) return "No sign-in could be compared with what Entra decided.";
  return differ === 0
    ? `Entra and we decide the same about ${counted(compared, "sign-in")} (${counted(replay.decisions.of("agrees"), "decision")} about policies).`
    : `Entra decided otherwise than we do about ${differ.toLocaleString("en-US")} of ${counted(compared, "sign-in")}.`;
}

function withoutMfa({ replay }: ReplayReport): string {
  const { total } = replay.cameIn;
  const open = undeclared(replay);
  const notTold =
    replay.mfaNotTold > 0
      ? ` Of ${counted(replay.mfaNotTold, "sign-in")} it isn't told whether MFA was done or a token given.`
      : "";
  if (total === 0 && notTold !== "") return `Nobody is seen to have come in without MFA.${notTold}`;
  if (total === 0) return "Nobody came in without MFA.";
  const declared = open === total ? "" : `, ${(total - open).toLocaleString("en-US")} of them declared`;
  return `${counted(total, "sign-in")} came in without MFA${declared}.${notTold}`;
}

const person = ({ who }: RecordedSignIn, { withNames }: ReplayReport): string =>
  withNames && who.name !== undefined ? `${shortened(who.name)} (${shortened(who.id)})` : shortened(who.id);

/** By policy and kind, since a single mistake of ours shows in everybody's sign-ins. */
function differences(report: ReplayReport, pen: Pen): readonly string[] {
  const byPolicy = new Map<string, Group<ToldDifference>[]>();
  for (const group of report.replay.differences.all) {
    const { policy, kind, on, entra, ours } = group.said;
    const key = [policy.id, kind, on, entra, ours].join(" ");
    byPolicy.set(key, [...(byPolicy.get(key) ?? []), group]);
  }
  const all = [...byPolicy.values()];
  const shown = all.slice(0, MOST).flatMap((groups) => differenceLines(groups, report, pen));
  const more = all.length - MOST;
  if (all.length === 0) return [];
  return ["", ...pen.heading("Where Entra differs"), ...shown, ...(more > 0 ? pen.point(`${more} more`) : [])];
}

function differenceLines(groups: readonly Group<ToldDifference>[], report: ReplayReport, pen: Pen): readonly string[] {
  const [first] = groups;
  if (first === undefined) return [];
  const { policy, kind, example } = first.said;
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  const span = period(Math.min(...groups.map((group) => group.first)), Math.max(...groups.map((group) => group.last)));
  return [
    ...pen.point(
      `${named(policy.displayName)}: ${differenceInWords(first.said)}. ${counted(count, "sign-in")} of ${counted(groups.length, "person", "people")}, ${span}`,
    ),
    ...wrap(`${KINDS[kind]}.`, pen.width, "    "),
    ...wrap(
      `e.g. ${person(example, report)}, ${moment(example.time)}, record ${shortened(example.id)}:`,
      pen.width,
      "    ",
    ),
    `    ${explainCommand(example, report.tenant, printable(report.tenantFile))}`,
  ];
}

/** By person and way in: clients and places are told together. */
function cameIn(report: ReplayReport, pen: Pen): readonly string[] {
  const { all, beyond } = report.replay.cameIn;
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
  const points = people.slice(0, MOST).map((groups) => cameInLine(groups, report));
  return section(
    "Came in without MFA",
    [...points, ...(more > 0 ? [`${counted(more, "more sign-in")}; --format json has them`] : [])],
    pen,
  );
}

function cameInLine(groups: readonly Group<CameIn>[], report: ReplayReport): string {
  const [group] = groups;
  if (group === undefined) return "";
  const { by, example } = group.said;
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
  return `${person(example, report)}: ${parts.join(", ")}: ${wayInWords(by, (id) => names.get(id) ?? id)}`;
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
