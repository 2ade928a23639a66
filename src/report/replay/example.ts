import type { RecordedSignIn } from "../../law/model/recorded-sign-in";
import { printable } from "../../text/printable";
import { shortened } from "../../text/sentence";
import { type Pen, wrap } from "../human/terminal";
import { explainCommand } from "./as-options";
import { personIn } from "./person";
import type { ReplayReport } from "./replay-report";
import { moment } from "./words";

/** One record that shows what is said. */
export const recordLines = (example: RecordedSignIn, report: ReplayReport, pen: Pen, end = "."): readonly string[] =>
  wrap(
    `e.g. ${personIn(example, report)}, ${moment(example.time)}, record ${shortened(example.id)}${end}`,
    pen.width,
    "    ",
  );

/** The same with the command that explains our side of it. */
export const exampleLines = (example: RecordedSignIn, report: ReplayReport, pen: Pen): readonly string[] => [
  ...recordLines(example, report, pen, ":"),
  `    ${explainCommand(example, { ...report, tenantFile: printable(report.tenantFile) })}`,
];
