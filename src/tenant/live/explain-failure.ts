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
  if (status === 401) return problem("notSignedIn", `sign in again (${via}): Graph doesn't accept this token`);
  if (status === 404) return problem("notFound", "check that this is the right tenant");
  if (status === 429)
    return problem(
      "throttled",
      "try again later: Graph takes one request a second about this, of all programs together",
    );
  const help = "try again later; if it happens again, look at Microsoft's service health";
  if (status !== 403) return problem(status >= 500 ? "unreachable" : "unexpected", help);
  // The Azure CLI is an application of Microsoft, and its tokens have a fixed set of permissions.
  const whoMay = isUser
    ? "tokens of the Azure CLI often may not read this, no matter who signs in: sign in as an application (ARM_TENANT_ID, ARM_CLIENT_ID and a secret, certificate or OIDC token), and give it"
    : `give the ${via.replace(/ with .*$/, "")}`;
  return problem("forbidden", `${whoMay} the Microsoft Graph application role ${role}, with admin consent`, role);
}

/** True iff a request with this error status may succeed later: too many requests, or Graph is out of order. */
export const mayPass = (status: number): boolean => status === 429 || (status >= 500 && status !== 501);

const CHECK_SIGN_IN =
  "set ARM_TENANT_ID and ARM_CLIENT_ID with ARM_CLIENT_SECRET, ARM_CLIENT_CERTIFICATE_PATH or an OIDC token, or run az login";

/** Why signing in failed, and what to do. Only Entra's code in the login library's text is kept, or else its first line. */
export function explainSignInFailure(error: unknown): TenantProblem {
  const text = error instanceof Error ? error.message : "";
  const failed = "signing in to the tenant failed";
  const [refused, code = ""] = /\bAADSTS(\d+)\b/.exec(text) ?? [];
  if (refused !== undefined) {
    const help = `check the tenant, the application and its secret, certificate or token: https://login.microsoftonline.com/error?code=${code} explains the code`;
    return tenantProblem("notSignedIn", { message: `${failed} (${refused})`, help });
  }
  const line = printable(text.split(/\r?\n/, 1)[0]?.trim() ?? "");
  const message =
    error instanceof Error && error.name === "CredentialUnavailableError"
      ? "nobody is signed in to the tenant: the environment names no application, and the Azure CLI has no sign-in"
      : failed + (line === "" ? "" : `: ${line.slice(0, 200)}`);
  return tenantProblem("notSignedIn", { message, help: CHECK_SIGN_IN });
}

const CHECK_CONNECTION =
  "check the network, a proxy if there is one, and this machine's clock; if the server's certificate isn't trusted, set NODE_EXTRA_CA_CERTS to a PEM file with it";

/** Why there was no answer. @param what could not be read, as the start of a sentence */
export function explainTransportFailure(error: unknown, what: string): TenantProblem {
  const code = codeOf(error);
  const named = code === "" ? "" : ` (${code})`;
  const why = code === "TimeoutError" ? "no answer in time" : `the connection failed${named}`;
  return tenantProblem("unreachable", { message: `${what}: ${why}`, help: CHECK_CONNECTION });
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
