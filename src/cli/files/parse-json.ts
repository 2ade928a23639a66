import { isAscii, isUtf8 } from "node:buffer";
import { printable, quoted } from "../../text/printable";
import { type Result, resultOf } from "../../text/result";
import { aboutTheWholeFile, type Flaw } from "./file-problem";
import { JsonStream } from "./json-stream";
import { RepeatedKeys } from "./repeated-keys";
import { inUtf8, utf16In } from "./text-encoding";

/** Parses JSON of UTF-8 or UTF-16 that fits into one string, after a mark if there is one. The error has its position. */
export function parseJson(file: Buffer): Result<unknown, Flaw> {
  const encoding = utf16In(file);
  if (encoding === undefined) return parseUtf8(file);
  const converted = inUtf8(file, encoding);
  return converted === undefined
    ? failed(aboutTheWholeFile("the file is UTF-16 with half a character in it; save it as UTF-8"))
    : parseUtf8(converted);
}

function parseUtf8(file: Buffer): Result<unknown, Flaw> {
  const bad = firstBadByte(file);
  if (bad !== undefined) return failed({ position: positionOf(file, bad), problem: "a byte here is not UTF-8" });
  try {
    const keys = new RepeatedKeys();
    keys.write(file); // first, so that the file's bytes needn't be kept beside its value
    if (keys.isTooDeep) return failed(whatIsWrong(file));
    return unlessRepeated(JSON.parse(textOf(file)), keys);
  } catch {
    return failed(whatIsWrong(file)); // V8's own message often lacks the position
  }
}

/** More of the same don't help to repair a file. */
const MOST_REPEATED = 20;

/** The value of a file, unless an object in it has a key twice: of two values one would be lost without a word. */
export function unlessRepeated(value: unknown, { found }: RepeatedKeys): Result<unknown, Flaw> {
  const problems = found.slice(0, MOST_REPEATED).map(({ path, key }) => {
    const where = path === "" ? "" : `${printable(path)}: `;
    return aboutTheWholeFile(`${where}the key ${quoted(key)} is there twice, and only one of them can hold`);
  });
  return resultOf(() => value, problems);
}

const failed = (problem: Flaw): Result<never, Flaw> => ({ ok: false, errors: [problem] });

/** A text of ASCII takes a byte a character this way. */
function textOf(file: Buffer): string {
  const hasMark = file[0] === 0xef && file[1] === 0xbb && file[2] === 0xbf;
  return file.toString(isAscii(file) ? "latin1" : "utf8", hasMark ? 3 : 0);
}

function whatIsWrong(file: Buffer): Flaw {
  const stream = new JsonStream();
  stream.write(file);
  const read = stream.end();
  const [first] = read.ok ? [] : read.errors;
  if (first?.position === undefined) return aboutTheWholeFile("this is no JSON");
  const { line, column } = first.position;
  return { ...first, position: { line, column: charactersIn(lineFrom(file, line).subarray(0, column - 1)) + 1 } };
}

function positionOf(file: Buffer, offset: number): Flaw["position"] {
  const before = file.subarray(0, offset);
  const lineStart = before.lastIndexOf(NEWLINE) + 1;
  let line = 1;
  for (let at = before.indexOf(NEWLINE); at !== -1; at = before.indexOf(NEWLINE, at + 1)) line++;
  return { line, column: charactersIn(before.subarray(lineStart)) + 1 };
}

function lineFrom(file: Buffer, line: number): Buffer {
  let start = 0;
  for (let passed = 1; passed < line; passed++) start = file.indexOf(NEWLINE, start) + 1;
  return file.subarray(start);
}

/** UTF-16 units, as editors count columns. */
const charactersIn = (bytes: Buffer): number => bytes.toString("utf8").replace(/^\uFEFF/, "").length;

const NEWLINE = 0x0a;

const BLOCK = 1 << 20;

/** Offset of the first byte that isn't UTF-8, or `undefined` where all are. */
export function firstBadByte(bytes: Uint8Array): number | undefined {
  if (isUtf8(bytes)) return undefined;
  let start = 0;
  for (let end = BLOCK; end < bytes.length; end += BLOCK) {
    const next = characterStart(bytes, end);
    if (!isUtf8(bytes.subarray(start, next))) break;
    start = next;
  }
  return start + validLength(bytes.subarray(start, start + 2 * BLOCK));
}

/** The nearest offset in front at which a character may start. */
function characterStart(bytes: Uint8Array, offset: number): number {
  for (let start = offset; start > offset - 4; start--) if (((bytes[start] ?? 0) & 0xc0) !== 0x80) return start;
  return offset;
}

/** How many bytes in front are whole characters, by halving: a longer piece of a bad text is bad too. */
function validLength(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (decodes(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

/** Whether this is UTF-8, a character at its end being allowed to go on. */
function decodes(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false; // the decoder says nothing about where
  }
}
