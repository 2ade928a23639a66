import type { JsonObject } from "../../law/json/json-object";
import { explainOddAnswer, oddAnswer } from "./explain-failure";
import { type Attempt, attemptOf, batchBody, LARGEST_BATCH, sentInBatch, withItsFields } from "./graph-answer";
import { GraphConnection, type GraphReaderOptions } from "./graph-connection";
import { pagesFrom } from "./graph-pages";
import { type Answer, addressOf, answerOf, type Question, TenantError } from "./tenant-problem";

/** How a long list is taken in. */
export type Listing = {
  /** Told with each page how many objects have been read so far. */
  readonly onPage?: (count: number) => void;
  /** What is kept of each object, as soon as its page is there: of a long list the rest isn't waited for. All of it by default. */
  readonly kept?: (object: JsonObject) => JsonObject;
};

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

  /** One object. */
  async one(question: Question): Promise<JsonObject> {
    return withItsFields(await this.#ask(question), question);
  }

  /** What is answered to a question that has a body: a POST, of a method that only reads. */
  answerTo(question: Question, body: JsonObject): Promise<JsonObject> {
    return this.#connection.ask(`/${question.version ?? "v1.0"}${addressOf(question)}`, question, body);
  }

  /** One object; `undefined` iff Graph says that there is none. */
  async find(question: Question): Promise<JsonObject | undefined> {
    try {
      return await this.one(question);
    } catch (error) {
      if (error instanceof TenantError && error.problem.code === "notFound") return undefined;
      throw error;
    }
  }

  /**
   * A list, page by page, to its last one. A page that can't be read is an error: a shorter list would say that the rest
   * isn't there.
   */
  async *pages(question: Question): AsyncGenerator<readonly JsonObject[]> {
    yield* this.#pagesFrom(await this.#ask(question), question);
  }

  /** A list to its last page. */
  async list(question: Question, { onPage, kept }: Listing = {}): Promise<readonly JsonObject[]> {
    return gathered(this.pages(question), onPage, kept);
  }

  /**
   * Lists, twenty in one request, each to its last page, in the order of the questions. Each fails by itself; what fails
   * only in passing is asked again by itself, too.
   */
  async listsOf(questions: readonly Question[]): Promise<readonly Answer<readonly JsonObject[]>[]> {
    const lists: Answer<readonly JsonObject[]>[] = [];
    for (const [question, first] of await this.#together(questions))
      lists.push(await andThen(first, (page) => gathered(this.#pagesFrom(page, question))));
    return lists;
  }

  /** Objects, twenty in one request, in the order of the questions, each by itself. All of one version of Graph. */
  async answersTo(questions: readonly Question[]): Promise<readonly Answer<JsonObject>[]> {
    const answers = await this.#together(questions);
    return Promise.all(
      answers.map(([question, answer]) => andThen(answer, async (object) => withItsFields(object, question))),
    );
  }

  #ask(question: Question): Promise<JsonObject> {
    return this.#connection.ask(`/${question.version ?? "v1.0"}${addressOf(question)}`, question);
  }

  async #together(questions: readonly Question[]): Promise<readonly (readonly [Question, Answer<JsonObject>])[]> {
    const answers: (readonly [Question, Answer<JsonObject>])[] = [];
    for (let start = 0; start < questions.length; start += LARGEST_BATCH)
      answers.push(...(await this.#batch(questions.slice(start, start + LARGEST_BATCH))));
    return answers;
  }

  #pagesFrom(first: JsonObject, question: Question): AsyncGenerator<readonly JsonObject[]> {
    return pagesFrom(first, question, this.graph, (address) => this.#connection.ask(address, question));
  }

  /** Asks at most twenty questions until each is answered or refused for good, or there is no retry left. */
  async #batch(questions: readonly Question[]): Promise<ReadonlyMap<Question, Answer<JsonObject>>> {
    const answers = new Map<Question, Answer<JsonObject>>();
    let open = questions;
    for (let attempt = 0; open.length > 0; attempt++) {
      const attempts = await this.#askTogether(open);
      for (const [question, answer] of attempts)
        answers.set(question, answer.kind === "passing" ? { kind: "failed", problem: answer.problem } : answer);
      open = open.filter((question) => attempts.get(question)?.kind === "passing");
      const passing = [...attempts.values()].filter((answer) => answer.kind === "passing");
      if (!(await this.#connection.waitAfter(attempt, passing))) break;
    }
    return answers;
  }

  async #askTogether(questions: readonly Question[]): Promise<ReadonlyMap<Question, Attempt>> {
    const [first] = questions;
    if (first === undefined) return new Map();
    const batch = await this.#connection.ask(`/${first.version ?? "v1.0"}/$batch`, first, batchBody(questions));
    const sent = sentInBatch(batch);
    if (typeof sent === "string") throw oddAnswer(first, sent);
    return new Map(
      questions.map((question, index) => {
        const one = sent.get(String(index));
        return [question, one ? attemptOf(one, question, this.#connection.asker) : leftOut(question)];
      }),
    );
  }
}

const leftOut = (question: Question): Attempt => ({
  kind: "passing",
  problem: explainOddAnswer(question, "a batch of it leaves it out"),
  after: "",
});

const andThen = async <T>(answer: Answer<JsonObject>, next: (value: JsonObject) => Promise<T>): Promise<Answer<T>> =>
  answer.kind === "failed" ? answer : answerOf(next(answer.value));

async function gathered(
  pages: AsyncIterable<readonly JsonObject[]>,
  onPage: Listing["onPage"] = () => undefined,
  kept: Listing["kept"] = (item) => item,
): Promise<readonly JsonObject[]> {
  const items: JsonObject[] = [];
  for await (const page of pages) {
    for (const item of page) items.push(kept(item));
    onPage(items.length);
  }
  return items;
}
