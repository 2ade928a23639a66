import { listSection, type Section } from "../../report/report";
import { counted, fileName } from "../../text/sentence";
import type { ReplayReport } from "./replay-report";
import { CANNOT_RECORD, cannotInWords } from "./words";

/** Records of a log that weren't compared: each kind counted, with its reason. */
export const leftOut = (report: ReplayReport): readonly Section[] => [
  listSection("Left out", setAside(report)),
  listSection("Not comparable", cannot(report)),
  listSection("Not read", notRead(report)),
];

function setAside({ replay, read }: ReplayReport): readonly string[] {
  const newer = replay.decisions.of("newer");
  const gone = replay.decisions.of("gone");
  const of = (count: number, text: string): readonly string[] => (count === 0 ? [] : [text]);
  const again = read.aside.of("repeated");
  const other = read.aside.of("resource");
  const services = read.aside.of("service") + read.aside.of("microsoftSupport");
  return [
    ...of(
      newer,
      `${counted(newer, "decision")} about policies, or locations of theirs, that were changed after the sign-in (${counted(replay.records.of("older"), "sign-in")} with no others)`,
    ),
    ...of(gone, `${counted(gone, "decision")} about policies that the tenant file doesn't have`),
    ...of(other, `${counted(other, "record")} of sign-ins to something else`),
    ...of(services, `${counted(services, "record")} of services and of Microsoft's support`),
    ...of(again, `${counted(again, "record")} of sign-ins that another record describes`),
  ];
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
