import { readFileSync } from "node:fs";
import { Agent, type RequestOptions, request } from "node:https";
import { setTimeout as delay } from "node:timers/promises";

/** One request; `body` is sent as it is. */
export interface Request {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Answer {
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

/** Milliseconds without a sign of life after which a request is given up. */
const PATIENCE = 30_000;

/**
 * Sends over HTTPS, trusting the certificates that SSL_CERT_FILE and NODE_EXTRA_CA_CERTS name. The official plugin reads
 * the former and Node the latter, so either may be the tenant's.
 * @throws when such a file can't be read
 */
export function sendOverHttps(environment: NodeJS.ProcessEnv): Send {
  const files = [environment["SSL_CERT_FILE"], environment["NODE_EXTRA_CA_CERTS"]].filter((file) => file);
  const ca = files.map((file) => readFileSync(file ?? "", "utf8"));
  const agent = new Agent(ca.length > 0 ? { ca } : {});
  return (outgoing) => exchange(outgoing, agent);
}

function exchange({ method, url, headers, body }: Request, agent: Agent): ReturnType<Send> {
  return new Promise((resolve, reject) => {
    const options: RequestOptions = { method, agent, timeout: PATIENCE, headers: { ...headers, ...lengthOf(body) } };
    const outgoing = request(url, options, (incoming) => {
      const parts: Buffer[] = [];
      incoming.on("data", (part: Buffer) => parts.push(part));
      incoming.on("error", reject);
      incoming.on("end", () =>
        resolve({
          status: incoming.statusCode ?? 0,
          body: Buffer.concat(parts).toString("utf8"),
          retryAfter: incoming.headers["retry-after"] ?? null,
        }),
      );
    });
    outgoing.on("error", reject);
    outgoing.on("timeout", () => outgoing.destroy(new TimedOut()));
    outgoing.end(body);
  });
}

const lengthOf = (body: string | undefined): Record<string, number> =>
  body === undefined ? {} : { "content-length": Buffer.byteLength(body) };

/** Named as the system names it when a connection takes too long. */
class TimedOut extends Error {
  readonly code = "ETIMEDOUT";

  constructor() {
    super(`nothing came for ${PATIENCE / 1000} s`);
  }
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
