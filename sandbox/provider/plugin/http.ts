import { setTimeout as delay } from "node:timers/promises";

/** One request; `body` is sent as it is. */
export interface Request {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Sends one request and gives what came back. Rejects when nothing did. */
export type Send = (request: Request) => Promise<Answer & { readonly retryAfter: string | null }>;

/** Waits that many milliseconds. */
export type Wait = (milliseconds: number) => Promise<unknown>;

const ATTEMPTS = 6;
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 10_000;

/**
 * Sends a request, and again when the service is busy: after 429 always, after 5xx and a broken connection only when
 * doing it twice does no harm. A POST that may have been carried out is not repeated: it could make a second object.
 */
export async function sendPatiently(request: Request, send: Send, wait: Wait = delay): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await attemptOnce(request, send);
    if (attempt === ATTEMPTS || !mayRepeat(request, outcome)) return orThrow(request, outcome);
    await wait(pauseBefore(attempt, "answer" in outcome ? outcome.answer.retryAfter : null));
  }
}

type Outcome = { readonly answer: Awaited<ReturnType<Send>> } | { readonly error: unknown };

async function attemptOnce(request: Request, send: Send): Promise<Outcome> {
  try {
    return { answer: await send(request) };
  } catch (error) {
    return { error };
  }
}

function mayRepeat({ method }: Request, outcome: Outcome): boolean {
  if ("error" in outcome) return method !== "POST" && isPassing(outcome.error);
  const { status, retryAfter } = outcome.answer;
  if (status === 429) return true;
  return status >= 500 && (method !== "POST" || (status === 503 && retryAfter !== null));
}

/** A connection that broke off may hold next time; a refused one, or a certificate that isn't trusted, won't. */
const PASSING = new Set(["ECONNRESET", "EPIPE", "ETIMEDOUT"]);

const isPassing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && typeof error.code === "string" && PASSING.has(error.code);

function orThrow({ method, url }: Request, outcome: Outcome): Answer {
  if ("answer" in outcome) return outcome.answer;
  const cause = outcome.error instanceof Error ? outcome.error.message : String(outcome.error);
  throw new Error(
    `no answer from ${url.host} to ${method} ${url.pathname}: ${cause}; is the sandbox's tenant running, ` +
      "and is its certificate the one that SSL_CERT_FILE or NODE_EXTRA_CA_CERTS names?",
  );
}

function pauseBefore(attempt: number, retryAfter: string | null): number {
  const asked = retryAfter === null ? Number.NaN : Number(retryAfter) * 1000;
  const own = FIRST_PAUSE * 2 ** (attempt - 1);
  return Math.min(Number.isFinite(asked) ? Math.max(asked, 0) : own, LONGEST_PAUSE);
}
