import type { GraphError } from "@microsoft/microsoft-graph-client";
import type { Question } from "./question";
import type { TenantProblem, TenantProblemKind } from "./tenant-problem";

/** Who asks, as far as it matters for advice. */
export type Asker = { readonly via: string; readonly isUser: boolean };

/** What Graph's refusal means. Graph's own text is left out: it may quote what was sent. */
export function explainRefusal(error: GraphError, question: Question, asker: Asker): TenantProblem {
  const kind = kindOf(error.statusCode);
  const code = /^[\w.]+$/.test(error.code ?? "") ? ` (${error.code})` : "";
  const answered =
    error.statusCode >= 400 ? `Graph answered ${error.statusCode}${code}` : `Graph's answer makes no sense${code}`;
  return { kind, message: `${question.what} could not be read: ${answered}`, help: helpFor(kind, question, asker) };
}

function kindOf(status: number): TenantProblemKind {
  if (status === 401) return "notSignedIn";
  if (status === 403) return "forbidden";
  if (status === 404) return "notFound";
  if (status === 429) return "throttled";
  return status >= 500 ? "unreachable" : "unexpected";
}

function helpFor(kind: TenantProblemKind, question: Question, asker: Asker): string {
  switch (kind) {
    case "forbidden":
      return asker.isUser ? notWithThatToken(question.role) : missingRole(question.role, asker);
    case "notSignedIn":
      return `sign in again (${asker.via}): Graph doesn't take this token`;
    case "throttled":
      return "Graph takes one request a second about Conditional Access, of all programs together: try again later";
    case "notFound":
      return "check that this is the right tenant";
    default:
      return "try again later; if it stays, look at Microsoft's service health";
  }
}

const missingRole = (role: string, { via }: Asker): string =>
  `give the ${via.replace(/ with .*$/, "")} the Microsoft Graph application role ${role}, with admin consent`;

/** The Azure CLI is an application of Microsoft's own, with a fixed list of what its tokens may do. */
const notWithThatToken = (role: string): string =>
  `the Azure CLI's token often may not read this, whoever signs in: sign in as an application that has the Microsoft Graph application role ${role} (ARM_TENANT_ID, ARM_CLIENT_ID and a secret, certificate or OIDC token)`;
