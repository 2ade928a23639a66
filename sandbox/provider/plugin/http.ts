import { setTimeout as delay } from "node:timers/promises";

/** One request; `body` is sent as it is. */
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

/** Sends one request and gives what came back. Rejects when nothing did. */
export type Send = (request: Request) => Promise<Answer>;

/** Waits that many milliseconds. */
export type Wait = (milliseconds: number) => Promise<unknown>;

/** Milliseconds after which a request is given up. */
const PATIENCE = 30_000;

/** Sends with Node's own `fetch`, which trusts the certificates that NODE_EXTRA_CA_CERTS names. */
export const sendOverHttps: Send = async ({ url, ...request }) => {
  const response = await fetch(url, { ...request, redirect: "error", signal: AbortSignal.timeout(PATIENCE) });
  return { status: response.status, body: await response.text(), retryAfter: response.headers.get("retry-after") };
};

const ATTEMPTS = 6;
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 10_000;

/**
 * Sends a request, and again when the service is busy: after 429 always, after 5xx and a broken connection only when
 * doing it twice does no harm. A POST that may have been carried out is not repeated: it could make a second object.
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

/** A connection that broke off may hold next time; a refused one, or a certificate that isn't trusted, won't. */
const PASSING = new Set(["ECONNRESET", "EPIPE", "ETIMEDOUT", "UND_ERR_SOCKET"]);

function isPassing(error: unknown): boolean {
  const cause = causeOf(error);
  return cause.name === "TimeoutError" || ("code" in cause && PASSING.has(String(cause.code)));
}

/** `fetch` wraps what happened: the innermost error says it. */
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
 * Makes sure that an address is this machine's own. The stand-in must never change a real tenant: it checks less
 * than the official plugin does, and waits for nothing.
 * @throws when it isn't
 */
export function requireLoopback(url: URL): URL {
  if (url.hostname === "localhost" || url.hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(url.hostname)) return url;
  throw new Error(
    `the sandbox's stand-in for the azuread plugin speaks only to a tenant on this machine, not to ${url.host}; ` +
      "use the official plugin for a real tenant: `npm start -- --official`, or plain `pulumi` without the sandbox",
  );
}
