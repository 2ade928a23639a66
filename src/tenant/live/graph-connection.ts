import { setTimeout as pause } from "node:timers/promises";
import type { AccessToken, TokenCredential } from "@azure/identity";
import { asObject, asText, isAbsent, type JsonObject } from "../../law/json/json-object";
import { misshapen } from "../../law/json/not-understood";
import { explainRefusal, explainSignInFailure, explainTransportFailure, isTransient, mayPass } from "./explain-failure";
import { addressOf, type FieldKind, headersOf, type Question } from "./questions";
import { type Answer, type Asker, oddAnswer, TenantError, type TenantProblem } from "./tenant-problem";

/** How often and how long to wait for an answer. */
export type RetryPolicy = {
  /** Waits before the second, third … attempt, in milliseconds; there is one attempt more than waits. */
  readonly waits: readonly number[];
  readonly timeout: number;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** A signal that is given, with a TimeoutError, once so much time is up. */
  readonly expiry: (milliseconds: number) => AbortSignal;
  /** Called before each pause with its length in milliseconds, and why. */
  readonly onWait?: (milliseconds: number, because: TenantProblem) => void;
};

/** Conditional Access takes one request a second per tenant, of all programs together: half a minute lets another's burst pass. */
export const RETRY_POLICY: RetryPolicy = {
  waits: [1_000, 2_000, 4_000, 8_000, 16_000],
  timeout: 30_000,
  pause: (milliseconds) => pause(milliseconds),
  expiry: (milliseconds) => AbortSignal.timeout(milliseconds),
};

const LONGEST_WAIT_MS = 60_000;

const TOKEN_MARGIN_MS = 300_000;

/** Where Graph is, with a slash at the end; who asks; and how often. */
export type GraphOptions = {
  readonly graph: string;
  readonly credential: TokenCredential;
  readonly asker: Asker;
  readonly retryPolicy: RetryPolicy;
};

/** What came of asking once. What is passing may be answered when it is asked again, `after` so many seconds. */
type Attempt =
  | Answer<JsonObject>
  | { readonly kind: "passing"; readonly problem: TenantProblem; readonly after: string };

/** Asks Graph, and nobody else, as often as {@link RetryPolicy} has it. */
export class GraphConnection {
  /** Where Graph is, e.g. `https://graph.microsoft.com`. */
  readonly origin: string;
  readonly #options: GraphOptions;
  #lastToken: AccessToken | undefined;

  constructor(options: GraphOptions) {
    this.origin = new URL(options.graph).origin;
    this.#options = options;
  }

  /** Waits as long as Graph asks for, if that is more than our own back-off. @param address of later pages of a list @throws TenantError */
  async ask(question: Question, address = addressOf(question), body?: JsonObject): Promise<JsonObject> {
    const { waits, pause: wait, onWait } = this.#options.retryPolicy;
    for (let attempt = 0; ; attempt++) {
      const answer = await this.#askOnce(question, address, body);
      if (answer.kind === "read") return answer.value;
      const own = waits[attempt];
      if (answer.kind === "failed" || own === undefined) throw new TenantError(answer.problem);
      const asked = Number(answer.after) * 1_000;
      const milliseconds = Math.min(LONGEST_WAIT_MS, Math.max(own, Number.isFinite(asked) ? asked : 0));
      onWait?.(milliseconds, answer.problem);
      await wait(milliseconds);
    }
  }

  async #askOnce(question: Question, address: string, body: JsonObject | undefined): Promise<Attempt> {
    const { asker, retryPolicy } = this.#options;
    const headers = { ...headersOf(question), Authorization: `Bearer ${await this.#token()}` };
    const post = { method: "POST", headers: { ...headers, "Content-Type": "application/json" } };
    const request = body === undefined ? { headers } : { ...post, body: JSON.stringify(body) };
    try {
      const signal = retryPolicy.expiry(retryPolicy.timeout);
      const response = await fetch(`${this.origin}${address}`, { ...request, signal });
      return attemptOf(response, await response.text(), question, asker);
    } catch (error) {
      const problem = explainTransportFailure(error, `${question.what} could not be read`);
      return isTransient(error) ? { kind: "passing", problem, after: "" } : { kind: "failed", problem };
    }
  }

  /** Not every credential keeps tokens: the Azure CLI would be started for each request. @throws TenantError when there is none to be had */
  async #token(): Promise<string> {
    const last = this.#lastToken;
    if (last !== undefined && last.expiresOnTimestamp > Date.now() + TOKEN_MARGIN_MS) return last.token;
    try {
      const token = await this.#options.credential.getToken(`${this.#options.graph}.default`);
      this.#lastToken = token ?? undefined;
      if (token !== null) return token.token;
    } catch (error) {
      throw error instanceof TenantError ? error : new TenantError(explainSignInFailure(error));
    }
    throw new TenantError(explainSignInFailure(undefined));
  }
}

/** What one response means. A response that looks cut off is worth asking for again. */
function attemptOf({ ok, status, headers }: Response, text: string, question: Question, asker: Asker): Attempt {
  const body = parsed(text);
  const object = asObject(body);
  if (!ok) {
    const problem = explainRefusal(status, asText(asObject(object?.["error"])?.["code"]), question, asker);
    const after = headers.get("retry-after") ?? "";
    return mayPass(status) ? { kind: "passing", problem, after } : { kind: "failed", problem };
  }
  if (object !== undefined) return { kind: "read", value: object };
  const odd = (why: string): TenantProblem => oddAnswer(question, why).problem;
  if (body !== undefined) return { kind: "failed", problem: odd(`it is no object: ${misshapen(body, "an object")}`) };
  if (/^\s*</.test(text)) return { kind: "failed", problem: odd("it is a web page, such as a proxy's, and no JSON") };
  const why = text.trim() === "" ? "it is empty" : "it is no JSON, or was cut off";
  return { kind: "passing", problem: odd(why), after: "" };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

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
