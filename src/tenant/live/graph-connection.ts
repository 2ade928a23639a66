import { setTimeout as pause } from "node:timers/promises";
import type { TokenCredential } from "@azure/identity";
import type { JsonObject } from "../../law/json/json-object";
import { type Asker, explainSignInFailure, explainTransportFailure, isTransient } from "./explain-failure";
import { type Attempt, attemptOf, type Sent, sentIn } from "./graph-answer";
import { headersOf, type Question, TenantError, type TenantProblem } from "./tenant-problem";

/** How often and how long to wait for an answer. */
export type RetryPolicy = {
  /** Waits before the second, third … attempt, in milliseconds; there is one attempt more than waits. */
  readonly waits: readonly number[];
  /** How long one attempt may take, in milliseconds. */
  readonly timeout: number;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** A signal that is given, with a TimeoutError, once so much time is up. */
  readonly expiry: (milliseconds: number) => AbortSignal;
  /** Told before each pause how long it is, in milliseconds, and why. */
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

/** Where Graph is, who asks, and how often. */
export type GraphReaderOptions = {
  /** With a slash at the end. */
  readonly graph: string;
  readonly credential: TokenCredential;
  readonly asker: Asker;
  readonly retryPolicy: RetryPolicy;
};

/** Asks Graph at addresses below its own, as often as {@link RetryPolicy} has it. */
export class GraphConnection {
  /** Where Graph is, e.g. `https://graph.microsoft.com`. */
  readonly origin: string;
  readonly asker: Asker;
  readonly #credential: TokenCredential;
  readonly #scope: string;
  readonly #retryPolicy: RetryPolicy;

  constructor({ graph, credential, asker, retryPolicy }: GraphReaderOptions) {
    this.origin = new URL(graph).origin;
    this.asker = asker;
    this.#credential = credential;
    this.#scope = `${graph}.default`;
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
   * Waits before the next attempt: as long as Graph asks for, if that is more than our own back-off, and never more than a minute.
   * @param attempt how many there were before, but for the first
   * @param passing what has to be asked again
   * @returns false where there is no retry left
   */
  async waitAfter(attempt: number, passing: readonly Extract<Attempt, { kind: "passing" }>[]): Promise<boolean> {
    const own = this.#retryPolicy.waits[attempt];
    const [first] = passing;
    if (own === undefined || first === undefined) return false;
    const asked = passing.map(({ after }) => Number(after) * 1_000).filter(Number.isFinite);
    const milliseconds = Math.min(LONGEST_WAIT_MS, Math.max(own, ...asked));
    this.#retryPolicy.onWait?.(milliseconds, first.problem);
    await this.#retryPolicy.pause(milliseconds);
    return true;
  }

  async #askOnce(address: string, question: Question, body: JsonObject | undefined): Promise<Attempt> {
    const token = await this.#token();
    let sent: Sent;
    try {
      const headers = { ...headersOf(question), Authorization: `Bearer ${token}` };
      const signal = this.#retryPolicy.expiry(this.#retryPolicy.timeout);
      sent = await sentIn(
        await fetch(`${this.origin}${address}`, { signal, headers, ...(body && asPost(body, headers)) }),
      );
    } catch (error) {
      const problem = explainTransportFailure(error, `${question.what} could not be read`);
      return isTransient(error) ? { kind: "passing", problem, after: "" } : { kind: "failed", problem };
    }
    return attemptOf(sent, question, this.asker);
  }

  /** The credential keeps tokens until they expire. @throws TenantError when there is none to be had */
  async #token(): Promise<string> {
    try {
      const token = await this.#credential.getToken(this.#scope);
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
