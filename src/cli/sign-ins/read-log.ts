import { asObject, isEmpty } from "../../law/json/json-object";
import { problemIn } from "../../tenant/file/file-problem";
import { Refused } from "../../text/refused";
import { renderComplaint } from "../../words/finding";
import { documentsAt } from "../json-documents";

/** A record of a log, or why it can't be read, with its number and the line of its document; both from 1. */
export type LogItem = { readonly record: number; readonly line: number } & Content;
type Content = { readonly json: unknown } | { readonly why: string };

/** Reads a log, item by item. @returns whether that was all of it: false after a page whose next one is missing */
export type LogSource = (take: (item: LogItem) => void) => Promise<boolean>;

/** Reads a log from a file. @param path a file, or `-` for standard input @throws Refused if it can't be read */
export async function readLog(path: string, take: (item: LogItem) => void): Promise<boolean> {
  const documents = documentsAt(path);
  if (!documents.ok) throw new Refused(renderComplaint(problemIn(path, documents.errors[0]), "azmfa"));
  let record = 0;
  const end = { isWhole: true };
  for (const { line, ...document } of documents.value) {
    const contents = "json" in document ? recordsOf(document.json, end) : [{ why: document.flaw.problem }];
    for (const content of contents) take({ record: ++record, line, ...content });
  }
  return end.isWhole;
}

/** Keys with a list of records: in Graph's pages, and in the files of diagnostic settings. */
const LISTS = ["value", "records"];
/** How deep such lists may be nested: an export of an event hub is a list of lists. */
const MOST_LISTS = 3;

/**
 * The records of a document, which is a record, a list of records, a page, or a list of pages.
 * @param end changes at the end of a page if another page follows
 */
function* recordsOf(json: unknown, end: { isWhole: boolean }, lists = MOST_LISTS): Generator<Content> {
  const page = asObject(json);
  const key = page && LISTS.find((name) => Array.isArray(page[name]));
  const list: unknown = key === undefined ? json : page?.[key];
  if (page !== undefined && key !== undefined && !isEmpty(page["@odata.nextLink"])) end.isWhole = false;
  if (!Array.isArray(list) || lists === 0) yield { json };
  else for (const one of list) yield* recordsOf(one, end, lists - 1);
}
