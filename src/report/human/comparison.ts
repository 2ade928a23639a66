import type { Tenant } from "../../law/model/tenant";
import { counted, fileName, listing, shortened } from "../../text/sentence";
import { asOfDay, type JudgedComparison, unknownsOf } from "../judgement";
import { directoryNames } from "../principal";
import { renderBypass, renderBypasses, renderWhoAndHow } from "./bypass";
import { explainedTenant } from "./explained-tenant";
import { registerSections, unknownsSection, whatIfHint } from "./sections";
import { conditionOfChange, renderIf } from "./supposed";
import { type Pen, penFor, type ReportOptions, wrap } from "./terminal";
import { undoSection } from "./undo";

/** What a change does to who needs MFA, for a person at a terminal: what opens first. */
export function renderComparison(judged: JudgedComparison, options: ReportOptions): string {
  const { before, after, comparison, register } = judged;
  const { opened, closed, unknowns } = comparison;
  const pen = penFor(options);
  const explainedBefore = explainedTenant(before.tenant, register?.exemptions);
  const explainedAfter = explainedTenant(after.tenant, register?.exemptions);
  const names = directoryNames(both(after.tenant, before.tenant));
  return `${[
    ...renderHead(judged, options, pen),
    ...undoSection(judged.undo, names, pen),
    ...renderBypasses(
      "Newly open",
      opened,
      (bypass) => [...renderIf(bypass, names, pen), ...renderBypass(bypass, explainedAfter, options, pen)],
      pen,
      conditionOfChange,
    ),
    ...renderBypasses(
      "No longer open",
      closed,
      (bypass) => [...renderIf(bypass, names, pen), ...renderWhoAndHow(bypass, explainedBefore, pen)],
      pen,
      conditionOfChange,
    ),
    ...unknownsSection(
      unknownsOf(unknowns, [...before.notes, ...after.notes]),
      [...before.tenant.policies, ...after.tenant.policies],
      pen,
    ),
    ...registerSections(register, pen),
    ...whatIfHint(opened.length, options, pen),
  ].join("\n")}\n`;
}

/** The names of both tenants; where both have one, the first one's. */
export const both = (first: Tenant, second: Tenant): Tenant => ({
  ...first,
  groups: new Map([...(second.groups ?? []), ...(first.groups ?? [])]),
  locations: new Map([...(second.locations ?? []), ...(first.locations ?? [])]),
  policies: [...first.policies, ...second.policies],
});

/** Who is declared and gets in newly, as a sentence; nothing where nobody is. */
export function declaredInWords({ declared, after }: JudgedComparison): readonly string[] {
  const names = directoryNames(after.tenant);
  const people = declared.slice(0, MOST_NAMED).map((id) => shortened(names.userOf(id)?.displayName ?? id));
  const more = declared.length - people.length;
  const all = listing([...people, ...(more > 0 ? [`${more} more`] : [])], "and");
  return declared.length === 0 ? [] : [`Newly without MFA, as the register declares: ${all}.`];
}

const MOST_NAMED = 8;

function renderHead(judged: JudgedComparison, { otherDay }: ReportOptions, pen: Pen): readonly string[] {
  const { before, after, comparison } = judged;
  const { text, colour, sentence } = headOf(comparison);
  return [
    `${pen.paint.bold(pen.paint[colour](text))}  ${fileName(before.file)} → ${fileName(after.file)}`,
    ...wrap(sentence, pen.width, "  "),
    ...declaredInWords(judged).flatMap((text) => wrap(text, pen.width, "  ")),
    ...(otherDay === undefined ? [] : wrap(asOfDay(otherDay), pen.width, "  ")),
  ];
}

function headOf({ kind, opened, closed }: JudgedComparison["comparison"]) {
  if (opened.length > 0 && !opened.some(({ certain }) => certain))
    return {
      text: "MAY OPEN",
      colour: "red",
      sentence: `Sign-ins that may have been stopped before may reach Azure management without MFA after: ${counted(opened.length, "way")} in, each if something holds that isn't known or understood.`,
    } as const;
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
