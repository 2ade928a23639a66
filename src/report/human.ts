import { present } from "../text/present";
import { printable } from "../text/printable";
import { shortenedTo } from "../text/sentence";
import {
  type Block,
  type Cell,
  type Check,
  cellInWords,
  type Entry,
  evidenceInWords,
  type Item,
  MOST_PARTS,
  morePartsThan,
  type Part,
  type Report,
  type Section,
  type Tone,
} from "./report";
import { type Look, painter, type Style, wrap } from "./terminal";

const COLOURS: { readonly [T in Tone]: Style } = { good: "green", bad: "red", warn: "yellow", none: "dim" };

/** A report for a terminal. */
export function renderHuman(report: Report, look: Look): string {
  const paint = painter(look);
  const { word, subject, aside, answer, facts = [], sections } = report;
  const head = present([
    paint("bold", paint(COLOURS[report.tone], word)),
    subject !== "" && printable(subject.startsWith(",") ? subject : `  ${subject}`),
    aside !== undefined && `  ${paint("dim", `(${printable(aside)})`)}`,
  ]).join("");
  return `${[
    head,
    ...answer.flatMap((text) => wrap(text, look.width, "  ")),
    ...(facts.length === 0 ? [] : ["", ...entries(facts, look, "  ")]),
    ...sections.flatMap((section) => sectionLines(section, look)),
  ].join("\n")}\n`;
}

/** A section for a terminal. Parts have their own titles, so a section of parts has no heading. */
export function sectionLines({ title, where, blocks }: Section, look: Look): readonly string[] {
  if (where === "page") return [];
  if (blocks[0]?.kind === "parts") return blocks.flatMap((block) => blockLines(block, look, "  "));
  const heading = title === "" ? [] : wrap(title, look.width).map((line) => painter(look)("bold", line));
  return ["", ...heading, ...blocks.flatMap((block) => blockLines(block, look, "  "))];
}

function blockLines(block: Block, look: Look, indent: string): readonly string[] {
  switch (block.kind) {
    case "text":
      return wrap(block.text, look.width, indent);
    case "list":
      return block.items.flatMap((item) => itemLines(item, look, indent));
    case "entries":
      return entries(block.entries, look, indent);
    case "code":
      return block.lines.map((line) => `${indent}${printable(line)}`);
    case "table": {
      const { head, rows } = block.table();
      const labelled = (cell: Cell, at: number): string =>
        at === 0 ? cellInWords(cell) : `${(head[at] ?? "").toLowerCase()}: ${cellInWords(cell)}`;
      return rows.flatMap((row) => wrap(row.map(labelled).join("; "), look.width, `${indent}- `));
    }
    case "parts": {
      const shown = block.parts.slice(0, MOST_PARTS).flatMap((part) => partLines(part, look, indent));
      const more = morePartsThan(MOST_PARTS, block.parts.length).flatMap((text) => wrap(text, look.width, indent));
      return [...shown, ...(more.length === 0 ? [] : ["", ...more])];
    }
    case "checks":
      return block.checks.flatMap((check) => checkLines(check, look));
  }
}

const partLines = ({ title, blocks }: Part, look: Look, indent: string): readonly string[] => [
  "",
  ...wrap(title, look.width).map((line) => painter(look)("bold", line)),
  ...blocks().flatMap((block) => blockLines(block, look, indent)),
];

function itemLines(item: Item, look: Look, indent: string): readonly string[] {
  if (typeof item === "string") return wrap(item, look.width, `${indent}- `);
  return [
    ...wrap(item.text, look.width, `${indent}- `),
    ...item.below.flatMap((block) => blockLines(block, look, `${indent}  `)),
  ];
}

const MARGIN = 6;

function entries(all: readonly Entry[], look: Look, indent: string): readonly string[] {
  const margin = Math.max(MARGIN, ...all.map(({ label }) => label.length + 1));
  const paint = painter(look);
  return all.flatMap(({ label, texts }) =>
    texts.flatMap((text, index) => {
      const shown = index === 0 ? label : "";
      return wrap(text, look.width, `${indent}${shown.padEnd(margin)}`).map((line, at) =>
        at === 0 && shown !== "" ? line.replace(shown, () => paint("bold", shown)) : line,
      );
    }),
  );
}

const MARKS = {
  passed: { mark: "passed", style: "green", isOpen: false },
  failed: { mark: "FAILED", style: "red", isOpen: true },
  unknown: { mark: "UNKNOWN", style: "yellow", isOpen: true },
  "not applicable": { mark: "n/a", style: "dim", isOpen: false },
} as const;

const MARK_WIDTH = 8;
/** The indent of a check's reason, below its title. */
const INDENT = " ".repeat(14);
const MOST_SHOWN = 3;
const LONGEST = 160;

function checkLines({ number = "", title, answer, because, todo, evidence }: Check, look: Look): readonly string[] {
  const paint = painter(look);
  const { mark, style, isOpen } = MARKS[answer];
  const more = evidence.length - MOST_SHOWN;
  const shown = evidence.slice(0, MOST_SHOWN).map((one) => shortenedTo(2 * LONGEST, evidenceInWords(one)));
  const seen = [...shown, ...(more > 0 ? [`and ${more} more, in --format json`] : [])];
  return [
    `  ${number.padStart(2)}  ${paint(style, mark.padEnd(MARK_WIDTH))}${paint("bold", title)}`,
    ...wrap(because, look.width, INDENT),
    ...(isOpen || seen.length === 0 ? seen : [shortenedTo(LONGEST, seen.join("; "))])
      .flatMap((text) => wrap(text, look.width, `${INDENT}- `))
      .map((line) => paint("dim", line)),
    ...todo.flatMap((text) => wrap(text, look.width, `${INDENT}→ `)),
  ];
}
