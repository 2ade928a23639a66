import { counted, fileName, listing } from "../../text/sentence";
import { type Pen, penFor, type ReportOptions, wrap } from "../human/terminal";
import { besides } from "./besides";
import { cameInExplained, cameInUnexplained } from "./came-in";
import { differences } from "./differences";
import { bearsOut, cameIn, type ReplayReport, undeclared, unexplained } from "./replay-report";
import { span } from "./words";

/** A log replayed, for a person at a terminal: what agrees, what differs, and who came in without MFA. */
export function renderReplay(report: ReplayReport, options: Pick<ReportOptions, "colour" | "width">): string {
  const pen = penFor(options);
  return `${[
    ...head(report, pen),
    ...cameInUnexplained(report, pen),
    ...differences(report, pen),
    ...cameInExplained(report, pen),
    ...besides(report, pen),
  ].join("\n")}\n`;
}

function head(report: ReplayReport, pen: Pen): readonly string[] {
  const { logs, tenantFile, replay, read } = report;
  const compared = replay.records.of("agrees") + replay.records.of("differs");
  const isGood = bearsOut(report) && read.unreadable.count + read.incomplete.length === 0;
  const [text, colour] = isGood
    ? (["AGREES", "green"] as const)
    : replay.differences.total > 0 && unexplained(replay) === 0
      ? (["DIFFERS", "red"] as const)
      : undeclared(replay) > 0
        ? (["CAME IN", "red"] as const)
        : (["NOT WHOLE", "yellow"] as const);
  const when = replay.period === undefined ? "" : `, ${span(replay.period.from, replay.period.until)}`;
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
  const total = cameIn(replay);
  const unknown = unexplained(replay);
  const open = undeclared(replay);
  const notTold =
    replay.mfaNotTold > 0
      ? ` Of ${counted(replay.mfaNotTold, "sign-in")} it isn't told whether MFA was done or a token given.`
      : "";
  if (total === 0 && notTold !== "") return `Nobody is seen to have come in without MFA.${notTold}`;
  if (total === 0) return "Nobody came in without MFA.";
  const declared = open === total ? "" : `, ${(total - open).toLocaleString("en-US")} of them declared`;
  const loud =
    unknown === 0 ? "" : ` Of ${unknown.toLocaleString("en-US")} of them nothing says how that was possible.`;
  return `${counted(total, "sign-in")} came in without MFA${declared}.${loud}${notTold}`;
}
