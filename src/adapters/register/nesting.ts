import type { YamlWord } from "./yaml-words";

const DEEPEST = 16;
const WIDEST_INDENT = 200;

/** Each of these opens a level on its line, but within brackets, where the brackets do. */
const NESTING: ReadonlySet<YamlWord["type"]> = new Set(["seq-item-ind", "explicit-key-ind", "map-value-ind"]);

/**
 * Watches how deep a text nests, word by word, and says when a word goes too deep.
 * The YAML parser's memory has no bound of its own: a megabyte of `- - -` ends the whole process.
 */
export function nestingWatch(): (word: YamlWord) => boolean {
  let flow = 0;
  let onThisLine = 0;
  let lineStart = true;
  return ({ type, start, end }) => {
    const indent = lineStart && type === "space" ? end - start : 0;
    lineStart = type === "newline";
    if (lineStart) onThisLine = 0;
    if (type === "flow-map-start" || type === "flow-seq-start") flow++;
    if (type === "flow-map-end" || type === "flow-seq-end") flow--;
    if (flow === 0 && NESTING.has(type)) onThisLine++;
    return indent > WIDEST_INDENT || flow > DEEPEST || onThisLine > DEEPEST;
  };
}
