import { asObject, isEmpty } from "../../law/json/json-object";
import type { Flaw } from "../../tenant/file/file-problem";
import { DEEPEST, parseJson, TOO_DEEP } from "../../tenant/file/parse-json";
import type { Result } from "../../text/result";
import { type JsonDocument, readDocuments, UNUSABLE } from "../json-documents";

/** A record of a log, or why it can't be read, with its number and the first line of its document; both from 1. */
export type LogItem = { readonly record: number; readonly line: number } & Content;
type End = { kind: "whole" | "page" };
type Content = { readonly json: unknown } | { readonly why: string };

/** How reading ended: at the end of the log, at the end of a page without the next one, or with an error. */
export type LogEnd = Readonly<End> | { readonly kind: "failed"; readonly why: string };

/** Reads a log, item by item. */
export type LogSource = (take: (item: LogItem) => void) => Promise<LogEnd>;

/** Reads a log from a file. @param path a file, or `-` for standard input */
export async function readLog(path: string, take: (item: LogItem) => void): Promise<LogEnd> {
  let record = 0;
  const end: End = { kind: "whole" };
  const takeAll = ({ line, ...document }: JsonDocument): void => {
    const contents = "json" in document ? recordsOf(document.json, end) : [{ why: document.flaw.problem }];
    for (const content of contents) take({ record: ++record, line, ...content });
  };
  const flaw = await readDocuments(path, parsed, takeAll);
  return flaw === undefined ? end : { kind: "failed", why: inWords(flaw) };
}

function inWords({ position, problem }: Flaw): string {
  if (problem === UNUSABLE.notJson) return `${problem}; export the sign-ins as JSON`;
  if (problem === UNUSABLE.tooLarge) return `${problem}; export it with a record on each line, or export fewer days`;
  return position === undefined ? problem : `line ${position.line}, column ${position.column}: ${problem}`;
}

/** A log is long, so the fast parser comes first. The other one says what is wrong. */
function parsed(document: Buffer): Result<unknown, Flaw> {
  try {
    return { ok: true, value: JSON.parse(UTF_8.decode(document)) };
  } catch {
    return parseJson(document);
  }
}

const UTF_8 = new TextDecoder("utf-8", { fatal: true });

const nestsDeeper = (value: unknown, levels: number): boolean =>
  typeof value === "object" &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => nestsDeeper(inner, levels - 1)));

/** Keys with a list of records: in Graph's pages, and in the files of diagnostic settings. */
const LISTS = ["value", "records"];
/** How deep such lists may be nested: an export of an event hub is a list of lists. */
const MOST_LISTS = 3;

/**
 * The records of a document, or why one can't be read. The document is a record, a list of records, a page, or a list of pages.
 * @param end changes to the end of a page if another page follows
 */
function* recordsOf(json: unknown, end: End, lists = MOST_LISTS): Generator<Content> {
  const page = asObject(json);
  const key = page && LISTS.find((name) => Array.isArray(page[name]));
  const list: unknown = key === undefined ? json : page?.[key];
  if (page !== undefined && key !== undefined && !isEmpty(page["@odata.nextLink"])) end.kind = "page";
  if (!Array.isArray(list) || lists === 0) yield nestsDeeper(json, DEEPEST) ? { why: TOO_DEEP } : { json };
  else for (const one of list) yield* recordsOf(one, end, lists - 1);
}
