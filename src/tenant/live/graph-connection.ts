import { setTimeout as pause } from "node:timers/promises";
import type { TokenCredential } from "@azure/identity";
import { asObject, asText, type JsonObject } from "../../law/json/json-object";
import { misshapen } from "../../law/json/not-understood";
import {
  type Asker,
  explainOddAnswer,
  explainRefusal,
  explainSignInFailure,
  explainTransportFailure,
  isTransient,
  mayPass,
} from "./explain-failure";
import { headersOf, type Question } from "./questions";
import { type Answer, TenantError, type TenantProblem } from "./tenant-problem";

/** How often and how long to wait for an answer. */
export type RetryPolicy = {
  /** Waits before the second, third … attempt, in milliseconds; there is one attempt more than waits. */
  readonly waits: readonly number[];
  /** How long one attempt may take, in milliseconds. */
  readonly timeout: number;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** A signal that is given, with a TimeoutError, once so much time is up. */
  readonly expiry: (milliseconds: number) => AbortSignal;
  /** Called before each pause with its length in milliseconds, and why. */
  readonly onWait?: (milliseconds: number, because: TenantProblem) => void;
};

/**
 * Conditional Access takes one request a second per tenant, of all programs together, and says nothing about when to
 * come back. Half a minute is enough to let another program's burst pass.
 */
export const RETRY_POLICY: RetryPolicy = {
  waits: [1_000, 2_000, 4_000, 8_000, 16_000],
  timeout: 30_000,
  pause: (milliseconds) => pause(milliseconds),
  expiry: (milliseconds) => AbortSignal.timeout(milliseconds),
};

/** The longest that Graph may tell us to wait. */
const LONGEST_WAIT_MS = 60_000;

/** Where Graph is, with a slash at the end; who asks; and how often. */
export type GraphReaderOptions = {
  readonly graph: string;
  readonly credential: TokenCredential;
  readonly asker: Asker;
  readonly retryPolicy: RetryPolicy;
};

/** What came of asking once. What is passing may be answered when it is asked again, `after` so many seconds. */
export type Attempt = Answer<JsonObject> | Passing;
export type Passing = { readonly kind: "passing"; readonly problem: TenantProblem; readonly after: string };

/** What Graph sent back: to a request of its own, or to one question of a batch. A body that is no JSON is its text. */
export type Sent = { readonly status: number; readonly body: unknown; readonly retryAfter: string };

/** Asks Graph at addresses below its own, as often as {@link RetryPolicy} has it. */
export class GraphConnection {
  /** Where Graph is, e.g. `https://graph.microsoft.com`. */
  readonly origin: string;
  readonly asker: Asker;
  readonly #options: GraphReaderOptions;

  constructor(options: GraphReaderOptions) {
    this.origin = new URL(options.graph).origin;
    this.asker = options.asker;
    this.#options = options;
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
   * Waits before the next attempt: as long as Graph asks for, if that is more than our own back-off, and never more than a minute.
   * @param attempt how many there were before, but for the first
   * @param passing what has to be asked again
   * @returns false where there is no retry left
   */
  async waitAfter(attempt: number, passing: readonly Passing[]): Promise<boolean> {
    const { waits, onWait, pause: wait } = this.#options.retryPolicy;
    const own = waits[attempt];
    const [first] = passing;
    if (own === undefined || first === undefined) return false;
    const asked = passing.map(({ after }) => Number(after) * 1_000).filter(Number.isFinite);
    const milliseconds = Math.min(LONGEST_WAIT_MS, Math.max(own, ...asked));
    onWait?.(milliseconds, first.problem);
    await wait(milliseconds);
    return true;
  }

  async #askOnce(address: string, question: Question, body: JsonObject | undefined): Promise<Attempt> {
    const { timeout, expiry } = this.#options.retryPolicy;
    const headers = { ...headersOf(question), Authorization: `Bearer ${await this.#token()}` };
    try {
      const request = { signal: expiry(timeout), headers, ...(body && asPost(body, headers)) };
      return attemptOf(await sentIn(await fetch(`${this.origin}${address}`, request)), question, this.asker);
    } catch (error) {
      const problem = explainTransportFailure(error, `${question.what} could not be read`);
      return isTransient(error) ? { kind: "passing", problem, after: "" } : { kind: "failed", problem };
    }
  }

  /** The credential keeps tokens until they expire. @throws TenantError when there is none to be had */
  async #token(): Promise<string> {
    try {
      const token = await this.#options.credential.getToken(`${this.#options.graph}.default`);
      if (token !== null) return token.token;
    } catch (error) {
      if (error instanceof TenantError) throw error;
      throw new TenantError(explainSignInFailure(error));
    }
    throw new TenantError(explainSignInFailure(undefined));
  }
}

const asPost = (body: JsonObject, headers: Readonly<Record<string, string>>): RequestInit => ({
  method: "POST",
  headers: { ...headers, "Content-Type": "application/json" },
  body: JSON.stringify(body),
});

/** @throws whatever cuts the body off on its way */
async function sentIn(response: Response): Promise<Sent> {
  const text = await response.text();
  const sent = { status: response.status, retryAfter: response.headers.get("retry-after") ?? "" };
  try {
    return { ...sent, body: JSON.parse(text) as unknown };
  } catch {
    return { ...sent, body: text };
  }
}

/** What was sent comes to. Something that looks like an answer that was cut off may pass. */
export function attemptOf({ status, body, retryAfter }: Sent, question: Question, asker: Asker): Attempt {
  const object = asObject(body);
  if (status < 200 || status >= 300) {
    const problem = explainRefusal(status, asText(asObject(object?.["error"])?.["code"]), question, asker);
    return mayPass(status) ? { kind: "passing", problem, after: retryAfter } : { kind: "failed", problem };
  }
  if (object !== undefined) return { kind: "read", value: object };
  if (typeof body !== "string") {
    const why = `it is no object: ${misshapen(body, "an object")}`;
    return { kind: "failed", problem: explainOddAnswer(question, why) };
  }
  if (/^\s*</.test(body))
    return {
      kind: "failed",
      problem: explainOddAnswer(question, "it is a web page, such as a proxy's, and no JSON"),
    };
  const why = body.trim() === "" ? "it is empty" : "it is no JSON, or was cut off";
  return { kind: "passing", problem: explainOddAnswer(question, why), after: "" };
}
