import { printable } from "../../text/printable";
import type { Question } from "../graph/collection-row";
import type { TenantProblem } from "./tenant-problem";

/** The account of the Azure CLI, for messages. All others are applications. */
export const AZ_LOGIN = "az login";

/** What an error status of Graph means, and what to do. Graph's own text is left out because it may quote what was sent. */
export function explainRefusal(
  status: number,
  code: string | undefined,
  { role, what }: Question,
  account: string,
): TenantProblem {
  const named = /^[\w.]+$/.test(code ?? "") ? ` (${code})` : "";
  const message = `${what} could not be read: Graph answered ${status}${named}`;
  const problem = (reason: TenantProblem["code"], help: string): TenantProblem => ({ code: reason, message, help });
  if (status === 401) return problem("notSignedIn", `sign in again (${account}): Graph doesn't accept this token`);
  if (status === 404) return problem("notFound", "check that this is the right tenant");
  if (status === 429) return problem("unreachable", ONE_A_SECOND);
  if (status !== 403) return problem(status >= 500 ? "unreachable" : "unexpected", LATER);
  const whoMay = account === AZ_LOGIN ? NOT_BY_CLI : `give the ${account.replace(/ with .*$/, "")}`;
  const help = `${whoMay} the Microsoft Graph application role ${role}, with admin consent`;
  return { ...problem("forbidden", help), role };
}

const ONE_A_SECOND = "try again later: Graph takes one request a second about this, of all programs together";
const LATER = "try again later; if it happens again, look at Microsoft's service health";

/** The Azure CLI is an application of Microsoft, and its tokens have a fixed set of permissions. */
const NOT_BY_CLI =
  "tokens of the Azure CLI often may not read this, no matter who signs in: sign in as an application (ARM_TENANT_ID, ARM_CLIENT_ID and a secret, certificate or OIDC token), and give it";

/** True iff a request with this error status may succeed later: too many requests, or Graph is out of order. */
export const mayPass = (status: number): boolean => status === 429 || (status >= 500 && status !== 501);

/** How to sign in as an application. */
export const AS_APPLICATION =
  "set ARM_TENANT_ID and ARM_CLIENT_ID with ARM_CLIENT_SECRET, ARM_CLIENT_CERTIFICATE_PATH or an OIDC token";

/** Why signing in failed, and what to do. Only Entra's code in the login library's text is kept, or else its first line. */
export function explainSignInFailure(error: unknown): TenantProblem {
  const text = error instanceof Error ? error.message : "";
  const problem = (why: string, help: string): TenantProblem => ({
    code: "notSignedIn",
    message: `signing in to the tenant failed${why}`,
    help,
  });
  const [refused, code = ""] = /\bAADSTS(\d+)\b/.exec(text) ?? [];
  if (refused !== undefined) return problem(` (${refused})`, `${CHECK_APPLICATION}${code} explains the code`);
  if (/\b(endpoints_resolution|openid_config|network)_error\b/.test(text))
    return problem(": the connection failed", CHECK_CONNECTION);
  if (error instanceof Error && error.name === "CredentialUnavailableError")
    return problem(": nobody is signed in, neither an application by the environment nor a user by az login", SIGN_IN);
  const line = printable(text.split(/\r?\n/, 1)[0]?.trim() ?? "");
  return problem(line === "" ? "" : `: ${line.slice(0, 200)}`, SIGN_IN);
}

const SIGN_IN = `run az login, or ${AS_APPLICATION}`;

const CHECK_APPLICATION =
  "check the tenant, the application and its secret, certificate or token: https://login.microsoftonline.com/error?code=";

/** Why there was no answer. `fetch` has the code in the cause. @param what could not be read */
export function explainTransportFailure(error: unknown, what: string): TenantProblem {
  const { name, cause } = error instanceof Error ? error : new Error();
  const code = cause instanceof Error && "code" in cause ? ` (${cause.code})` : "";
  const why = name === "TimeoutError" ? "no answer in time" : `the connection failed${code}`;
  return { code: "unreachable", message: `${what} could not be read: ${why}`, help: CHECK_CONNECTION };
}

const CHECK_CONNECTION =
  "check the network, a proxy if there is one, and this machine's clock; if the server's certificate isn't trusted, set NODE_EXTRA_CA_CERTS to a PEM file with it";
