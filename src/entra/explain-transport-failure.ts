import type { TenantProblem } from "./tenant-problem";

/**
 * A connection that failed before there was an answer.
 * @param what the thing that could not be read, as the start of a sentence
 */
export function explainTransportFailure(error: unknown, what: string): TenantProblem {
  const code = codeOf(error);
  return { kind: "unreachable", message: `${what}: ${reasonOf(code, error)}`, help: helpFor(code) };
}

/** Whether trying again makes sense: the connection was cut or slow, rather than refused for good. */
export const mayPass = (error: unknown): boolean =>
  isTimeout(error) ||
  /^(ECONNRESET|EPIPE|ETIMEDOUT|EAI_AGAIN|UND_ERR_SOCKET|UND_ERR_CONNECT_TIMEOUT)$/.test(codeOf(error));

const isTimeout = (error: unknown): boolean => error instanceof Error && error.name === "TimeoutError";

/** The code of the failure, which `fetch` hides one level deeper. */
function codeOf(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 4) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  return codeOf(error.cause, depth + 1);
}

function reasonOf(code: string, error: unknown): string {
  if (isTimeout(error)) return "no answer in time";
  if (isAboutCertificates(code)) return `its certificate isn't trusted (${code})`;
  return code === "" ? "the connection failed" : `the connection failed (${code})`;
}

const isAboutCertificates = (code: string): boolean => /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ISSUER/.test(code);

function helpFor(code: string): string {
  return isAboutCertificates(code)
    ? "set NODE_EXTRA_CA_CERTS to a file with the certificate of whoever answers there, in PEM"
    : "check the network, and a proxy if there is one, then try again";
}
