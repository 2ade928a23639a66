import { neededRoles } from "./application-roles";
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
  const code = printable(textOf(error, "code")) || "unknown";
  const said = printable(textOf(error, "message")) || "no message";
  const head = `Graph answered ${answer.status} (${code}) to ${request.method} ${request.path}: ${said}`;
  return new GraphError(answer.status, code, head + advice(request, answer.status, roles));
}

function advice({ method, path }: { method: string; path: string }, status: number, roles: readonly string[]): string {
  if (status === 401) return "\n\tthe token was not accepted: check ARM_TENANT_ID, ARM_CLIENT_ID and ARM_CLIENT_SECRET";
  if (status !== 403) return "";
  const needed = neededRoles(method, path.replace(/^\/(v1\.0|beta)/, ""));
  const missing = needed.filter((role) => !roles.includes(role));
  if (missing.length > 0)
    return `\n\tthe application lacks ${missing.join(" and ")}: grant it as an application role of Microsoft Graph, with admin consent`;
  return needed.length === 0
    ? ""
    : `\n\tthe application has what this needs, ${needed.join(" and ")}: something else forbids it`;
}

/** Control characters in what a service says could move the cursor, or colour what follows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const printable = (text: string): string => text.replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, " ");
