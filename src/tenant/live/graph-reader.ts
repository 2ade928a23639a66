import { asObject, asText, isAbsent, type JsonObject } from "../../law/json/json-object";
import { explainOddAnswer, oddAnswer } from "./explain-failure";
import { type Attempt, attemptOf, GraphConnection, type GraphReaderOptions, type Sent } from "./graph-connection";
import { addressOf, type FieldKind, headersOf, type Question } from "./questions";
import { type Answer, answerOf, TenantError } from "./tenant-problem";

/** How a long list is taken in. */
export type Listing = {
  /** Called with each page: how many objects have been read so far. */
  readonly onPage?: (count: number) => void;
  /** What is kept of each object, as soon as its page is there: of a long list the rest isn't waited for. All of it by default. */
  readonly kept?: (object: JsonObject) => JsonObject;
};

/** Graph takes no more questions in one request. @see Microsoft Graph, "Combine multiple HTTP requests using JSON batching" */
const LARGEST_BATCH = 20;

/** Graph may send a page with nothing in it, but hardly ever two in a row. */
const MOST_EMPTY_PAGES = 10;

/**
 * Reads Graph, and nothing but reads. What passes is tried again, see {@link RetryPolicy}. Every failure is a
 * TenantError.
 */
export class GraphReader {
  readonly #connection: GraphConnection;

  constructor(options: GraphReaderOptions) {
    this.#connection = new GraphConnection(options);
  }

  /** Where Graph is, without a slash at the end. */
  get graph(): string {
    return this.#connection.origin;
  }

  /** Who asks, in words: `az login` or an application's way to sign in. */
  get account(): string {
    return this.#connection.asker.via;
  }

  async one(question: Question): Promise<JsonObject> {
    return withItsFields(await this.#ask(question), question);
  }

  /** One object; `undefined` iff Graph says that there is none. */
  async find(question: Question): Promise<JsonObject | undefined> {
    const answer = await answerOf(this.one(question));
    return isNotFound(answer) ? undefined : valueIn(answer);
  }

  /** What is answered to a question that has a body: a POST, of a method that only reads. */
  answerTo(question: Question, body: JsonObject): Promise<JsonObject> {
    return this.#ask(question, body);
  }

  /**
   * A list, page by page, to its last one. A page that can't be read is an error: a shorter list would say that the rest
   * isn't there.
   */
  async *pages(question: Question): AsyncGenerator<readonly JsonObject[]> {
    yield* this.#pagesFrom(await this.#ask(question), question);
  }

  /** A list to its last page. */
  list(question: Question, listing?: Listing): Promise<readonly JsonObject[]> {
    return gathered(this.pages(question), listing);
  }

  /** Lists, twenty in one request, in the order of the questions. @throws TenantError when one of them can't be read */
  async lists(questions: readonly Question[]): Promise<readonly (readonly JsonObject[])[]> {
    const lists: (readonly JsonObject[])[] = [];
    for (const [question, first] of await this.#together(questions))
      lists.push(await gathered(this.#pagesFrom(await valueIn(first), question)));
    return lists;
  }

  /** Objects, twenty in one request, in the order of the questions, each by itself. All of one version of Graph. */
  async answersTo(questions: readonly Question[]): Promise<readonly Answer<JsonObject>[]> {
    const answers = await this.#together(questions);
    return Promise.all(
      answers.map(([question, answer]) => answerOf(valueIn(answer).then((object) => withItsFields(object, question)))),
    );
  }

  #ask(question: Question, body?: JsonObject): Promise<JsonObject> {
    return this.#connection.ask(`/${question.version ?? "v1.0"}${addressOf(question)}`, question, body);
  }

  /** Asks twenty questions at a time until each is answered or refused for good, or there is no retry left. */
  async #together(questions: readonly Question[]): Promise<readonly (readonly [Question, Answer<JsonObject>])[]> {
    const answers: (readonly [Question, Answer<JsonObject>])[] = [];
    for (let start = 0; start < questions.length; start += LARGEST_BATCH) {
      const batch = questions.slice(start, start + LARGEST_BATCH);
      let attempts = await this.#askTogether(batch);
      for (let attempt = 0; ; attempt++) {
        const open = batch.filter((question) => attempts.get(question)?.kind === "passing");
        const passing = [...attempts.values()].filter((answer) => answer.kind === "passing");
        if (open.length === 0 || !(await this.#connection.waitAfter(attempt, passing))) break;
        attempts = new Map([...attempts, ...(await this.#askTogether(open))]);
      }
      for (const [question, answer] of attempts)
        answers.push([question, answer.kind === "passing" ? { kind: "failed", problem: answer.problem } : answer]);
    }
    return answers;
  }

  async #askTogether(questions: readonly Question[]): Promise<ReadonlyMap<Question, Attempt>> {
    const [first] = questions;
    if (first === undefined) return new Map();
    // They may be answered in any order, so each has its number as its id.
    const requests = questions.map((question, index) => ({
      ...{ id: String(index), method: "GET", url: addressOf(question), headers: headersOf(question) },
    }));
    const batch = await this.#connection.ask(`/${first.version ?? "v1.0"}/$batch`, first, { requests });
    const sent = sentInBatch(batch);
    if (typeof sent === "string") throw oddAnswer(first, sent);
    return new Map(
      questions.map((question, index) => {
        const one = sent.get(String(index));
        return [question, one ? attemptOf(one, question, this.#connection.asker) : leftOut(question)];
      }),
    );
  }

  /**
   * The pages of a list, from its first one on. All of it, or an error: where Graph says how many there are, fewer are not
   * all of them.
   */
  async *#pagesFrom(first: JsonObject, question: Question): AsyncGenerator<readonly JsonObject[]> {
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
      if (isAbsent(next)) break;
      const address = nextPage(next, question, this.graph);
      const start = asText(items[0]?.["id"]);
      for (const mark of [address, ...(start === undefined ? [] : [`starts with ${start}`])]) {
        if (seen.has(mark)) throw oddAnswer(question, "its pages go round in a circle");
        seen.add(mark);
      }
      before = items;
      page = await this.#connection.ask(address, question);
    }
    if (typeof due === "number" && count < due)
      throw oddAnswer(question, `it says that there are ${due} of them and shows ${count}`);
  }
}

/** Iff Graph says that there is no such object. */
export const isNotFound = (answer: Answer<unknown> | undefined): boolean =>
  answer?.kind === "failed" && answer.problem.code === "notFound";

/** @throws TenantError where the answer is a failure */
export async function valueIn<T>(answer: Answer<T>): Promise<T> {
  if (answer.kind === "read") return answer.value;
  throw new TenantError(answer.problem);
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
function withItsFields(object: JsonObject, question: Question): JsonObject {
  for (const [name, kind] of Object.entries(question.fields ?? {}))
    if (!IS[kind](object[name])) throw oddAnswer(question, `an object of it has no \`${name}\` that can be read`);
  return object;
}

const leftOut = (question: Question): Attempt => ({
  kind: "passing",
  problem: explainOddAnswer(question, "a batch of it leaves it out"),
  after: "",
});

async function gathered(
  pages: AsyncIterable<readonly JsonObject[]>,
  { onPage, kept = (item) => item }: Listing = {},
): Promise<readonly JsonObject[]> {
  const items: JsonObject[] = [];
  for await (const page of pages) {
    for (const item of page) items.push(kept(item));
    onPage?.(items.length);
  }
  return items;
}

/** What was sent in a batch, by the number of its question; a text where the batch as a whole makes no sense. */
function sentInBatch(batch: JsonObject): ReadonlyMap<string, Sent> | string {
  const responses: unknown = batch["responses"];
  if (!Array.isArray(responses)) return "a batch of it has no list of answers";
  const answers = new Map<string, Sent>();
  for (const value of responses as readonly unknown[]) {
    const { id, status, body, headers } = asObject(value) ?? {};
    if (asText(id) === undefined || typeof status !== "number")
      return "a batch of it has an answer without an id or a status";
    if (answers.has(String(id))) return "a batch of it answers a question twice";
    answers.set(String(id), { status, body, retryAfter: retryAfterIn(headers) });
  }
  return answers;
}

/** Header names come in any letter case. */
function retryAfterIn(headers: unknown): string {
  const found = Object.entries(asObject(headers) ?? {}).find(([name]) => name.toLowerCase() === "retry-after");
  return found === undefined ? "" : String(found[1]);
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
