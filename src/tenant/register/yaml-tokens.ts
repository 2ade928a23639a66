import { CST, Lexer } from "yaml";
import { type SourceText, spanAt } from "../../text/source-span";
import { type RegisterError, type RegisterErrorCode, registerError } from "./errors";

/** What the tokens of a file say before anything is built from them. */
export type TokenCheck = {
  readonly errors: readonly RegisterError[];
  /** Lines indented with tabs: whatever else the YAML parser says about such a file is an echo. */
  readonly tabs: boolean;
  /** Where the first document ends. */
  readonly end: number;
  /** False when building a tree from the text could exhaust the machine. */
  readonly safeToParse: boolean;
};

type Refused = { readonly first: YamlToken; readonly count: number };

const WHAT = {
  anchor: "an anchor",
  alias: "an alias",
  tag: "a tag",
  directive: "a YAML directive",
  "several-documents": "a second document",
  "too-deep": "nesting this deep",
  "control-character": "an invisible control character",
} as const satisfies Partial<Record<RegisterErrorCode, string>>;

type RefusedCode = keyof typeof WHAT;

// What YAML 1.2 itself calls not printable.
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]/;

/**
 * Refuses what a register has no use for: anchors, aliases, tags, directives, a second document, deep nesting,
 * invisible controls. Each is reported at its first place with how often it occurs, so that an alias bomb is one line.
 */
export function checkTokens(source: SourceText): TokenCheck {
  const unwanted = new Map<RefusedCode, Refused>();
  const isTooDeep = nestingWatch();
  const isNextDocument = documentWatch();
  const tabs: RegisterError[] = [];
  const isTabIndent = tabWatch(source.text);
  for (const word of yamlTokens(source.text)) {
    const code = refusedToken(word);
    if (code) note(unwanted, code, word);
    if (isTooDeep(word)) note(unwanted, "too-deep", word);
    if (isNextDocument(word)) note(unwanted, "several-documents", word);
    if (isTabIndent(word))
      tabs.push(registerError("tab", spanAt(source, word.start, word.end), "a tab indents this line"));
  }
  const control = CONTROL.exec(source.text)?.index;
  if (control !== undefined) note(unwanted, "control-character", { type: null, start: control, end: control + 1 });
  return {
    errors: [...tabs, ...[...unwanted].map(([code, found]) => errorOf(source, code, found))],
    tabs: tabs.length > 0,
    end: unwanted.get("several-documents")?.first.start ?? source.text.length,
    safeToParse: !unwanted.has("too-deep"),
  };
}

function refusedToken({ type }: YamlToken): RefusedCode | undefined {
  if (type === "directive-line") return "directive";
  return type === "anchor" || type === "alias" || type === "tag" ? type : undefined;
}

/** Says of each token whether another document starts there. */
function documentWatch(): (word: YamlToken) => boolean {
  let state: "before" | "inside" | "after" = "before";
  return ({ type }) => {
    if (type === "doc-end") state = state === "before" ? "before" : "after";
    if (type === "doc-end" || !hasContent(type)) return false;
    const next = state === "after" || (state === "inside" && type === "doc-start");
    state = "inside";
    return next;
  };
}

/** Says of each token whether it is white space with a tab that indents something. */
function tabWatch(text: string): (word: YamlToken) => boolean {
  let indenting = true;
  return ({ type, start, end }) => {
    const isIndent = indenting && type === "space";
    indenting = type === "newline" || isIndent;
    return isIndent && text.slice(start, end).includes("\t") && /[^\s#]/.test(text.charAt(end));
  };
}

const hasContent = (type: YamlToken["type"]): boolean =>
  type !== "space" &&
  type !== "newline" &&
  type !== "comment" &&
  type !== "byte-order-mark" &&
  type !== "directive-line";

function note(unwanted: Map<RefusedCode, Refused>, code: RefusedCode, word: YamlToken): void {
  const before = unwanted.get(code);
  unwanted.set(code, before ? { ...before, count: before.count + 1 } : { first: word, count: 1 });
}

function errorOf(source: SourceText, code: RefusedCode, { first, count }: Refused): RegisterError {
  const often = count === 1 ? "" : ` (there are ${count})`;
  const message = `${WHAT[code]} is not allowed in a register${often}`;
  return registerError(code, spanAt(source, first.start, first.end), message);
}

const DEEPEST = 16;
const WIDEST_INDENT = 200;

/** Each of these opens a level on its line, but within brackets, where the brackets do. */
const NESTING: ReadonlySet<YamlToken["type"]> = new Set(["seq-item-ind", "explicit-key-ind", "map-value-ind"]);

/**
 * Watches how deep a text nests, token by token, and says when one goes too deep.
 * The YAML parser's memory has no bound of its own: a megabyte of `- - -` ends the whole process.
 */
export function nestingWatch(): (word: YamlToken) => boolean {
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

/** One token of a YAML file, as the lexer cuts it; `null` types are plain text. */
export type YamlToken = { readonly type: CST.TokenType | null; readonly start: number; readonly end: number };

const WITHOUT_WIDTH: readonly string[] = [CST.DOCUMENT, CST.FLOW_END, CST.SCALAR];

/** The tokens of a text in order. Takes time and memory in proportion to the text, whatever is in it. */
export function* yamlTokens(text: string): Generator<YamlToken> {
  let start = 0;
  for (const word of new Lexer().lex(text)) {
    if (WITHOUT_WIDTH.includes(word)) continue;
    yield { type: CST.tokenType(word), start, end: start + word.length };
    start += word.length;
  }
}
