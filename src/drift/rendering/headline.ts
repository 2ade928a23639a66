import { printable } from "../../text/printable";
import { type DriftReport, exitStatus, hasDrift } from "../drift-report";
import { type Pen, wrap } from "./pen";

/** The answer: the worst that is known, then what is not. */
export function headline(report: DriftReport, pen: Pen): readonly string[] {
  const stack = `(stack ${printable(report.stack)})`;
  const [what = "", ...rest] = wrap(`${answer(report)} ${stack}`, pen.width);
  const paint = paintFor(report, pen);
  return [
    [what, ...rest].map(paint).join("\n"),
    ...(report.comparedWith === "deployment" ? wrap(DEPLOYMENT, pen.width, "  ") : []),
    ...(hasDrift(report) && exitStatus(report) === 2 ? wrap(NOT_ALL, pen.width, "  ") : []),
  ];
}

const DEPLOYMENT = "what the code says isn't known, so the tenant is compared with what was deployed last";
const NOT_ALL = "COULD NOT TELL whether that is all: the reasons are at the end";

function answer(report: DriftReport): string {
  if (hasDrift(report)) return `DRIFT: ${effectOf(report)}`;
  return exitStatus(report) === 0
    ? "no drift: the tenant has what the code says"
    : "COULD NOT TELL whether there is drift";
}

function effectOf({ meaning }: DriftReport): string {
  switch (meaning?.together.kind) {
    case "weakens":
      return "the tenant lets somebody in without MFA whom the code stops";
    case "mayWeaken":
      return "the tenant may let somebody in without MFA whom the code stops";
    case "strengthens":
    case "neutral":
      return meaning.together.shutOut.length > 0
        ? "the tenant stops people whom the register lets in"
        : "the tenant isn't as the code says, and lets nobody in for it";
    case "unknown":
    case undefined:
      return "the tenant isn't as the code says";
  }
}

function paintFor(report: DriftReport, { paint }: Pen): (text: string) => string {
  const status = exitStatus(report);
  if (status === 0) return paint.green;
  const kind = report.meaning?.together.kind;
  return hasDrift(report) && (kind === "weakens" || kind === undefined) ? paint.red : paint.yellow;
}
