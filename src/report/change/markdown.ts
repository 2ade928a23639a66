import type { IsoDate } from "../../text/iso-date";
import { UNDO_FIRST } from "../human/undo";
import { asOfDay, type JudgedComparison } from "../judgement";
import { escaped } from "../markdown/escaped";
import { type ToldWay, toldChange } from "./told-change";

const MARKS = { good: "✅", bad: "❌", warn: "❔" } as const;

/** What a change does, as a comment on a pull request. Foreign names mark up nothing. */
export function comparisonInMarkdown(judged: JudgedComparison, otherDay: IsoDate | undefined): string {
  const { tone, headline, declared, undo, opened, closed, unknowns } = toldChange(judged);
  return `${[
    `## ${MARKS[tone]} ${escaped(headline)}`,
    "",
    ...declared.flatMap((text) => [escaped(text), ""]),
    ...(undo === undefined
      ? []
      : section(UNDO_FIRST, [...undo.points.map((point) => `- ${escaped(point)}`), "", escaped(undo.after)])),
    ...section("Newly open", opened.flatMap(way)),
    ...section("No longer open", closed.flatMap(way)),
    ...section(
      "Not understood",
      unknowns.map((text) => `- ${escaped(text)}`),
    ),
    `<sub>${escaped(judged.before.file)} → ${escaped(judged.after.file)}${otherDay === undefined ? "" : `. ${asOfDay(otherDay)}`}</sub>`,
  ].join("\n")}\n`;
}

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`### ${title}`, "", ...lines, ""];

const way = ({ who, how, given, why }: ToldWay): readonly string[] => [
  `- **${escaped(who)}**: ${escaped(how)}${given === undefined ? "" : `, *if ${escaped(given)}*`}`,
  ...why.map((reason) => `  - ${escaped(reason)}`),
];
