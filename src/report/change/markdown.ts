import type { IsoDate } from "../../text/iso-date";
import { asOfDay, type JudgedComparison } from "../judgement";
import { escaped } from "../markdown/escaped";
import { type ToldWay, toldChange } from "./told-change";

const MARKS = { good: "✅", bad: "❌", warn: "❔" } as const;

/** What a change does, as a comment on a pull request. Foreign names mark up nothing. */
export function comparisonInMarkdown(judged: JudgedComparison, otherDay: IsoDate | undefined): string {
  const { tone, headline, opened, closed, unknowns } = toldChange(judged);
  return `${[
    `## ${MARKS[tone]} ${escaped(headline)}`,
    "",
    ...section("Newly open", opened.map(way)),
    ...section("No longer open", closed.map(way)),
    ...section(
      "Not understood",
      unknowns.map((text) => `- ${escaped(text)}`),
    ),
    `<sub>${escaped(judged.before.file)} → ${escaped(judged.after.file)}${otherDay === undefined ? "" : `. ${asOfDay(otherDay)}`}</sub>`,
  ].join("\n")}\n`;
}

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`### ${title}`, "", ...lines, ""];

const way = ({ who, how, given }: ToldWay): string =>
  `- **${escaped(who)}**: ${escaped(how)}${given === undefined ? "" : `, *if ${escaped(given)}*`}`;
