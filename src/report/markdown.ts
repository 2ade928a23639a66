import { printable } from "../text/printable";
import { bounded, someOf, withoutStop } from "../text/sentence";
import {
  type Block,
  type Check,
  cellInWords,
  type Entry,
  evidenceInWords,
  type Item,
  MOST_PARTS,
  morePartsThan,
  type Report,
  type Section,
  type Tone,
} from "./report";

const MARKS: { readonly [T in Tone]: string } = { good: "✅ ", bad: "❌ ", warn: "❔ ", none: "" };

/** A report as Markdown, for a comment on a pull request or the summary of a job. Text from outside is escaped. */
export function renderMarkdown({ title, tone, headline, answer, facts = [], sections, footer }: Report): string {
  const [first, ...more] = headline === undefined ? answer : [`${title}: ${headline}`, ...answer];
  return `${[
    `## ${MARKS[tone]}${escaped(withoutStop(first))}`,
    "",
    ...more.flatMap((text) => [escaped(text), ""]),
    ...sections.flatMap(sectionLines),
    ...(facts.length === 0 ? [] : blockLines({ kind: "entries", entries: facts })),
    `<sub>${escaped(footer)}</sub>`,
  ].join("\n")}\n`;
}

function sectionLines({ title, where, blocks }: Section): readonly string[] {
  if (where === "page") return [];
  const hasTitle = title !== "" && blocks[0]?.kind !== "parts"; // each part has its own
  return [...(hasTitle ? [`### ${escaped(title)}`, ""] : []), ...blocks.flatMap(blockLines)];
}

function blockLines(block: Block): readonly string[] {
  switch (block.kind) {
    case "text":
      return [escaped(block.text), ""];
    case "list":
      return [...block.items.flatMap(itemLines), ""];
    case "entries":
      return [...block.entries.flatMap(entryLines), ""];
    case "code":
      return [...fenced(block.lines), ""];
    case "table": {
      const { head, rows } = block.table();
      const cells = rows.map((row) => row.map((cell) => escaped(cellInWords(cell))));
      return tableLines(head, cells);
    }
    case "parts": {
      const shown = block.parts
        .slice(0, MOST_PARTS)
        .flatMap(({ title, blocks }) => [`### ${escaped(title)}`, "", ...blocks().flatMap(blockLines)]);
      return [...shown, ...morePartsThan(MOST_PARTS, block.parts.length).flatMap((text) => [text, ""])];
    }
    case "checks": {
      const head = [block.checks[0]?.number === undefined ? "check" : "step", "answer", "why"];
      return tableLines(head, block.checks.map(checkRow));
    }
  }
}

const entryLines = ({ label, texts }: Entry): readonly string[] =>
  texts.length === 1
    ? [`- **${escaped(label)}**: ${escaped(texts[0] ?? "")}`]
    : [`- **${escaped(label)}**:`, ...texts.map((text) => `  - ${escaped(text)}`)];

function itemLines(item: Item): readonly string[] {
  if (typeof item === "string") return [`- ${escaped(item)}`];
  const below = item.below.flatMap(blockLines).map((line) => (line === "" ? "" : `  ${line}`));
  return [`- ${escaped(item.text)}`, ...(below.length === 0 ? [] : ["", ...below])];
}

/** @param rows cells that are already Markdown */
const tableLines = (head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] => [
  `|${head.map((title) => ` ${escaped(title)} |`).join("")}`,
  `|${head.map(() => "---|").join("")}`,
  ...rows.map((row) => `|${row.map((cell) => ` ${cell} |`).join("")}`),
  "",
];

const ANSWERS: { readonly [A in Check["answer"]]: string } = {
  passed: "✅ passed",
  failed: "❌ failed",
  unknown: "❔ unknown",
  "not applicable": "➖ not applicable",
};

/** How much evidence of a check a comment shows. */
const MOST_EVIDENCE = 3;

function checkRow({ number, title, answer, because, todo, evidence }: Check): readonly string[] {
  const isOpen = answer === "failed" || answer === "unknown";
  const seen = someOf(evidence.map(evidenceInWords), MOST_EVIDENCE).map(escaped);
  const what = todo.length === 0 ? "" : ` **What to do:** ${todo.map(escaped).join("; ")}`;
  return [
    escaped(number === undefined ? title : `${number}. ${title}`),
    ANSWERS[answer],
    `${escaped(because)}${what}${seen.length === 0 ? "" : `<br>${seen.join(isOpen ? "<br>" : "; ")}`}`,
  ];
}

/** Text from outside, escaped for Markdown: none of it becomes markup, HTML, a mention, a link, a formula or an emoji. */
export const escaped = (text: string): string =>
  printable(bounded(text))
    .replace(/[\\`*_[\]#|~$]/g, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/(?<!\w)@/g, "&#64;\u200b")
    .replace(/:(?=\/\/|(?!(20)?\d\d:)[\w+-]+:)|\bwww\.|\bGH-(?=\d)/gi, "$&\u200b"); // `:30:` belongs to a time, `:2022:` to a standard, `:smile:` is an emoji

/** Lines as they are. The fence is longer than any run of backticks in them, so that they can't end it. */
function fenced(lines: readonly string[]): readonly string[] {
  const runs = lines.flatMap((line) => line.match(/`+/g) ?? []).map(({ length }) => length);
  const fence = "`".repeat(Math.max(3, ...runs.map((length) => length + 1)));
  return [`${fence}text`, ...lines.map(printable), fence];
}
