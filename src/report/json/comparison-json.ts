import type { JudgedComparison } from "../comparison";
import { unknownsOf } from "../unknowns-of";
import { directoryNames } from "../words/directory-names";
import { holeInJson } from "./hole-json";
import { registerInJson } from "./register-json";

/** The comparison as one line of JSON, in the shape and key order that `docs/verdicts.md` promises. */
export function comparisonInJson(judged: JudgedComparison, whatIf: boolean): string {
  const { before, after, comparison, register, elapsedMs } = judged;
  const namesBefore = directoryNames(before.tenant);
  const namesAfter = directoryNames(after.tenant);
  return `${JSON.stringify({
    before: before.file,
    after: after.file,
    comparison: comparison.kind,
    opened: comparison.opened.map((hole) => holeInJson(hole, namesAfter, whatIf)),
    closed: comparison.closed.map((hole) => holeInJson(hole, namesBefore, whatIf)),
    unknowns: unknownsOf(comparison.unknowns, [...before.notes, ...after.notes]),
    ...registerInJson(register),
    elapsedMs: Math.round(elapsedMs),
  })}\n`;
}
