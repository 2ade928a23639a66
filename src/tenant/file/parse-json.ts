import { type JSONVisitor, type ParseErrorCode, parse, printParseErrorCode, visit } from "jsonc-parser";
import { quoted } from "../../text/printable";
import type { Result } from "../../text/result";
import type { Flaw } from "./file-problem";

/** How deep lists and objects of a file may nest. Functions that walk through a value may therefore be recursive. */
const DEEPEST = 100;

/** The text of a file in UTF-8 or UTF-16, without a byte order mark. */
export function textIn(file: Buffer): Result<string, Flaw> {
  const mark = file.toString("latin1", 0, 2);
  const encoding = mark === "\xff\xfe" ? "utf-16le" : mark === "\xfe\xff" ? "utf-16be" : "utf-8";
  try {
    return { ok: true, value: new TextDecoder(encoding, { fatal: true }).decode(file) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return failed({ problem: `not all of it is ${encoding.slice(0, 6).toUpperCase()}; save it as UTF-8` });
  }
}

/** The scanner is slow with so many blanks, and no export has them. */
const BLANK = /\s{1000000}/;

/** Parses JSON with or without comments. Errors have their positions. */
export function parseText(text: string): Result<unknown, Flaw> {
  if (BLANK.test(text)) return failed({ problem: "it has more than a million blanks in a row; no export does" });
  const flaw = flawIn(text);
  if (flaw !== undefined) return failed(flaw);
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: true, value: parse(text, [], { allowTrailingComma: true }) }; // it has comments, and nothing else is wrong
  }
}

/** Ends a visit with the first flaw: others may only be consequences. */
function fail(line: number, column: number, problem: string): never {
  throw new Error("", { cause: { position: { line: line + 1, column: column + 1 }, problem } satisfies Flaw });
}

/** The first error of syntax or repeated key, of which a parser would keep the last one. */
function flawIn(text: string): Flaw | undefined {
  const open: Set<string>[] = [];
  const begin = (_offset: number, _length: number, line: number, column: number): void => {
    if (open.push(new Set()) > DEEPEST)
      fail(line, column, `lists and objects nest more than ${DEEPEST} deep here; no tenant, log or event does`);
  };
  const end = (): void => void open.pop();
  const visitor: JSONVisitor = {
    onObjectBegin: begin,
    onArrayBegin: begin,
    onObjectEnd: end,
    onArrayEnd: end,
    onObjectProperty: (key, _offset, _length, line, column) => {
      if (open.at(-1)?.has(key))
        fail(line, column, `the key ${quoted(key)} is there twice, and only one of them can count`);
      open.at(-1)?.add(key);
    },
    onError: (code, offset, length, line, column) => fail(line, column, problemOf(code, text, offset, length)),
  };
  try {
    visit(text, visitor, { allowTrailingComma: true });
    return undefined;
  } catch (error) {
    if (!(error instanceof Error && error.cause)) throw error;
    return error.cause as Flaw;
  }
}

function problemOf(code: ParseErrorCode, text: string, offset: number, length: number): string {
  const name = printParseErrorCode(code);
  const end = text.trimEnd().length;
  if (end === 0) return "the file is empty";
  const isOpen = /^UnexpectedEndOf|^InvalidSymbol/.test(name) && offset + length >= end;
  if (offset >= end || isOpen) return "the JSON ends in the middle; the file may have been cut off";
  if (name === "InvalidSymbol") return `unexpected ${quoted(text.slice(offset, offset + Math.min(length, 40)))}`;
  return `${name.replace(/\B[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replace(/^./, (first) => first.toLowerCase())} here`;
}

const failed = (problem: Flaw): Result<never, Flaw> => ({ ok: false, errors: [problem] });
