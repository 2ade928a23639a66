import type { TokenCredential } from "@azure/identity";
import { Client, GraphError, HTTPMessageHandler } from "@microsoft/microsoft-graph-client";
import { asObject, asText, type JsonObject } from "../json/json-object";
import { type Asker, explainRefusal, explainTransportFailure, isTransient } from "./explain-failure";
import { BearerToken, KeptFailure, keptFailureIn, type RetryPolicy, retryDelay } from "./graph-transport";
import { HEADERS, type Question, TenantError, type TenantProblem, tenantProblem } from "./tenant-problem";

/** Where Graph is, who asks, and how often. */
export type GraphReaderOptions = {
  /** With a slash at the end. */
  readonly graph: string;
  readonly credential: TokenCredential;
  readonly asker: Asker;
  readonly retryPolicy: RetryPolicy;
};

/**
 * Reads Graph, and nothing but reads. What passes is tried again, see {@link RetryPolicy}. Every failure is a
 * TenantError.
 */
export class GraphReader {
  readonly #client: Client;
  /** Where Graph is, e.g. `https://graph.microsoft.com`. */
  readonly origin: string;
  readonly #asker: Asker;
  readonly #retryPolicy: RetryPolicy;

  constructor({ graph, credential, asker, retryPolicy }: GraphReaderOptions) {
    const token = new BearerToken(credential, `${graph}.default`);
    this.#client = Client.initWithMiddleware({
      baseUrl: graph,
      middleware: [new KeptFailure(), token, new HTTPMessageHandler()],
    });
    this.origin = new URL(graph).origin;
    this.#asker = asker;
    this.#retryPolicy = retryPolicy;
  }

  /** One object. */
  async get(question: Question): Promise<JsonObject> {
    const version = question.version ?? "v1.0";
    return this.#ask(`/${version}${question.path}${queryOf(question)}`, question);
  }

  /** One object; `undefined` iff Graph says that there is none. */
  async find(question: Question): Promise<JsonObject | undefined> {
    try {
      return await this.get(question);
    } catch (error) {
      if (error instanceof TenantError && error.problem.code === "notFound") return undefined;
      throw error;
    }
  }

  /**
   * A list to its last page. A page that can't be read is an error: a shorter list would say that the rest isn't there.
   */
  async list(question: Question, onPage: (count: number) => void = () => undefined): Promise<readonly JsonObject[]> {
    const items: JsonObject[] = [];
    const seen = new Set<string>();
    for (let page = await this.get(question); ; ) {
      items.push(...itemsOf(page, question));
      onPage(items.length);
      const next = page["@odata.nextLink"];
      if (next === undefined || next === null) return items;
      const address = this.#nextPage(next, question);
      if (seen.has(address)) throw malformed(question, "its pages go round in a circle");
      seen.add(address);
      page = await this.#ask(address, question);
    }
  }

  /** The next page's address without Graph's own: the token must never go to another host. */
  #nextPage(link: unknown, question: Question): string {
    const text = asText(link) ?? "";
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined || url.origin !== this.origin || !/^\/(v1\.0|beta)\//.test(url.pathname))
      throw malformed(question, "its next page isn't one of Graph's");
    return `${url.pathname}${url.search}`;
  }

  /** Asks until there is an answer, or there is no retry left. */
  async #ask(address: string, question: Question): Promise<JsonObject> {
    const { waits, pause } = this.#retryPolicy;
    for (let attempt = 0; ; attempt++) {
      const answer = await this.#askOnce(address, question);
      if (answer.kind === "answered") return answer.object;
      const wait = waits[attempt];
      if (!answer.mayPass || wait === undefined) throw new TenantError(answer.problem);
      await pause(retryDelay(wait, answer.retryAfter));
    }
  }

  async #askOnce(address: string, question: Question): Promise<Attempt> {
    const [, version = "", path = ""] = /^\/([^/]+)(\/.*)$/.exec(address) ?? [];
    try {
      const signal = AbortSignal.timeout(this.#retryPolicy.timeout);
      const request = this.#client.api(path).version(version).headers(HEADERS).options({ signal });
      const object = asObject(await request.get());
      if (object !== undefined) return { kind: "answered", object };
    } catch (error) {
      return this.#failedAttempt(error, question);
    }
    throw malformed(question, "it is no object");
  }

  #failedAttempt(error: unknown, question: Question): Attempt {
    const kept = keptFailureIn(error);
    if (kept?.cause instanceof TenantError) throw kept.cause;
    if (kept !== undefined) {
      const problem = explainTransportFailure(kept.cause, `${question.what} could not be read`);
      return { kind: "failed", problem, mayPass: isTransient(kept.cause), retryAfter: undefined };
    }
    if (!(error instanceof GraphError)) throw error;
    const passes = error.statusCode === 429 || (error.statusCode >= 500 && error.statusCode !== 501);
    const retryAfter = error.headers?.get("retry-after");
    return { kind: "failed", problem: explainRefusal(error, question, this.#asker), mayPass: passes, retryAfter };
  }
}

type Attempt =
  | { readonly kind: "answered"; readonly object: JsonObject }
  | {
      readonly kind: "failed";
      readonly problem: TenantProblem;
      readonly mayPass: boolean;
      readonly retryAfter: string | null | undefined;
    };

/** Graph's own names keep their `$`, and a space is no `+`: both are what its documentation shows. */
function queryOf({ query = {} }: Question): string {
  const parts = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}

function itemsOf(page: JsonObject, question: Question): readonly JsonObject[] {
  const items = page["value"];
  const objects = Array.isArray(items) ? items.map(asObject) : [undefined];
  const known = objects.filter((item) => item !== undefined);
  if (known.length !== objects.length) throw malformed(question, "a page of it is no list of objects");
  return known;
}

const malformed = ({ what }: Question, why: string): TenantError =>
  new TenantError(
    tenantProblem("unexpected", {
      message: `Graph's answer about ${what} makes no sense: ${why}`,
      help: "try again; if it stays, compare with Graph Explorer",
    }),
  );
