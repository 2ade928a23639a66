import { STATUS_CODES } from "node:http";
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

/** Makes an error of an answer that isn't a success, in the official plugin's words; it names the request too, and no role. */
export function graphError(
  { method, path }: { readonly method: string; readonly path: string },
  { status, body }: { readonly status: number; readonly body: string },
): GraphError {
  const error = fieldsOf(parseFields(body), "error");
  const code = printable(textOf(error, "code")) || "unknown";
  const said = printable(textOf(error, "message")) || "no message";
  const head = `${method} ${path}: unexpected status ${status} (${status} ${STATUS_CODES[status] ?? ""})`;
  return new GraphError(status, code, `${head} with error: ${code}: ${said}`);
}

/** Control characters in what a service says could move the cursor, or colour what follows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const printable = (text: string): string => text.replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, " ");
