import { present } from "../text/present";
import { printable, shortenedTo } from "../text/printable";
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
import { painter, type Style, type Terminal, wrap } from "./terminal";

const COLOURS: { readonly [T in Tone]: Style } = { good: "green", bad: "red", warn: "yellow", none: "dim" };

/** A report for a terminal. */
export function renderHuman(report: Report, screen: Terminal): string {
  const paint = painter(screen);
  const { word, subject, aside, answer, facts = [], sections } = report;
  const head = present([
    paint("bold", paint(COLOURS[report.tone], word)),
    subject !== "" && printable(subject.startsWith(",") ? subject : `  ${subject}`),
    aside !== undefined && `  ${paint("dim", `(${printable(aside)})`)}`,
  ]).join("");
  return `${[
    head,
    ...answer.flatMap((text) => wrap(text, screen.width, "  ")),
    ...(facts.length === 0 ? [] : ["", ...entries(facts, screen, "  ")]),
    ...sections.flatMap((section) => sectionLines(section, screen)),
  ].join("\n")}\n`;
}

/** A section for a terminal. Parts have their own titles, so a section of parts has no heading. */
export function sectionLines({ title, where, blocks }: Section, screen: Terminal): readonly string[] {
  if (where === "page") return [];
  if (blocks[0]?.kind === "parts") return blocks.flatMap((block) => blockLines(block, screen, "  "));
  const heading = title === "" ? [] : wrap(title, screen.width).map((line) => painter(screen)("bold", line));
  return ["", ...heading, ...blocks.flatMap((block) => blockLines(block, screen, "  "))];
}

function blockLines(block: Block, screen: Terminal, indent: string): readonly string[] {
  switch (block.kind) {
    case "text":
      return wrap(block.text, screen.width, indent);
    case "list":
      return block.items.flatMap((item) => itemLines(item, screen, indent));
    case "entries":
      return entries(block.entries, screen, indent);
    case "code":
      return block.lines.map((line) => `${indent}${printable(line)}`);
    case "table": {
      const { head, rows } = block.table();
      const labelled = (cell: Cell, at: number): string =>
        at === 0 ? cellInWords(cell) : `${(head[at] ?? "").toLowerCase()}: ${cellInWords(cell)}`;
      return rows.flatMap((row) => wrap(row.map(labelled).join("; "), screen.width, `${indent}- `));
    }
    case "parts": {
      const shown = block.parts.slice(0, MOST_PARTS).flatMap((part) => partLines(part, screen, indent));
      const more = morePartsThan(MOST_PARTS, block.parts.length).flatMap((text) => wrap(text, screen.width, indent));
      return [...shown, ...(more.length === 0 ? [] : ["", ...more])];
    }
    case "checks":
      return block.checks.flatMap((check) => checkLines(check, screen));
  }
}

const partLines = ({ title, blocks }: Part, screen: Terminal, indent: string): readonly string[] => [
  "",
  ...wrap(title, screen.width).map((line) => painter(screen)("bold", line)),
  ...blocks().flatMap((block) => blockLines(block, screen, indent)),
];

function itemLines(item: Item, screen: Terminal, indent: string): readonly string[] {
  if (typeof item === "string") return wrap(item, screen.width, `${indent}- `);
  return [
    ...wrap(item.text, screen.width, `${indent}- `),
    ...item.below.flatMap((block) => blockLines(block, screen, `${indent}  `)),
  ];
}

const MARGIN = 6;

function entries(all: readonly Entry[], screen: Terminal, indent: string): readonly string[] {
  const margin = Math.max(MARGIN, ...all.map(({ label }) => label.length + 1));
  const paint = painter(screen);
  return all.flatMap(({ label, texts }) =>
    texts.flatMap((text, index) => {
      const shown = index === 0 ? label : "";
      return wrap(text, screen.width, `${indent}${shown.padEnd(margin)}`).map((line, at) =>
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

function checkLines(
  { number = "", title, answer, because, todo, evidence }: Check,
  screen: Terminal,
): readonly string[] {
  const paint = painter(screen);
  const { mark, style, isOpen } = MARKS[answer];
  const more = evidence.length - MOST_SHOWN;
  const shown = evidence.slice(0, MOST_SHOWN).map((one) => shortenedTo(2 * LONGEST, evidenceInWords(one)));
  const seen = isOpen || shown.length === 0 ? shown : [shortenedTo(LONGEST, shown.join("; "))];
  return [
    `  ${number.padStart(2)}  ${paint(style, mark.padEnd(MARK_WIDTH))}${paint("bold", title)}`,
    ...wrap(because, screen.width, INDENT),
    ...[...seen, ...(more > 0 ? [`and ${more} more, in --format json`] : [])]
      .flatMap((text) => wrap(text, screen.width, `${INDENT}- `))
      .map((line) => paint("dim", line)),
    ...todo.flatMap((text) => wrap(text, screen.width, `${INDENT}→ `)),
  ];
}
