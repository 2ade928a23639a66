import { printable } from "../../text/printable";
import type { Question } from "./questions";
import { type Asker, type TenantProblem, type TenantProblemCode, tenantProblem } from "./tenant-problem";

/** What an error status of Graph's means and what to do. Graph's own text is left out: it may quote what was sent. */
export function explainRefusal(
  status: number,
  code: string | undefined,
  { role, what }: Question,
  asker: Asker,
): TenantProblem {
  const { reason, help } = REFUSALS[status] ?? { reason: status >= 500 ? "unreachable" : "unexpected", help: LATER };
  const named = /^[\w.]+$/.test(code ?? "") ? ` (${code})` : "";
  return tenantProblem(reason, {
    message: `${what} could not be read: Graph answered ${status}${named}`,
    help: typeof help === "string" ? help : help(role, asker),
    role: reason === "forbidden" ? role : undefined,
  });
}

const LATER = "try again later; if it stays, look at Microsoft's service health";

type Help = string | ((role: string, asker: Asker) => string);

const REFUSALS: { readonly [status: number]: { readonly reason: TenantProblemCode; readonly help: Help } } = {
  401: { reason: "notSignedIn", help: (_, { via }) => `sign in again (${via}): Graph doesn't take this token` },
  403: { reason: "forbidden", help: helpWithRole },
  404: { reason: "notFound", help: "check that this is the right tenant" },
  429: {
    reason: "throttled",
    help: "Graph takes one request a second about Conditional Access, of all programs together: try again later",
  },
};

/** The Azure CLI is an application of Microsoft's own, with a fixed list of what its tokens may do. */
function helpWithRole(role: string, { via, isUser }: Asker): string {
  return isUser
    ? `the Azure CLI's token often may not read this, whoever signs in: sign in as an application that has the Microsoft Graph application role ${role} (ARM_TENANT_ID, ARM_CLIENT_ID and a secret, certificate or OIDC token)`
    : `give the ${via.replace(/ with .*$/, "")} the Microsoft Graph application role ${role}, with admin consent`;
}

/** True iff a refusal with that status may be over when it is asked again: too many requests, or Graph is out of order. */
export const mayPass = (status: number): boolean => status === 429 || (status >= 500 && status !== 501);

/** A mark in an error's text or code, what it means, and what to do. */
type Symptom = { readonly mark: RegExp; readonly why?: string; readonly help: string };

/** Codes with which Entra's login answers, and about which a person can do something. */
const REFUSED_SIGN_INS: readonly Symptom[] = [
  { mark: /AADSTS7000215\b/, help: "the client secret is wrong: use its value, not its id" },
  { mark: /AADSTS7000222\b/, help: "the client secret has expired: make a new one for the application" },
  { mark: /AADSTS700016\b/, help: "the application (ARM_CLIENT_ID) isn't in that tenant: check both ids" },
  { mark: /AADSTS90002\b/, help: "there is no such tenant: check ARM_TENANT_ID" },
  {
    mark: /AADSTS(700213|70021)\b/,
    help: "no federated credential of the application fits this token: compare its subject and issuer",
  },
  {
    mark: /AADSTS700024\b/,
    help: "the token or the certificate doesn't hold now: look at this machine's clock (date), or have the pipeline ask for a new token",
  },
];

const NO_CONNECTION: Symptom = {
  mark: /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|network_error|endpoints_resolution_error)\b/,
  why: "the connection failed",
  help: "check the network, and a proxy if there is one, then try again",
};

/** Why there is no answer at all. The first row that fits holds. */
const CUT_OFF: readonly Symptom[] = [
  { ...NO_CONNECTION, mark: /\bTimeoutError\b/, why: "no answer in time" },
  {
    mark: /\b(\w*CERT\w*|SELF_SIGNED\w*|UNABLE_TO_VERIFY\w*|\w*ISSUER\w*)\b/,
    why: "its certificate isn't trusted",
    help: "set NODE_EXTRA_CA_CERTS to a file with the certificate of whoever answers there, in PEM; if that has expired, look at this machine's clock (date)",
  },
  NO_CONNECTION,
];

/** The first symptom that the text shows, with the mark itself. */
function symptomIn(text: string, symptoms: readonly Symptom[]): (Symptom & { readonly found: string }) | undefined {
  for (const symptom of symptoms) {
    const found = symptom.mark.exec(text)?.[0];
    if (found !== undefined) return { ...symptom, found };
  }
  return undefined;
}

const SIGN_IN =
  "set ARM_TENANT_ID and ARM_CLIENT_ID with ARM_CLIENT_SECRET, ARM_CLIENT_CERTIFICATE_PATH or an OIDC token, or run az login";

/** Why signing in failed and what to do. Of the login library's text only the code, or else the first line, is kept. */
export function explainSignInFailure(error: unknown): TenantProblem {
  const text = error instanceof Error ? error.message : "";
  const refused = symptomIn(text, REFUSED_SIGN_INS);
  const failed = "signing in to the tenant failed";
  if (refused !== undefined)
    return tenantProblem("notSignedIn", { message: `${failed} (${refused.found})`, help: refused.help });
  const cut = symptomIn(text, CUT_OFF);
  if (cut !== undefined)
    return tenantProblem("unreachable", { message: `${failed}: ${cut.why} (${cut.found})`, help: cut.help });
  const isUnavailable = error instanceof Error && error.name === "CredentialUnavailableError";
  const message = isUnavailable
    ? "nobody is signed in to the tenant: the environment names no application, and the Azure CLI has no sign-in"
    : `${failed}${reasonIn(text)}`;
  return tenantProblem("notSignedIn", { message, help: SIGN_IN });
}

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
  const { why, help } = symptomIn(code, CUT_OFF) ?? NO_CONNECTION;
  const named = code === "" || code === "TimeoutError" ? "" : ` (${code})`;
  return tenantProblem("unreachable", { message: `${what}: ${why}${named}`, help });
}

/** True iff trying again may help: the connection was cut or slow, not refused for good. */
export const isTransient = (error: unknown): boolean =>
  /^(TimeoutError|ECONNRESET|EPIPE|ETIMEDOUT|EAI_AGAIN|UND_ERR_(SOCKET|(CONNECT|HEADERS|BODY)_TIMEOUT|RES_CONTENT_LENGTH_MISMATCH))$/.test(
    codeOf(error),
  );

/** The code of the failure, which `fetch` hides one level deeper; a signal that was given has a name only. */
function codeOf(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 4) return "";
  if (error.name === "TimeoutError") return error.name;
  if ("code" in error && typeof error.code === "string") return error.code;
  return codeOf(error.cause, depth + 1);
}
