import { setTimeout as pause } from "node:timers/promises";
import type { AccessToken, TokenCredential } from "@azure/identity";
import { asObject, asText, type JsonObject } from "../../law/json/json-object";
import { misshapen } from "../../law/json/not-understood";
import { explainRefusal, explainSignInFailure, explainTransportFailure, isTransient, mayPass } from "./explain-failure";
import { addressOf, headersOf, type Question } from "./questions";
import { type Answer, type Asker, oddAnswer, TenantError, type TenantProblem } from "./tenant-problem";

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

/** A token that expires sooner isn't sent any more. */
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

  /**
   * Asks until there is an answer, or there is no retry left. Between attempts it waits as long as Graph asks for, if that is more
   * than our own back-off, and never more than a minute.
   * @param address below Graph's own; that of the question, but for the later pages of a list
   * @param body of a question that doesn't fit into an address
   * @throws TenantError
   */
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

/** `undefined` for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
