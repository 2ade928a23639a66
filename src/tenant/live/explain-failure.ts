import { printable } from "../../text/printable";
import type { Question } from "./questions";
import { TenantError, type TenantProblem, type TenantProblemCode, tenantProblem } from "./tenant-problem";

/** Who asks, as far as it matters for advice. */
export type Asker = { readonly via: string; readonly isUser: boolean };

/** What an error status of Graph's means and what to do. Graph's own text is left out: it may quote what was sent. */
export function explainRefusal(
  status: number,
  code: string | undefined,
  question: Question,
  asker: Asker,
): TenantProblem {
  const { role, what } = question;
  const [reason, help] = REFUSALS[status] ?? [status >= 500 ? "unreachable" : "unexpected", LATER];
  const named = /^[\w.]+$/.test(code ?? "") ? ` (${code})` : "";
  return tenantProblem(reason, {
    message: `${what} could not be read: Graph answered ${status}${named}`,
    help: typeof help === "string" ? help : help(role, asker),
    role: reason === "forbidden" ? role : undefined,
  });
}

const LATER = "try again later; if it stays, look at Microsoft's service health";

type Help = string | ((role: string, asker: Asker) => string);

const REFUSALS: { readonly [status: number]: readonly [TenantProblemCode, Help] } = {
  401: ["notSignedIn", (_, { via }) => `sign in again (${via}): Graph doesn't take this token`],
  403: ["forbidden", helpWithRole],
  404: ["notFound", "check that this is the right tenant"],
  429: [
    "throttled",
    "Graph takes one request a second about Conditional Access, of all programs together: try again later",
  ],
};

/** The Azure CLI is an application of Microsoft's own, with a fixed list of what its tokens may do. */
function helpWithRole(role: string, { via, isUser }: Asker): string {
  return isUser
    ? `the Azure CLI's token often may not read this, whoever signs in: sign in as an application that has the Microsoft Graph application role ${role} (ARM_TENANT_ID, ARM_CLIENT_ID and a secret, certificate or OIDC token)`
    : `give the ${via.replace(/ with .*$/, "")} the Microsoft Graph application role ${role}, with admin consent`;
}

/** True iff a refusal with that status may be over when it is asked again: too many requests, or Graph is out of order. */
export const mayPass = (status: number): boolean => status === 429 || (status >= 500 && status !== 501);

/** An answer that isn't what was asked for. */
export const explainOddAnswer = ({ what }: Question, why: string): TenantProblem =>
  tenantProblem("unexpected", {
    message: `Graph's answer about ${what} makes no sense: ${why}`,
    help: "try again; if it stays, compare with Graph Explorer",
  });

export const oddAnswer = (question: Question, why: string): TenantError =>
  new TenantError(explainOddAnswer(question, why));

/** The codes that Entra's login answers with and a person can do something about. */
const SIGN_IN_CODES: readonly (readonly [code: string, help: string])[] = [
  ["AADSTS7000215", "the client secret is wrong: use its value, not its id"],
  ["AADSTS7000222", "the client secret has expired: make a new one for the application"],
  ["AADSTS700016", "the application (ARM_CLIENT_ID) isn't in that tenant: check both ids"],
  ["AADSTS90002", "there is no such tenant: check ARM_TENANT_ID"],
  ["AADSTS700213", "no federated credential of the application fits this token: compare its subject and issuer"],
  ["AADSTS70021", "no federated credential of the application fits this token: compare its subject and issuer"],
  [
    "AADSTS700024",
    "the token or the certificate doesn't hold now: look at this machine's clock (date), or have the pipeline ask for a new token",
  ],
];

const SIGN_IN_FAILED = "signing in to the tenant failed";

/** Why signing in failed and what to do. Of the login library's text only the code, or else the first line, is kept. */
export function explainSignInFailure(error: unknown): TenantProblem {
  const text = error instanceof Error ? error.message : "";
  const known = SIGN_IN_CODES.find(([code]) => new RegExp(`\\b${code}\\b`).test(text));
  if (known !== undefined)
    return tenantProblem("notSignedIn", { message: `${SIGN_IN_FAILED} (${known[0]})`, help: known[1] });
  if (isAboutNetwork(text)) return noNetwork(text);
  if (error instanceof Error && error.name === "CredentialUnavailableError") return unavailable();
  return tenantProblem("notSignedIn", { message: `${SIGN_IN_FAILED}${reasonIn(text)}`, help: GENERAL_HELP });
}

/** The login library wraps what the network said, and sends people to a page that says what they have done already. */
const isAboutNetwork = (text: string): boolean =>
  /\bnetwork_error\b|\bendpoints_resolution_error\b|\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)\b/.test(
    text,
  ) || isAboutCertificates(text);

function noNetwork(text: string): TenantProblem {
  const code = /\b(E[A-Z]{5,}|[A-Z_]*CERT[A-Z_]*|SELF_SIGNED[A-Z_]*)\b/.exec(text)?.[0] ?? "";
  const why = isAboutCertificates(code) ? "the certificate of its login isn't trusted" : "its login can't be reached";
  return tenantProblem("unreachable", {
    message: `${SIGN_IN_FAILED}: ${why}${code === "" ? "" : ` (${code})`}`,
    help: helpForTransport(code),
  });
}

const GENERAL_HELP =
  "set ARM_TENANT_ID and ARM_CLIENT_ID with ARM_CLIENT_SECRET, ARM_CLIENT_CERTIFICATE_PATH or an OIDC token, or run az login";

const unavailable = (): TenantProblem =>
  tenantProblem("notSignedIn", {
    message:
      "nobody is signed in to the tenant: the environment names no application, and the Azure CLI has no sign-in",
    help: GENERAL_HELP,
  });

function reasonIn(text: string): string {
  const line = printable(text.split(/\r?\n/, 1)[0]?.trim() ?? "");
  if (line === "") return "";
  return `: ${line.length > 200 ? `${line.slice(0, 199)}…` : line}`;
}

/**
 * Why there was no answer, and what to do.
 * @param what the thing that could not be read, as the start of a sentence
 */
export function explainTransportFailure(error: unknown, what: string): TenantProblem {
  const code = codeOf(error);
  return tenantProblem("unreachable", { message: `${what}: ${reasonOf(code, error)}`, help: helpForTransport(code) });
}

/** True iff trying again may help: the connection was cut or slow, not refused for good. */
export const isTransient = (error: unknown): boolean =>
  isTimeout(error) ||
  /^(ECONNRESET|EPIPE|ETIMEDOUT|EAI_AGAIN|UND_ERR_(SOCKET|(CONNECT|HEADERS|BODY)_TIMEOUT|RES_CONTENT_LENGTH_MISMATCH))$/.test(
    codeOf(error),
  );

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

function helpForTransport(code: string): string {
  if (/EXPIRED|NOT_YET_VALID/.test(code))
    return "look at this machine's clock (date): a certificate holds between two days; if it is right, tell whoever answers there";
  return isAboutCertificates(code)
    ? "set NODE_EXTRA_CA_CERTS to a file with the certificate of whoever answers there, in PEM"
    : "check the network, and a proxy if there is one, then try again";
}
