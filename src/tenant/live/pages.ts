import { asObject, asText, isAbsent, type JsonObject } from "../../law/json/json-object";
import type { GraphConnection } from "./graph-connection";
import type { FieldKind, Question } from "./questions";
import { oddAnswer } from "./tenant-problem";

/** Graph may send a page with nothing in it, but hardly ever two in a row. */
const MOST_EMPTY_PAGES = 10;

/**
 * A list, page by page: all of it, or an error, since a shorter one would say that the rest isn't there. Where something was added
 * meanwhile, a page repeats what the one before it ended with.
 * @throws TenantError
 */
export async function* pagesOf(graph: GraphConnection, question: Question): AsyncGenerator<readonly JsonObject[]> {
  const seen = new Set<string>();
  let page = await graph.ask(question);
  const due = page["@odata.count"];
  let before = new Set<string>();
  let [count, empty] = [0, 0];
  for (;;) {
    const items = itemsOf(page, question);
    const written = items.map((item) => JSON.stringify(item));
    const added = items.filter((_, index) => !before.has(written[index] ?? ""));
    before = new Set(written);
    count += added.length;
    yield added;
    const next = page["@odata.nextLink"];
    if (isAbsent(next)) break;
    empty = added.length === 0 ? empty + 1 : 0;
    if (empty > MOST_EMPTY_PAGES) throw oddAnswer(question, "its pages have nothing in them and don't end");
    const address = nextPage(next, question, graph.origin);
    const first = asText(added[0]?.["id"]);
    for (const mark of first === undefined ? [address] : [address, `starts with ${first}`]) {
      if (seen.has(mark)) throw oddAnswer(question, "its pages go round in a circle");
      seen.add(mark);
    }
    page = await graph.ask(question, address);
  }
  if (typeof due === "number" && count < due)
    throw oddAnswer(question, `it says that there are ${due} of them and shows ${count}`);
}

function itemsOf(page: JsonObject, question: Question): readonly JsonObject[] {
  const items = page["value"];
  if (!Array.isArray(items)) throw oddAnswer(question, "a page of it is no list of objects");
  return items.map((item) => {
    const object = asObject(item);
    if (object === undefined) throw oddAnswer(question, "a page of it is no list of objects");
    return withItsFields(object, question);
  });
}

/** The next page's address without Graph's own: the token must never go to another host. */
function nextPage(link: unknown, question: Question, origin: string): string {
  const text = asText(link) ?? "";
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.origin !== origin || !/^\/(v1\.0|beta)\//.test(url.pathname))
    throw oddAnswer(question, "its next page isn't one of Graph's");
  return `${url.pathname}${url.search}`;
}

const IS: { readonly [K in FieldKind]: (value: unknown) => boolean } = {
  text: (value) => asText(value) !== undefined,
  flag: (value) => typeof value === "boolean",
  list: Array.isArray,
  present: (value) => value === null || typeof value === "object",
};

/**
 * The object, which has every field that whatever answers the question has.
 * @throws TenantError for one that hasn't: to take it for an answer would be to say that there is nothing of the kind
 */
export function withItsFields(object: JsonObject, question: Question): JsonObject {
  for (const [name, kind] of Object.entries(question.fields ?? {}))
    if (!IS[kind](object[name])) throw oddAnswer(question, `an object of it has no \`${name}\` that can be read`);
  return object;
}
