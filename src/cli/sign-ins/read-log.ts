import { asObject, isEmpty } from "../../law/json/json-object";
import { documentsAt } from "../json-documents";

/** A record of a log, or why it can't be read, with its number and the line of its document; both from 1. */
export type LogItem = { readonly record: number; readonly line: number } & Content;
type End = { kind: "whole" | "page" };
type Content = { readonly json: unknown } | { readonly why: string };

/** How reading ended: at the end of the log, at the end of a page without the next one, or with an error. */
export type LogEnd = Readonly<End> | { readonly kind: "failed"; readonly why: string };

/** Reads a log, item by item. */
export type LogSource = (take: (item: LogItem) => void) => Promise<LogEnd>;

/** Reads a log from a file. @param path a file, or `-` for standard input */
export async function readLog(path: string, take: (item: LogItem) => void): Promise<LogEnd> {
  const documents = documentsAt(path);
  if (!documents.ok) {
    const [{ position, problem }] = documents.errors;
    const where = position === undefined ? "" : `line ${position.line}, column ${position.column}: `;
    return { kind: "failed", why: `${where}${problem}` };
  }
  let record = 0;
  const end: End = { kind: "whole" };
  for (const { line, ...document } of documents.value) {
    const contents = "json" in document ? recordsOf(document.json, end) : [{ why: document.flaw.problem }];
    for (const content of contents) take({ record: ++record, line, ...content });
  }
  return end;
}

/** Keys with a list of records: in Graph's pages, and in the files of diagnostic settings. */
const LISTS = ["value", "records"];
/** How deep such lists may be nested: an export of an event hub is a list of lists. */
const MOST_LISTS = 3;

/**
 * The records of a document, which is a record, a list of records, a page, or a list of pages.
 * @param end changes to the end of a page if another page follows
 */
function* recordsOf(json: unknown, end: End, lists = MOST_LISTS): Generator<Content> {
  const page = asObject(json);
  const key = page && LISTS.find((name) => Array.isArray(page[name]));
  const list: unknown = key === undefined ? json : page?.[key];
  if (page !== undefined && key !== undefined && !isEmpty(page["@odata.nextLink"])) end.kind = "page";
  if (!Array.isArray(list) || lists === 0) yield { json };
  else for (const one of list) yield* recordsOf(one, end, lists - 1);
}
