import { missingRoles } from "./application-roles";
import { parseFields } from "./json";
import { fieldsOf, textOf } from "./values";

/** Graph's refusal of a request. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = "GraphError";
    this.status = status;
    this.code = code;
  }
}

/** Makes an error of an answer that isn't a success: who answered what, to which request, and what to do. */
export function graphError(
  request: { readonly method: string; readonly path: string },
  answer: { readonly status: number; readonly body: string },
  roles: readonly string[],
): GraphError {
  const error = fieldsOf(parseFields(answer.body), "error");
  const code = textOf(error, "code") || "unknown";
  const said = textOf(error, "message") || "no message";
  const head = `Graph answered ${answer.status} (${code}) to ${request.method} ${request.path}: ${said}`;
  return new GraphError(answer.status, code, head + advice(request, answer.status, roles));
}

function advice({ method, path }: { method: string; path: string }, status: number, roles: readonly string[]): string {
  if (status === 401) return "\n\tthe token was not accepted: check ARM_TENANT_ID, ARM_CLIENT_ID and ARM_CLIENT_SECRET";
  if (status !== 403) return "";
  const missing = missingRoles(method, path.replace(/^\/(v1\.0|beta)/, ""), roles);
  if (missing.length === 0) return "\n\tthe application isn't allowed to do this";
  return `\n\tthe application lacks ${missing.join(" and ")}: grant it as an application role of Microsoft Graph, with admin consent`;
}
