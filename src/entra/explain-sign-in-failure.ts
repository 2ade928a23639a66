import { printable } from "../adapters/register";
import type { TenantProblem } from "./tenant-problem";

/** The codes that Entra's login answers with and a person can do something about. */
const KNOWN: readonly (readonly [code: string, help: string])[] = [
  ["AADSTS7000215", "the client secret is wrong: use its value, not its id"],
  ["AADSTS7000222", "the client secret has expired: make a new one for the application"],
  ["AADSTS700016", "the application (ARM_CLIENT_ID) isn't in that tenant: check both ids"],
  ["AADSTS90002", "there is no such tenant: check ARM_TENANT_ID"],
  ["AADSTS700213", "no federated credential of the application fits this token: compare its subject and issuer"],
  ["AADSTS70021", "no federated credential of the application fits this token: compare its subject and issuer"],
  ["AADSTS700024", "the federated token has expired: have the pipeline ask for a new one"],
];

const MESSAGE = "signing in to the tenant failed";

/** Why nobody could sign in. Of the library's text only the code and a first line are kept, never what was sent. */
export function explainSignInFailure(error: unknown): TenantProblem {
  const text = error instanceof Error ? error.message : "";
  const known = KNOWN.find(([code]) => new RegExp(`\\b${code}\\b`).test(text));
  if (known !== undefined) return { kind: "notSignedIn", message: `${MESSAGE} (${known[0]})`, help: known[1] };
  if (error instanceof Error && error.name === "CredentialUnavailableError") return unavailable();
  return { kind: "notSignedIn", message: `${MESSAGE}${reasonIn(text)}`, help: GENERAL_HELP };
}

const GENERAL_HELP =
  "set ARM_TENANT_ID and ARM_CLIENT_ID with ARM_CLIENT_SECRET, ARM_CLIENT_CERTIFICATE_PATH or an OIDC token, or run az login";

const unavailable = (): TenantProblem => ({
  kind: "notSignedIn",
  message: "nobody is signed in to the tenant: the environment names no application, and the Azure CLI has no sign-in",
  help: GENERAL_HELP,
});

function reasonIn(text: string): string {
  const line = printable(text.split(/\r?\n/, 1)[0]?.trim() ?? "");
  if (line === "") return "";
  return `: ${line.length > 200 ? `${line.slice(0, 199)}…` : line}`;
}
