import { setTimeout as delay } from "node:timers/promises";

/** A request. `body` is sent unchanged. */
export interface Request {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly retryAfter: string | null;
}

/** Sends a request and returns the answer. Rejects if there is no answer. */
export type Send = (request: Request) => Promise<Answer>;

/** Waits for some milliseconds. */
export type Wait = (milliseconds: number) => Promise<unknown>;

/** The milliseconds that a request may take. */
const PATIENCE = 30_000;

/** Sends with Node's `fetch`, which trusts the certificates in NODE_EXTRA_CA_CERTS. */
export const sendOverHttps: Send = async ({ url, ...request }) => {
  const response = await fetch(url, { ...request, redirect: "error", signal: AbortSignal.timeout(PATIENCE) });
  return { status: response.status, body: await response.text(), retryAfter: response.headers.get("retry-after") };
};

const ATTEMPTS = 6;
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 10_000;

/**
 * Sends a request and repeats it while the service is busy. It always repeats after 429. After 5xx or a broken connection it
 * repeats only what can't do harm twice: a POST might create a second object.
 */
export async function sendPatiently(request: Request, send: Send, wait: Wait = delay): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await send(request).catch((error: unknown) => {
      if (attempt === ATTEMPTS || request.method === "POST" || !isPassing(error)) throw noAnswer(request, error);
      return undefined;
    });
    if (answer !== undefined && (attempt === ATTEMPTS || !isBusy(request, answer))) return answer;
    await wait(pauseBefore(attempt, answer?.retryAfter ?? null));
  }
}

function isBusy({ method }: Request, { status, retryAfter }: Answer): boolean {
  if (status === 429) return true;
  return status >= 500 && (method !== "POST" || (status === 503 && retryAfter !== null));
}

/** Errors that may pass. A refused connection or an untrusted certificate isn't among them. */
const PASSING = new Set(["ECONNRESET", "EPIPE", "ETIMEDOUT", "UND_ERR_SOCKET"]);

function isPassing(error: unknown): boolean {
  const cause = causeOf(error);
  return cause.name === "TimeoutError" || ("code" in cause && PASSING.has(String(cause.code)));
}

/** The innermost error, which says what happened. `fetch` wraps it in others. */
function causeOf(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  return error.cause === undefined ? error : causeOf(error.cause);
}

const noAnswer = ({ method, url }: Request, error: unknown): Error =>
  new Error(
    `no answer from ${url.host} to ${method} ${url.pathname}: ${causeOf(error).message}; is the sandbox's tenant running, ` +
      "and is its certificate the one that NODE_EXTRA_CA_CERTS names?",
  );

function pauseBefore(attempt: number, retryAfter: string | null): number {
  const asked = retryAfter === null ? Number.NaN : Number(retryAfter) * 1000;
  const own = FIRST_PAUSE * 2 ** (attempt - 1);
  return Math.min(Number.isFinite(asked) ? Math.max(asked, 0) : own, LONGEST_PAUSE);
}

/**
 * Checks that an address is on this machine. The stand-in must never change a real tenant: it checks less than the official
 * plugin does, and doesn't wait for changes to take effect.
 * @throws Error if the address is elsewhere
 */
export function requireLoopback(url: URL): URL {
  if (url.hostname === "localhost" || url.hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(url.hostname)) return url;
  throw new Error(
    `the sandbox's stand-in for the azuread plugin speaks only to a tenant on this machine, not to ${url.host}; ` +
      "use the official plugin for a real tenant: `npm start -- --official`, or plain `pulumi` without the sandbox",
  );
}
