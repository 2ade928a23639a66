import { setTimeout as pause } from "node:timers/promises";
import type { AccessToken } from "@azure/identity";
import { asList, asObject, asText, isAbsent, type JsonObject } from "../../law/json/json-object";
import { parsedJson } from "../../text/json-text";
import { addressOf, HEADERS, type Question } from "../graph/collection-row";
import type { ChosenCredential } from "./environment";
import { explainRefusal, explainSignInFailure, explainTransportFailure, mayPass } from "./explain-failure";
import { TenantError, type TenantProblem, unexpectedAnswer } from "./tenant-problem";

/** How often and how long to wait for an answer. */
export type RetryPolicy = {
  /** Waits before the second, third … attempt, in milliseconds; there is one attempt more than waits. */
  readonly waits: readonly number[];
  readonly timeout: number;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Called before each pause with its length in milliseconds, and why. */
  readonly onWait?: (milliseconds: number, because: TenantProblem) => void;
};

/** Graph takes one request a second about Conditional Access per tenant, for all programs together. Half a minute outlasts a burst. */
export const RETRY_POLICY: RetryPolicy = {
  waits: [1_000, 2_000, 4_000, 8_000, 16_000],
  timeout: 30_000,
  pause: (milliseconds) => pause(milliseconds),
};

const LONGEST_WAIT_MS = 60_000;

const TOKEN_MARGIN_MS = 300_000;

/** How to reach Graph. */
export type GraphOptions = ChosenCredential & {
  /** Its address, with a slash at the end. */
  readonly graph: string;
  readonly retryPolicy: RetryPolicy;
};

/** The result of one request. A failure that may pass has the seconds after which Graph wants to be asked again: `after`, perhaps empty. */
type Attempt = { readonly value: JsonObject } | { readonly problem: TenantProblem; readonly after?: string };

/** Sends requests to Graph only, and repeats them as the {@link RetryPolicy} says. */
export class GraphConnection {
  /** The origin of Graph, such as `https://graph.microsoft.com`. */
  readonly graph: string;
  /** How this program signed in: `az login`, or an application with its kind of credential. */
  readonly account: string;
  readonly #options: GraphOptions;
  #lastToken: AccessToken | null = null;

  constructor(options: GraphOptions) {
    this.graph = new URL(options.graph).origin;
    this.account = options.account;
    this.#options = options;
  }

  /** Sends a request. Waits as long as Graph asks for, if that is longer than the policy's wait. @param address of a later page @throws TenantError */
  async ask(question: Question, address = addressOf(question), body?: JsonObject): Promise<JsonObject> {
    const { waits, pause: wait, onWait } = this.#options.retryPolicy;
    for (let attempt = 0; ; attempt++) {
      const answer = await this.#askOnce(question, address, body);
      if ("value" in answer) return answer.value;
      const { problem, after } = answer;
      const own = waits[attempt];
      if (after === undefined || own === undefined) throw new TenantError(problem);
      const milliseconds = Math.min(LONGEST_WAIT_MS, Math.max(own, Number(after) * 1_000 || 0));
      onWait?.(milliseconds, problem);
      await wait(milliseconds);
    }
  }

  async #askOnce(question: Question, address: string, body: JsonObject | undefined): Promise<Attempt> {
    const { account, retryPolicy } = this.#options;
    const headers = { ...HEADERS, Authorization: `Bearer ${await this.#token()}` };
    const post = { method: "POST", headers: { ...headers, "Content-Type": "application/json" } };
    const request = body === undefined ? { headers } : { ...post, body: JSON.stringify(body) };
    try {
      const signal = AbortSignal.timeout(retryPolicy.timeout);
      const response = await fetch(`${this.graph}${address}`, { ...request, signal });
      return attemptOf(response, await response.text(), question, account);
    } catch (error) {
      return { problem: explainTransportFailure(error, question.what), after: "" };
    }
  }

  /** The tenant's id in the access token, which needs no role; `undefined` if the token can't be read. @throws TenantError */
  async tenantId(): Promise<string | undefined> {
    const [, claims = ""] = (await this.#token()).split(".");
    return asText(asObject(parsedJson(Buffer.from(claims, "base64url").toString()))?.["tid"]);
  }

  /** The access token. It is kept, because some credentials don't: each request would start the Azure CLI. @throws TenantError */
  async #token(): Promise<string> {
    const last = this.#lastToken;
    if (last !== null && last.expiresOnTimestamp > Date.now() + TOKEN_MARGIN_MS) return last.token;
    try {
      this.#lastToken = await this.#options.credential.getToken(`${this.#options.graph}.default`);
      if (this.#lastToken !== null) return this.#lastToken.token;
    } catch (error) {
      throw error instanceof TenantError ? error : new TenantError(explainSignInFailure(error));
    }
    throw new TenantError(explainSignInFailure(undefined));
  }
}

/** What one response means. A response that looks cut off is asked for again. */
function attemptOf({ ok, status, headers }: Response, text: string, question: Question, account: string): Attempt {
  const object = asObject(parsedJson(text));
  if (ok && object !== undefined) return { value: object };
  if (ok)
    return { problem: unexpectedAnswer(question, "it isn't an object of JSON, or was cut off").problem, after: "" };
  const problem = explainRefusal(status, asText(asObject(object?.["error"])?.["code"]), question, account);
  return mayPass(status) ? { problem, after: headers.get("retry-after") ?? "" } : { problem };
}

/** Graph may send a page without a new object, but hardly ever two in a row. */
const MOST_IDLE_PAGES = 10;

/**
 * A list, page by page: all of it, or an error. If an object was added meanwhile, a page repeats some of the page before it; what was
 * there before is left out.
 * @throws TenantError
 */
export async function* pagesOf(connection: GraphConnection, question: Question): AsyncGenerator<readonly JsonObject[]> {
  const seen = new Set<string>();
  let page = await connection.ask(question);
  const due = Number(page["@odata.count"] ?? 0);
  for (let idle = 0; ; ) {
    const before = seen.size;
    const added = itemsOf(page, question).filter((item) => isNew(seen, item));
    yield added;
    if (isAbsent(page["@odata.nextLink"])) break;
    idle = seen.size > before ? 0 : idle + 1;
    if (idle > MOST_IDLE_PAGES) throw unexpectedAnswer(question, "its pages have nothing new and don't end");
    page = await connection.ask(question, nextPage(page["@odata.nextLink"], question, connection.graph));
  }
  if (seen.size < due) throw unexpectedAnswer(question, `Graph counts ${due} of them and lists ${seen.size}`);
}

/** Whether an object wasn't there before. It is kept by its id, because a list may have half a million of them. */
function isNew(seen: Set<string>, item: JsonObject): boolean {
  const key = asText(item["id"]) ?? JSON.stringify(item);
  const isThere = seen.has(key);
  seen.add(key);
  return !isThere;
}

function itemsOf(page: JsonObject, question: Question): readonly JsonObject[] {
  const items = asList(page["value"])?.map(asObject);
  if (!items?.every((item) => item !== undefined))
    throw unexpectedAnswer(question, "a page of it isn't a list of objects");
  return items;
}

/** The address of the next page below Graph's origin. The token must never be sent to another host. */
function nextPage(link: unknown, question: Question, origin: string): string {
  const text = asText(link) ?? "";
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.origin !== origin || !/^\/(v1\.0|beta)\//.test(url.pathname))
    throw unexpectedAnswer(question, "its next page isn't at Graph's address");
  return `${url.pathname}${url.search}`;
}
