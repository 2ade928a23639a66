import { CST, Lexer } from "yaml";
import { type SourceText, spanAt } from "../../text/source-span";
import { type RegisterError, type RegisterErrorCode, registerError } from "./errors";

/** One token of a YAML file, as the lexer cuts it; `null` types are plain text. */
type YamlToken = { readonly type: CST.TokenType | null; readonly start: number; readonly end: number };

const WHAT = {
  anchor: "an anchor",
  alias: "an alias",
  tag: "a tag",
  directive: "a YAML directive",
  "too-deep": "nesting this deep",
  "control-character": "an invisible control character",
} as const satisfies Partial<Record<RegisterErrorCode, string>>;

// What YAML 1.2 itself calls not printable.
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]/;

/**
 * Refuses what a register has no use for: anchors, aliases, tags, directives, deep nesting, invisible controls. Each is reported
 * at its first place with how often it occurs, so that an alias bomb is one line. A text that is too deep isn't to be parsed: that
 * could exhaust the machine.
 */
export function refusedTokens(source: SourceText): readonly RegisterError[] {
  const refused = new Map<keyof typeof WHAT, { readonly first: YamlToken; count: number }>();
  const note = (code: keyof typeof WHAT, token: YamlToken): void => {
    const before = refused.get(code);
    if (before) before.count++;
    else refused.set(code, { first: token, count: 1 });
  };
  const isTooDeep = nestingWatch();
  for (const token of tokensIn(source.text)) {
    const { type } = token;
    if (type === "directive-line") note("directive", token);
    if (type === "anchor" || type === "alias" || type === "tag") note(type, token);
    if (isTooDeep(token)) note("too-deep", token);
  }
  const control = CONTROL.exec(source.text)?.index;
  if (control !== undefined) note("control-character", { type: null, start: control, end: control + 1 });
  return Array.from(refused, ([code, { first, count }]) => {
    const often = count === 1 ? "" : ` (there are ${count})`;
    return registerError(
      code,
      spanAt(source, first.start, first.end),
      `${WHAT[code]} is not allowed in a register${often}`,
    );
  });
}

const DEEPEST = 16;
const WIDEST_INDENT = 200;

/** Each of these opens a level on its line, but within brackets, where the brackets do. */
const NESTING: ReadonlySet<YamlToken["type"]> = new Set(["seq-item-ind", "explicit-key-ind", "map-value-ind"]);

/**
 * Watches how deep a text nests, token by token, and says when one goes too deep.
 * The YAML parser's memory has no bound of its own: a megabyte of `- - -` ends the whole process.
 */
function nestingWatch(): (token: YamlToken) => boolean {
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

const WITHOUT_WIDTH: readonly string[] = [CST.DOCUMENT, CST.FLOW_END, CST.SCALAR];

/** The tokens of a text in order. Takes time and memory in proportion to the text, whatever is in it. */
function* tokensIn(text: string): Generator<YamlToken> {
  let start = 0;
  for (const word of new Lexer().lex(text)) {
    if (WITHOUT_WIDTH.includes(word)) continue;
    yield { type: CST.tokenType(word), start, end: start + word.length };
    start += word.length;
  }
}
