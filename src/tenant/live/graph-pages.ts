import { asObject, asText, type JsonObject } from "../../law/json/json-object";
import { oddAnswer } from "./explain-failure";
import { withItsFields } from "./graph-answer";
import type { Question } from "./tenant-problem";

/** Graph may send a page with nothing in it, but hardly ever two in a row. */
const MOST_EMPTY_PAGES = 10;

/**
 * The pages of a list, from its first one on. All of it, or an error: where Graph says how many there are, fewer are not all of
 * them.
 * @param origin where Graph is: no other host is asked for a page
 * @param ask reads the page at an address below `origin`
 * @throws TenantError for a page that can't be read or isn't one, and for a list that never ends
 */
export async function* pagesFrom(
  first: JsonObject,
  question: Question,
  origin: string,
  ask: (address: string) => Promise<JsonObject>,
): AsyncGenerator<readonly JsonObject[]> {
  const due = first["@odata.count"];
  const seen = new Set<string>();
  let before: readonly JsonObject[] = [];
  let count = 0;
  let empty = 0;
  for (let page = first; ; ) {
    const items = withoutRepeated(itemsOf(page, question), before);
    empty = items.length === 0 ? empty + 1 : 0;
    if (empty > MOST_EMPTY_PAGES) throw oddAnswer(question, "its pages have nothing in them and don't end");
    count += items.length;
    yield items;
    const next = page["@odata.nextLink"];
    if (next === undefined || next === null) break;
    const address = nextPage(next, question, origin);
    const start = asText(items[0]?.["id"]);
    for (const mark of [address, ...(start === undefined ? [] : [`starts with ${start}`])]) {
      if (seen.has(mark)) throw oddAnswer(question, "its pages go round in a circle");
      seen.add(mark);
    }
    before = items;
    page = await ask(address);
  }
  if (typeof due === "number" && count < due)
    throw oddAnswer(question, `it says that there are ${due} of them and shows ${count}`);
}

/** The next page's address without Graph's own: the token must never go to another host. */
function nextPage(link: unknown, question: Question, origin: string): string {
  const text = asText(link) ?? "";
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.origin !== origin || !/^\/(v1\.0|beta)\//.test(url.pathname))
    throw oddAnswer(question, "its next page isn't one of Graph's");
  return `${url.pathname}${url.search}`;
}

function itemsOf(page: JsonObject, question: Question): readonly JsonObject[] {
  const items = page["value"];
  const objects = Array.isArray(items) ? items.map(asObject) : [undefined];
  const known = objects.filter((item) => item !== undefined);
  if (known.length !== objects.length) throw oddAnswer(question, "a page of it is no list of objects");
  for (const item of known) withItsFields(item, question);
  return known;
}

/** Where something was added meanwhile, the next page begins with what the last one ended with. */
function withoutRepeated(items: readonly JsonObject[], before: readonly JsonObject[]): readonly JsonObject[] {
  const [first] = items;
  if (first === undefined || asText(first["id"]) === undefined) return items;
  const from = before.findIndex((item) => item["id"] === first["id"]);
  if (from === -1) return items;
  const repeated = before.slice(from);
  const isRepeated = repeated.every((item, index) => JSON.stringify(item) === JSON.stringify(items[index]));
  return isRepeated ? items.slice(repeated.length) : items;
}
