import type { RecordedSignIn } from "../../law/model/recorded-sign-in";
import type { Block } from "../../report/report";
import { shortened } from "../../text/sentence";
import { explainCommand } from "./as-options";
import { personIn } from "./person";
import type { ReplayReport } from "./replay-report";
import { moment } from "./words";

/** One record that shows what is said. */
export const recordBlocks = (example: RecordedSignIn, report: ReplayReport, end = "."): readonly Block[] => [
  {
    kind: "text",
    text: `e.g. ${personIn(example, report)}, ${moment(example.time)}, record ${shortened(example.id)}${end}`,
  },
];

/** The same with the command that explains our side of it. */
export const exampleBlocks = (example: RecordedSignIn, report: ReplayReport): readonly Block[] => [
  ...recordBlocks(example, report, ":"),
  { kind: "code", lines: [explainCommand(example, report)] },
];
