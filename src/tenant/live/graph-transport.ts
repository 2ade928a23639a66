import { setTimeout as pause } from "node:timers/promises";
import type { TokenCredential } from "@azure/identity";
import { type Context, GraphClientError, type Middleware } from "@microsoft/microsoft-graph-client";
import { explainSignInFailure } from "./explain-failure";
import { TenantError, type TenantProblem } from "./tenant-problem";

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
  readonly onWait?: OnWait;
};

/** Told of a pause: how long it is, in milliseconds, and why. */
export type OnWait = (milliseconds: number, because: TenantProblem) => void;

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

/**
 * How long to wait before the next attempt, in milliseconds: what Graph asks for, if that is more than our own back-off,
 * and never more than a minute.
 * @param own our back-off, in milliseconds
 * @param retryAfter the header `Retry-After`, in seconds; anything that is no number counts as 0
 */
export function retryDelay(own: number, retryAfter: string | null | undefined): number {
  const seconds = Number(retryAfter ?? "0");
  const asked = Number.isFinite(seconds) ? seconds * 1_000 : 0;
  return Math.min(LONGEST_WAIT_MS, Math.max(own, asked));
}

/**
 * Puts the token on each request to Graph. The client library's own handler does so only for hosts that it knows and for
 * HTTPS; here the caller has made sure that requests go to Graph alone.
 */
export class BearerToken implements Middleware {
  readonly #credential: TokenCredential;
  readonly #scope: string;
  #next: Middleware | undefined;

  constructor(credential: TokenCredential, scope: string) {
    this.#credential = credential;
    this.#scope = scope;
  }

  /** Puts the token on the request. @throws TenantError when there is none to be had */
  async execute(context: Context): Promise<void> {
    const token = await this.#token();
    context.options = {
      ...context.options,
      headers: { ...context.options?.headers, Authorization: `Bearer ${token}` },
    };
    await this.#next?.execute(context);
  }

  /** Called by the client library. */
  setNext(next: Middleware): void {
    this.#next = next;
  }

  /** The credential keeps tokens until they expire. */
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

/**
 * Keeps what went wrong on the way to Graph. The client library would make an error of its own out of it and lose the
 * cause; it only leaves its own class alone.
 */
export class KeptFailure implements Middleware {
  #next: Middleware | undefined;

  /** Passes the request on. @throws an error that {@link keptFailureIn} opens */
  async execute(context: Context): Promise<void> {
    try {
      await this.#next?.execute(context);
    } catch (error) {
      const kept = new GraphClientError("the request got no answer");
      kept.customError = error;
      throw kept;
    }
  }

  /** Called by the client library. */
  setNext(next: Middleware): void {
    this.#next = next;
  }
}

/** What went wrong on the way to Graph, or on the way back. */
export const keptFailureIn = (error: unknown): unknown =>
  error instanceof GraphClientError ? error.customError : error;
