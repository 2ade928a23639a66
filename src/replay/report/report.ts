import { filled, listSection, type Report, type Section } from "../../report/report";
import { counted, fileName, listing } from "../../text/sentence";
import { bearsOut, cameIn, type ReplayReport, undeclared, unexplained } from "./replay-report";
import { cameInExplained, cameInUnexplained, differences } from "./sections";
import { CANNOT_RECORD, cannotInWords, span } from "./words";

/** A log replayed: what agrees, what differs, and who signed in without MFA. */
export function replayReport(replayed: ReplayReport): Report {
  const { logs, tenantFile, replay, read } = replayed;
  const compared = replay.records.of("agrees") + replay.records.of("differs");
  const when = replay.period === undefined ? "" : `, ${span(replay.period.from, replay.period.until)}`;
  const files = logs.length > 2 ? counted(logs.length, "file") : listing(logs.map(fileName), "and");
  return {
    title: "MFA for Azure management: recorded sign-ins",
    ...outcomeOf(replayed),
    subject: `${files} against ${fileName(tenantFile)}`,
    aside: `${counted(read.judged, "sign-in")} to Azure management${when}`,
    answer: [
      agreement(replayed, compared),
      withoutMfa(replayed),
      ...(read.otherwise === 0 ? [] : [OTHERWISE(read.otherwise)]),
    ],
    sections: filled([
      cameInUnexplained(replayed),
      differences(replayed),
      cameInExplained(replayed),
      ...leftOut(replayed),
    ]),
    footer: `${files} against ${fileName(tenantFile)}, ${counted(read.judged, "sign-in")}${when}. Made by azmfa replay.`,
  };
}

function outcomeOf(replayed: ReplayReport): Pick<Report, "word" | "tone"> {
  const { replay, read } = replayed;
  if (bearsOut(replayed) && read.unreadable.count + read.incomplete.length === 0)
    return { word: "AGREES", tone: "good" };
  if (replay.differences.total > 0 && unexplained(replay) === 0) return { word: "DIFFERS", tone: "bad" };
  return undeclared(replay) > 0 ? { word: "WITHOUT MFA", tone: "bad" } : { word: "INCOMPLETE", tone: "warn" };
}

const OTHERWISE = (count: number): string =>
  `${counted(count, "record has", "records have")} the id of another record and different content. Each is judged.`;

function agreement({ replay }: ReplayReport, compared: number): string {
  const differ = replay.records.of("differs");
  if (compared === 0) return "No sign-in could be compared with what Entra decided.";
  return differ === 0
    ? `Entra and azmfa agree about ${counted(compared, "sign-in")} (${counted(replay.decisions.of("agrees"), "decision")} about policies).`
    : `Entra and azmfa disagree about ${differ.toLocaleString("en-US")} of ${counted(compared, "sign-in")}.`;
}

function withoutMfa({ replay }: ReplayReport): string {
  const total = cameIn(replay);
  const unknown = unexplained(replay);
  const open = undeclared(replay);
  const notTold =
    replay.mfaNotTold > 0
      ? ` ${counted(replay.mfaNotTold, "record doesn't", "records don't")} say whether MFA was done or a token issued.`
      : "";
  if (total === 0 && notTold !== "") return `No sign-in without MFA was found.${notTold}`;
  if (total === 0) return "Nobody signed in without MFA.";
  const declared = open === total ? "" : `, ${(total - open).toLocaleString("en-US")} of them exempt`;
  const loud = unknown === 0 ? "" : ` Nothing explains ${unknown.toLocaleString("en-US")} of them.`;
  return `${counted(total, "sign-in")} reached Azure management without MFA${declared}.${loud}${notTold}`;
}

/** Records of a log that weren't compared: each kind counted, with its reason. */
const leftOut = (report: ReplayReport): readonly Section[] => [
  listSection("Left out", setAside(report)),
  listSection("Not comparable", cannot(report)),
  listSection("Not read", notRead(report)),
];

function setAside({ replay, read }: ReplayReport): readonly string[] {
  const older = counted(replay.records.of("older"), "sign-in");
  const services = read.aside.of("service") + read.aside.of("microsoftSupport");
  const rows: readonly (readonly [count: number, one: string, rest: string])[] = [
    [
      replay.decisions.of("newer"),
      "decision",
      `about policies, or locations of theirs, that were changed after the sign-in (${older} with no others)`,
    ],
    [replay.decisions.of("gone"), "decision", "about policies that the tenant file doesn't have"],
    [read.aside.of("resource"), "record", "of sign-ins to something else"],
    [services, "record", "of services and of Microsoft's support"],
    [read.aside.of("repeated"), "record", "of sign-ins that another record describes"],
  ];
  return rows.flatMap(([count, one, rest]) => (count === 0 ? [] : [`${counted(count, one)} ${rest}`]));
}

const cannot = ({ replay }: ReplayReport): readonly string[] => [
  ...replay.cannotRecord.all.map(([why, count]) => `${counted(count, "sign-in")}: ${CANNOT_RECORD[why]}`),
  ...replay.cannot.all.map(([why, count]) => `${counted(count, "decision")} about a policy: ${cannotInWords(why)}`),
];

const MISSING = { page: "a page with a next one that isn't there", cutOff: "it ends in the middle" } as const;

function notRead({ read: { unreadable, incomplete } }: ReplayReport): readonly string[] {
  const more = unreadable.count - unreadable.first.length;
  return [
    ...unreadable.first.map(({ log, record, line, why }) => `${fileName(log)}:${line}, record ${record}: ${why}`),
    ...(more > 0 ? [`${counted(more, "more record")}`] : []),
    ...incomplete.map(({ log, why }) => `${fileName(log)}: ${MISSING[why]}`),
  ];
}
