import { readFileSync } from "node:fs";
import { Agent, type RequestOptions, request } from "node:https";
import type { Request, Send } from "./http";

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
