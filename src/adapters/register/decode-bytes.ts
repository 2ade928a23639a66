import type { Place } from "./place";
import type { RegisterError } from "./register-error";
import { placeAt, type SourceText, sourceText } from "./source-text";

/** A file as it was found; `undefined` bytes mean that there is none. */
export type RegisterSource = { readonly file: string; readonly bytes: Uint8Array | undefined };

const MOST_BYTES = 1_000_000;

/** The file's text, or the one reason why there is none to read. A byte order mark in front is dropped. */
export function decodeBytes({ file, bytes }: RegisterSource): SourceText | RegisterError {
  if (bytes === undefined) return wholeFile(file, "missing-file", "there is no such file");
  if (bytes.length > MOST_BYTES) return wholeFile(file, "too-large", `the file has ${bytes.length} bytes`);
  const text = decodeUtf8(bytes);
  return text === undefined ? notUtf8(file, bytes) : sourceText(file, text);
}

export const isRegisterError = (read: SourceText | RegisterError): read is RegisterError => "code" in read;

function wholeFile(file: string, code: RegisterError["code"], message: string): RegisterError {
  return { code, message, at: { file, line: 1, column: 1, width: 1, text: undefined } };
}

function notUtf8(file: string, bytes: Uint8Array): RegisterError {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (utf16) return wholeFile(file, "not-utf8", "the file is UTF-16");
  const message = "a byte here is not UTF-8";
  return { code: "not-utf8", message, at: placeOfByte(file, bytes, firstBadByte(bytes)) };
}

function placeOfByte(file: string, bytes: Uint8Array, index: number): Place {
  const lenient = new TextDecoder("utf-8");
  const start = lenient.decode(bytes.subarray(0, index)).length;
  return placeAt(sourceText(file, lenient.decode(bytes)), start, start + 1);
}

/** How many bytes in front can still be read, by halving: a longer piece of a bad text is bad too. */
function firstBadByte(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (decodeUtf8(bytes.subarray(0, middle), true) === undefined) bad = middle;
    else good = middle;
  }
  return lastCharacterStart(bytes, good);
}

/** A character that began before the bad byte is the bad one. */
function lastCharacterStart(bytes: Uint8Array, end: number): number {
  for (let start = end; start >= Math.max(0, end - 3); start--)
    if (decodeUtf8(bytes.subarray(0, start)) !== undefined) return start;
  return end;
}

function decodeUtf8(bytes: Uint8Array, unfinished = false): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: unfinished });
  } catch {
    return undefined; // the decoder says nothing about where
  }
}
