import type { TokenCredential } from "@azure/identity";
import { Client, HTTPMessageHandler, ResponseType } from "@microsoft/microsoft-graph-client";
import type { JsonObject } from "../../law/json/json-object";
import {
  type Asker,
  explainOddAnswer,
  explainRefusal,
  explainTransportFailure,
  isTransient,
  mayPass,
} from "./explain-failure";
import { type GraphAnswer, readAnswer } from "./graph-answer";
import { BearerToken, KeptFailure, keptFailureIn, type RetryPolicy, retryDelay } from "./graph-transport";
import { type Answer, headersOf, type Question, TenantError, type TenantProblem } from "./tenant-problem";

/** Where Graph is, who asks, and how often. */
export type GraphReaderOptions = {
  /** With a slash at the end. */
  readonly graph: string;
  readonly credential: TokenCredential;
  readonly asker: Asker;
  readonly retryPolicy: RetryPolicy;
};

/** What came of asking once. What is passing may be answered when it is asked again, `after` as many seconds as it says. */
export type Attempt =
  | Answer<JsonObject>
  | { readonly kind: "passing"; readonly problem: TenantProblem; readonly after: string };

/** Asks Graph at addresses below its own, as often as {@link RetryPolicy} has it. */
export class GraphConnection {
  readonly #client: Client;
  /** Where Graph is, e.g. `https://graph.microsoft.com`. */
  readonly origin: string;
  readonly asker: Asker;
  readonly #retryPolicy: RetryPolicy;

  constructor({ graph, credential, asker, retryPolicy }: GraphReaderOptions) {
    const token = new BearerToken(credential, `${graph}.default`);
    this.#client = Client.initWithMiddleware({
      baseUrl: graph,
      middleware: [new KeptFailure(), token, new HTTPMessageHandler()],
    });
    this.origin = new URL(graph).origin;
    this.asker = asker;
    this.#retryPolicy = retryPolicy;
  }

  /**
   * Asks until there is an answer, or there is no retry left.
   * @param body of a request that asks several questions at once, or one that doesn't fit into an address
   * @throws TenantError
   */
  async ask(address: string, question: Question, body?: JsonObject): Promise<JsonObject> {
    for (let attempt = 0; ; attempt++) {
      const answer = await this.#askOnce(address, question, body);
      if (answer.kind === "read") return answer.value;
      if (answer.kind === "failed" || !(await this.waitAfter(attempt, [answer]))) throw new TenantError(answer.problem);
    }
  }

  /**
   * Waits before the next attempt.
   * @param attempt how many there were before, but for the first
   * @param passing what has to be asked again
   * @returns false where there is no retry left
   */
  async waitAfter(attempt: number, passing: readonly Extract<Attempt, { kind: "passing" }>[]): Promise<boolean> {
    const wait = this.#retryPolicy.waits[attempt];
    const [first] = passing;
    if (wait === undefined || first === undefined) return false;
    const milliseconds = Math.max(...passing.map(({ after }) => retryDelay(wait, after)));
    this.#retryPolicy.onWait?.(milliseconds, first.problem);
    await this.#retryPolicy.pause(milliseconds);
    return true;
  }

  async #askOnce(address: string, question: Question, body: JsonObject | undefined): Promise<Attempt> {
    let answer: GraphAnswer;
    try {
      answer = await this.#exchange(address, question, body);
    } catch (error) {
      return failedAttempt(error, question);
    }
    return this.attemptOf(answer, question);
  }

  /** The client library is asked for the answer as it came: it would take a body that was cut off for an answer of Graph's. */
  async #exchange(address: string, question: Question, body: JsonObject | undefined): Promise<GraphAnswer> {
    const [, version = "", path = ""] = /^\/([^/]+)(\/.*)$/.exec(address) ?? [];
    const signal = this.#retryPolicy.expiry(this.#retryPolicy.timeout);
    const request = this.#client.api(path).version(version).headers(headersOf(question)).options({ signal });
    const raw = request.responseType(ResponseType.RAW);
    const response: Response = await (body === undefined ? raw.get() : raw.post(body));
    return readAnswer(response);
  }

  /** What an answer comes to: that of a request of its own, or one within a batch. */
  attemptOf(answer: GraphAnswer, question: Question): Attempt {
    switch (answer.kind) {
      case "object":
        return { kind: "read", value: answer.object };
      case "odd": {
        const problem = explainOddAnswer(question, answer.why);
        return answer.mayPass ? { kind: "passing", problem, after: "" } : { kind: "failed", problem };
      }
      case "refused": {
        const problem = explainRefusal(answer.refusal, question, this.asker);
        const after = answer.refusal.retryAfter ?? "";
        return mayPass(answer.refusal) ? { kind: "passing", problem, after } : { kind: "failed", problem };
      }
    }
  }
}

function failedAttempt(error: unknown, question: Question): Attempt {
  const cause = keptFailureIn(error);
  if (cause instanceof TenantError) return { kind: "failed", problem: cause.problem };
  const problem = explainTransportFailure(cause, `${question.what} could not be read`);
  return isTransient(cause) ? { kind: "passing", problem, after: "" } : { kind: "failed", problem };
}
