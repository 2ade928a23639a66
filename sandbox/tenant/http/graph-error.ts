import { randomUUID } from "node:crypto";
import type { Reply } from "./message";

/** A refusal with Graph's message. Routes throw it, and the server turns it into a reply. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** 400 with the code that Conditional Access uses for all its refusals. */
export const badRequest = (message: string): GraphError => new GraphError(400, "BadRequest", message);

/** 400 with the code that directory objects use. */
export const directoryBadRequest = (message: string): GraphError => new GraphError(400, "Request_BadRequest", message);

/** 404 for an object that doesn't exist. `path` has no version, as in Graph's message. */
export function notFound(path: string): GraphError {
  const message = `Resource '${path}' does not exist or one of its queried reference-property objects are not present.`;
  return new GraphError(404, "Request_ResourceNotFound", message);
}

/** Graph's error body: the code, the message, and ids to quote in a support request. */
export function errorReply(error: GraphError, clientRequestId: string | undefined, now: Date): Reply {
  const requestId = randomUUID();
  const innerError = {
    message: error.message,
    date: now.toISOString().slice(0, 19),
    "request-id": requestId,
    "client-request-id": clientRequestId ?? requestId,
  };
  return { status: error.status, body: { error: { code: error.code, message: error.message, innerError } } };
}
