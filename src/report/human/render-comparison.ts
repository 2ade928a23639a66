import { asOfDay } from "../as-of-day";
import type { JudgedComparison } from "../comparison";
import { unknownsOf } from "../unknowns-of";
import { fileName } from "../words/file-name";
import { counted } from "../words/listing";
import { renderHole, renderWhoAndHow } from "./hole";
import { renderHoles } from "./holes";
import { type Look, type Pen, penFor } from "./look";
import { registerSections, unknownsSection } from "./sections";
import { stageFor } from "./stage";
import { whatIfHint } from "./what-if-hint";
import { wrap } from "./wrap";

/** What a change does to who needs MFA, for a person at a terminal: what opens first. */
export function renderComparison(judged: JudgedComparison, look: Look): string {
  const { before, after, comparison, register } = judged;
  const { opened, closed, unknowns } = comparison;
  const pen = penFor(look);
  const stageBefore = stageFor(before.tenant, register?.exemptions);
  const stageAfter = stageFor(after.tenant, register?.exemptions);
  return `${[
    ...renderHead(judged, look, pen),
    ...renderHoles("Newly open", opened, (hole) => renderHole(hole, stageAfter, look, pen), pen),
    ...renderHoles("No longer open", closed, (hole) => renderWhoAndHow(hole, stageBefore, pen), pen),
    ...unknownsSection(
      unknownsOf(unknowns, [...before.notes, ...after.notes]),
      [...before.tenant.policies, ...after.tenant.policies],
      pen,
    ),
    ...registerSections(register, pen),
    ...whatIfHint(opened.length, look, pen),
  ].join("\n")}\n`;
}

function renderHead({ before, after, comparison }: JudgedComparison, { otherDay }: Look, pen: Pen): readonly string[] {
  const { text, colour, sentence } = headOf(comparison);
  return [
    `${pen.paint.bold(pen.paint[colour](text))}  ${fileName(before.file)} → ${fileName(after.file)}`,
    ...wrap(sentence, pen.width, "  "),
    ...(otherDay === undefined ? [] : wrap(asOfDay(otherDay), pen.width, "  ")),
  ];
}

function headOf({ kind, opened, closed }: JudgedComparison["comparison"]) {
  if (opened.length > 0)
    return {
      text: "OPENS",
      colour: "red",
      sentence: `Sign-ins that were stopped before reach Azure management without MFA after: ${counted(opened.length, "way")} in.`,
    } as const;
  if (kind === "unknown")
    return {
      text: "UNKNOWN",
      colour: "yellow",
      sentence: "Whether the change opens anything could not be settled.",
    } as const;
  if (closed.length > 0)
    return {
      text: "CLOSES",
      colour: "green",
      sentence: `Nothing newly skips MFA, and ${counted(closed.length, "way")} in ${closed.length === 1 ? "is" : "are"} closed.`,
    } as const;
  return { text: "EQUIVALENT", colour: "green", sentence: "The same sign-ins need MFA before and after." } as const;
}
