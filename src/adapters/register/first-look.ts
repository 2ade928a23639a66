import { nestingWatch } from "./nesting";
import type { RegisterError, RegisterErrorCode } from "./register-error";
import { placeAt, type SourceText } from "./source-text";
import { type YamlWord, yamlWords } from "./yaml-words";

/** What the words of a file say before anything is built from them. */
export type FirstLook = {
  readonly errors: readonly RegisterError[];
  /** Lines indented with tabs: whatever else the YAML parser says about such a file is an echo. */
  readonly tabs: boolean;
  /** Where the first document ends. */
  readonly end: number;
  /** False when building a tree from the text could exhaust the machine. */
  readonly safeToParse: boolean;
};

type Unwanted = { readonly first: YamlWord; readonly count: number };

const WHAT = {
  anchor: "an anchor",
  alias: "an alias",
  tag: "a tag",
  directive: "a YAML directive",
  "several-documents": "a second document",
  "too-deep": "nesting this deep",
  "control-character": "an invisible control character",
} as const satisfies Partial<Record<RegisterErrorCode, string>>;

type UnwantedCode = keyof typeof WHAT;

// What YAML 1.2 itself calls not printable.
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]/;

/**
 * Refuses what a register has no use for: anchors, aliases, tags, directives, a second document, deep nesting,
 * invisible controls. Each is reported at its first place with how often it occurs, so that an alias bomb is one line.
 */
export function firstLook(source: SourceText): FirstLook {
  const unwanted = new Map<UnwantedCode, Unwanted>();
  const isTooDeep = nestingWatch();
  const isNextDocument = documentWatch();
  const tabs: RegisterError[] = [];
  const isTabIndent = tabWatch(source.text);
  for (const word of yamlWords(source.text)) {
    const code = unwantedWord(word);
    if (code) note(unwanted, code, word);
    if (isTooDeep(word)) note(unwanted, "too-deep", word);
    if (isNextDocument(word)) note(unwanted, "several-documents", word);
    if (isTabIndent(word))
      tabs.push({ code: "tab", message: "a tab indents this line", at: placeAt(source, word.start, word.end) });
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

function unwantedWord({ type }: YamlWord): UnwantedCode | undefined {
  if (type === "directive-line") return "directive";
  return type === "anchor" || type === "alias" || type === "tag" ? type : undefined;
}

/** Says of each word whether another document starts there. */
function documentWatch(): (word: YamlWord) => boolean {
  let state: "before" | "inside" | "after" = "before";
  return ({ type }) => {
    if (type === "doc-end") state = state === "before" ? "before" : "after";
    if (type === "doc-end" || !hasContent(type)) return false;
    const next = state === "after" || (state === "inside" && type === "doc-start");
    state = "inside";
    return next;
  };
}

/** Says of each word whether it is white space with a tab that indents something. */
function tabWatch(text: string): (word: YamlWord) => boolean {
  let indenting = true;
  return ({ type, start, end }) => {
    const isIndent = indenting && type === "space";
    indenting = type === "newline" || isIndent;
    return isIndent && text.slice(start, end).includes("\t") && /[^\s#]/.test(text.charAt(end));
  };
}

const hasContent = (type: YamlWord["type"]): boolean =>
  type !== "space" &&
  type !== "newline" &&
  type !== "comment" &&
  type !== "byte-order-mark" &&
  type !== "directive-line";

function note(unwanted: Map<UnwantedCode, Unwanted>, code: UnwantedCode, word: YamlWord): void {
  const before = unwanted.get(code);
  unwanted.set(code, before ? { ...before, count: before.count + 1 } : { first: word, count: 1 });
}

function errorOf(source: SourceText, code: UnwantedCode, { first, count }: Unwanted): RegisterError {
  const often = count === 1 ? "" : ` (there are ${count})`;
  return {
    code,
    message: `${WHAT[code]} is not allowed in a register${often}`,
    at: placeAt(source, first.start, first.end),
  };
}
