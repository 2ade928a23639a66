import { type JSONVisitor, type ParseErrorCode, parse, printParseErrorCode, visit } from "jsonc-parser";
import { quoted } from "../../text/printable";
import type { Result } from "../../text/result";
import { aboutTheWholeFile, type Flaw } from "./file-problem";

/** How deep lists and objects of a file may nest: whatever walks a value may do so by calling itself. */
export const DEEPEST = 100;

export const TOO_DEEP = `lists and objects nest more than ${DEEPEST} deep here; no tenant, log or event does`;

/** Parses JSON of UTF-8 or UTF-16, after a mark if there is one, with comments if there are. The error has its position. */
export function parseJson(file: Buffer): Result<unknown, Flaw> {
  const text = textIn(file);
  return text.ok ? parseText(text.value) : text;
}

/** The text of a file, without a mark. */
export function textIn(file: Buffer): Result<string, Flaw> {
  const encoding = utf16In(file) ?? "utf-8";
  try {
    return { ok: true, value: new TextDecoder(encoding, { fatal: true }).decode(file) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return failed(aboutTheWholeFile(`not all of it is ${encoding.slice(0, 6).toUpperCase()}; save it as UTF-8`));
  }
}

/** The scanner takes such a stretch character by character, and no export has one. */
const BLANK = /\s{1000000}/;

/** The same of a text. */
export function parseText(text: string): Result<unknown, Flaw> {
  if (BLANK.test(text)) return failed(aboutTheWholeFile("it has more than a million blanks in a row; no export does"));
  const flaws = flawsIn(text);
  const [first, ...rest] = flaws;
  if (first !== undefined) return { ok: false, errors: [first, ...rest] };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: true, value: parse(text, [], { allowTrailingComma: true }) }; // it has comments, and nothing else is wrong
  }
}

/** More of the same don't help to repair a file. */
const MOST_FLAWS = 20;

/** Thrown at what keeps the text from being JSON: what comes after it says no more. */
class Broken extends Error {
  readonly flaw: Flaw;

  constructor(line: number, column: number, problem: string) {
    super(problem);
    this.flaw = flawAt(line, column, problem);
  }
}

const flawAt = (line: number, column: number, problem: string): Flaw => ({
  ...{ position: { line: line + 1, column: column + 1 }, problem },
});

/** The first thing that keeps the text from being JSON; else keys that an object has twice, of which a parser keeps the last. */
function flawsIn(text: string): readonly Flaw[] {
  const flaws: Flaw[] = [];
  const open: Set<string>[] = [];
  const begin = (_offset: number, _length: number, line: number, column: number): void => {
    if (open.length === DEEPEST) throw new Broken(line, column, TOO_DEEP);
    open.push(new Set());
  };
  const end = (): void => void open.pop();
  const visitor: JSONVisitor = {
    onObjectBegin: begin,
    onArrayBegin: begin,
    onObjectEnd: end,
    onArrayEnd: end,
    onObjectProperty: (key, _offset, _length, line, column) => {
      const keys = open.at(-1);
      if (keys?.has(key) && flaws.length < MOST_FLAWS)
        flaws.push(flawAt(line, column, `the key ${quoted(key)} is there twice, and only one of them can hold`));
      keys?.add(key);
    },
    onError: (code, offset, length, line, column) => {
      const [problem, behind] = problemOf(code, text, offset, length);
      throw new Broken(line, column + behind, problem);
    },
  };
  try {
    visit(text, visitor, { allowTrailingComma: true });
    return flaws;
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return [error.flaw];
  }
}

/** What is wrong, and how many characters behind the start of the token. */
function problemOf(code: ParseErrorCode, text: string, offset: number, length: number): readonly [string, number] {
  const name = printParseErrorCode(code);
  const end = text.trimEnd().length;
  if (end === 0) return ["the file is empty", 0];
  const isOpen = /^UnexpectedEndOf|^InvalidSymbol/.test(name) && offset + length >= end;
  if (offset >= end || isOpen)
    return ["the JSON ends in the middle; the file may have been cut off", isOpen ? length : 0];
  if (name === "InvalidSymbol") return [`unexpected ${quoted(text.slice(offset, offset + Math.min(length, 40)))}`, 0];
  const words = name.replace(/\B[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return [`${words.charAt(0).toLowerCase()}${words.slice(1)} here`, name === "UnexpectedEndOfString" ? length : 0];
}

const failed = (problem: Flaw): Result<never, Flaw> => ({ ok: false, errors: [problem] });

/** Encodings that Windows PowerShell and editors write besides UTF-8. */
export type Utf16 = "utf-16le" | "utf-16be";

/** Whether the first bytes are UTF-16: by the mark, or since JSON begins with a character of ASCII, of which one byte is 0. */
export function utf16In([first, second]: Uint8Array): Utf16 | undefined {
  if ((first === 0xff && second === 0xfe) || (isAscii(first) && second === 0)) return "utf-16le";
  return (first === 0xfe && second === 0xff) || (first === 0 && isAscii(second)) ? "utf-16be" : undefined;
}

const isAscii = (byte: number | undefined): boolean => byte !== undefined && byte > 0 && byte < 0x80;

/** The text of a file piece by piece. @throws TypeError at half a character of UTF-16 */
export async function* textPieces(
  pieces: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let bytes = 0;
  for await (const piece of pieces) {
    const encoding = utf16In(piece);
    decoder ??= new TextDecoder(encoding ?? "utf-8", { fatal: encoding !== undefined });
    bytes += piece.length;
    onBytes(bytes);
    yield decoder.decode(piece, { stream: true });
  }
  if (decoder !== undefined) yield decoder.decode();
}
