import { printable } from "../../text/printable";
import type { Question } from "../graph/collection-row";
import { type Asker, type TenantProblem, type TenantProblemCode, tenantProblem } from "./tenant-problem";

/** What an error status of Graph means, and what to do. Graph's own text is left out because it may quote what was sent. */
export function explainRefusal(
  status: number,
  code: string | undefined,
  { role, what }: Question,
  { via, isUser }: Asker,
): TenantProblem {
  const named = /^[\w.]+$/.test(code ?? "") ? ` (${code})` : "";
  const message = `${what} could not be read: Graph answered ${status}${named}`;
  const problem = (reason: TenantProblemCode, help: string, missing?: string): TenantProblem =>
    tenantProblem(reason, { message, help }, missing);
  switch (status) {
    case 401:
      return problem("notSignedIn", `sign in again (${via}): Graph doesn't accept this token`);
    case 403: {
      // The Azure CLI is an application of Microsoft, and its tokens have a fixed set of permissions.
      const ofUser = `tokens of the Azure CLI often may not read this, no matter who signs in: sign in as an application that has the Microsoft Graph application role ${role} (ARM_TENANT_ID, ARM_CLIENT_ID and a secret, certificate or OIDC token)`;
      const ofApplication = `give the ${via.replace(/ with .*$/, "")} the Microsoft Graph application role ${role}, with admin consent`;
      return problem("forbidden", isUser ? ofUser : ofApplication, role);
    }
    case 404:
      return problem("notFound", "check that this is the right tenant");
    case 429:
      return problem(
        "throttled",
        "try again later: Graph takes one request a second about this, of all programs together",
      );
    default: {
      const help = "try again later; if it happens again, look at Microsoft's service health";
      return problem(status >= 500 ? "unreachable" : "unexpected", help);
    }
  }
}

/** True iff a request with this error status may succeed later: too many requests, or Graph is out of order. */
export const mayPass = (status: number): boolean => status === 429 || (status >= 500 && status !== 501);

/** A mark in the text or code of an error, why there is no answer, and what to do. */
type Symptom = readonly [mark: RegExp, why: string, help: string];

const NETWORK = "check the network, and a proxy if there is one, then try again";

const NO_CONNECTION: Symptom = [
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|network_error|endpoints_resolution_error)\b/,
  "the connection failed",
  NETWORK,
];

const CUT_OFF: readonly Symptom[] = [
  [/\bTimeoutError\b/, "no answer in time", NETWORK],
  [
    /\b(\w*CERT\w*|SELF_SIGNED\w*|UNABLE_TO_VERIFY\w*|\w*ISSUER\w*)\b/,
    "its certificate isn't trusted",
    "set NODE_EXTRA_CA_CERTS to a PEM file with the certificate of the server; if it seems expired, check this machine's clock (date)",
  ],
  NO_CONNECTION,
];

/** What to do about the most frequent error codes of Entra (AADSTS). */
const SIGN_IN_CODES: { readonly [code: string]: string } = {
  7000215: "the client secret is wrong: use its value, not its id",
  7000222: "the client secret has expired: make a new one for the application",
  700016: "the application (ARM_CLIENT_ID) isn't in that tenant: check both ids",
  90002: "there is no such tenant: check ARM_TENANT_ID",
  700213: "no federated credential of the application fits this token: compare its subject and issuer",
  70021: "no federated credential of the application fits this token: compare its subject and issuer",
  700024:
    "the token or certificate isn't valid now: check this machine's clock (date), or let the pipeline ask for a new token",
};

const SIGN_IN =
  "set ARM_TENANT_ID and ARM_CLIENT_ID with ARM_CLIENT_SECRET, ARM_CLIENT_CERTIFICATE_PATH or an OIDC token, or run az login";

/** Why signing in failed, and what to do. Only the code of the login library's text is kept, or else its first line. */
export function explainSignInFailure(error: unknown): TenantProblem {
  const text = error instanceof Error ? error.message : "";
  const failed = "signing in to the tenant failed";
  const [refused, code = ""] = /\bAADSTS(\d+)\b/.exec(text) ?? [];
  if (refused !== undefined) {
    const known =
      SIGN_IN_CODES[code] ?? "check ARM_TENANT_ID, ARM_CLIENT_ID, and the secret, certificate or federated token";
    const help = `${known}; https://login.microsoftonline.com/error?code=${code} explains the code`;
    return tenantProblem("notSignedIn", { message: `${failed} (${refused})`, help });
  }
  for (const [mark, why, help] of CUT_OFF) {
    const found = mark.exec(text)?.[0];
    if (found !== undefined) return tenantProblem("unreachable", { message: `${failed}: ${why} (${found})`, help });
  }
  const line = printable(text.split(/\r?\n/, 1)[0]?.trim() ?? "");
  const message =
    error instanceof Error && error.name === "CredentialUnavailableError"
      ? "nobody is signed in to the tenant: the environment names no application, and the Azure CLI has no sign-in"
      : failed + (line === "" ? "" : `: ${line.slice(0, 200)}`);
  return tenantProblem("notSignedIn", { message, help: SIGN_IN });
}

/** Why there was no answer. @param what could not be read, as the start of a sentence */
export function explainTransportFailure(error: unknown, what: string): TenantProblem {
  const code = codeOf(error);
  const [, why, help] = CUT_OFF.find(([mark]) => mark.test(code)) ?? NO_CONNECTION;
  const named = code === "" || code === "TimeoutError" ? "" : ` (${code})`;
  return tenantProblem("unreachable", { message: `${what}: ${why}${named}`, help });
}

/** True iff another attempt may help: the connection was cut or slow, and not refused. */
export const isTransient = (error: unknown): boolean =>
  /^(TimeoutError|ECONNRESET|EPIPE|ETIMEDOUT|EAI_AGAIN|UND_ERR_(SOCKET|(CONNECT|HEADERS|BODY)_TIMEOUT|RES_CONTENT_LENGTH_MISMATCH))$/.test(
    codeOf(error),
  );

/** The code of a failure. `fetch` has it in the cause; an aborted signal has a name only. */
function codeOf(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 4) return "";
  if (error.name === "TimeoutError") return error.name;
  if ("code" in error && typeof error.code === "string") return error.code;
  return codeOf(error.cause, depth + 1);
}
