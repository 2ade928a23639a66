import { filled, listSection, type Report } from "../../report/report";
import { counted, fileName, listing } from "../../text/sentence";
import type { Replay } from "../replay";
import { bearsOut, type LogCounts, type ReplayReport } from "./replay-report";
import { cameInExplained, cameInUnexplained, differences } from "./sections";
import { CANNOT_RECORD, cannotInWords, span } from "./words";

/** A log replayed: what agrees, what differs, and who signed in without MFA. */
export function replayReport(replayed: ReplayReport): Report {
  const { logs, tenantFile, replay, read } = replayed;
  const when = replay.period === undefined ? "" : `, ${span(replay.period.from, replay.period.until)}`;
  const files = logs.length > 2 ? counted(logs.length, "file") : listing(logs.map(fileName), "and");
  return {
    title: "MFA for Azure management: recorded sign-ins",
    ...outcomeOf(replayed),
    subject: `${files} against ${fileName(tenantFile)}`,
    aside: `${counted(read.judged, "sign-in")} to Azure management${when}`,
    answer: [
      agreement(replay),
      withoutMfa(replay),
      ...(read.otherwise === 0
        ? []
        : [
            `${counted(read.otherwise, "record has", "records have")} the id of another record and different content. Each is judged.`,
          ]),
    ],
    sections: filled([
      cameInUnexplained(replayed),
      differences(replayed),
      cameInExplained(replayed),
      listSection("Left out", leftOut(replayed)),
      listSection("Not comparable", cannot(replay)),
      listSection("Not read", notRead(read)),
    ]),
    footer: `${files} against ${fileName(tenantFile)}, ${counted(read.judged, "sign-in")}${when}. Made by azmfa replay.`,
  };
}

function outcomeOf(replayed: ReplayReport): Pick<Report, "word" | "tone"> {
  const { replay, read } = replayed;
  if (bearsOut(replayed) && read.unreadable.count + read.incomplete.length === 0)
    return { word: "AGREES", tone: "good" };
  if (replay.differences.total > 0 && replay.unexplained.total === 0) return { word: "DIFFERS", tone: "bad" };
  return replay.undeclared > 0 ? { word: "WITHOUT MFA", tone: "bad" } : { word: "INCOMPLETE", tone: "warn" };
}

function agreement({ records, decisions }: Replay): string {
  const differ = records.of("differs");
  const compared = records.of("agrees") + differ;
  if (compared === 0) return "No sign-in could be compared with what Entra decided.";
  return differ === 0
    ? `Entra and azmfa agree about ${counted(compared, "sign-in")} (${counted(decisions.of("agrees"), "decision")} about policies).`
    : `Entra and azmfa disagree about ${differ.toLocaleString("en-US")} of ${counted(compared, "sign-in")}.`;
}

function withoutMfa({ cameIn, declared, unexplained, mfaNotTold }: Replay): string {
  const notTold =
    mfaNotTold > 0
      ? ` ${counted(mfaNotTold, "record doesn't", "records don't")} say whether MFA was done or a token issued.`
      : "";
  if (cameIn === 0)
    return notTold === "" ? "Nobody signed in without MFA." : `No sign-in without MFA was found.${notTold}`;
  const exempt = declared === 0 ? "" : `, ${declared.toLocaleString("en-US")} of them exempt`;
  const loud = unexplained.total === 0 ? "" : ` Nothing explains ${unexplained.total.toLocaleString("en-US")} of them.`;
  return `${counted(cameIn, "sign-in")} reached Azure management without MFA${exempt}.${loud}${notTold}`;
}

/** Records and decisions that weren't compared because there is nothing to compare. */
function leftOut({ replay: { records, decisions }, read: { aside } }: ReplayReport): readonly string[] {
  const older = counted(records.of("older"), "sign-in");
  const rows: readonly (readonly [count: number, one: string, rest: string])[] = [
    [
      decisions.of("newer"),
      "decision",
      `about policies or locations that changed after the sign-in (${older} with no other decision)`,
    ],
    [decisions.of("gone"), "decision", "about policies that the tenant file doesn't have"],
    [aside.of("resource"), "record", "of sign-ins to other resources"],
    [aside.of("service") + aside.of("microsoftSupport"), "record", "of services and of Microsoft's support"],
    [aside.of("repeated"), "record", "of sign-ins that another record describes"],
  ];
  return rows.flatMap(([count, one, rest]) => (count === 0 ? [] : [`${counted(count, one)} ${rest}`]));
}

const cannot = (replay: Replay): readonly string[] => [
  ...replay.cannotRecord.all.map(([why, count]) => `${counted(count, "sign-in")}: ${CANNOT_RECORD[why]}`),
  ...replay.cannot.all.map(([why, count]) => `${counted(count, "decision")} about a policy: ${cannotInWords(why)}`),
];

function notRead({ unreadable, incomplete }: LogCounts): readonly string[] {
  const more = unreadable.count - unreadable.first.length;
  return [
    ...unreadable.first.map(({ log, record, line, why }) => `${fileName(log)}:${line}, record ${record}: ${why}`),
    ...(more > 0 ? [`${counted(more, "more record")}`] : []),
    ...incomplete.map(({ log }) => `${fileName(log)}: the next page is missing`),
  ];
}
