import { isList, isObject, type JsonObject } from "../json";
import { badRequest } from "./graph-error";
import type { RawRequest } from "./raw-request";
import { parseBody } from "./read-body";
import { ok, type Reply } from "./reply";

/** Graph takes no more requests in one. */
const LARGEST_BATCH = 20;

/**
 * Answers `POST /$batch`: several requests in one, each with a status, headers and body of its own, in any order.
 * @param answerOne what answers a request by itself; one whose connection would be cut isn't among the answers, and one that would be
 *   late, or cut off in the middle, makes all of them so
 * @throws GraphError 400 for a body that isn't a batch
 */
export function answerBatch(raw: RawRequest, answerOne: (inner: RawRequest, url: string) => Reply | undefined): Reply {
  const requests = parseBody(raw.body)["requests"];
  if (!isList(requests) || requests.length === 0 || requests.length > LARGEST_BATCH || !requests.every(isObject))
    throw badRequest(`Invalid batch payload format: 1 to ${LARGEST_BATCH} requests are due.`);
  const ids = new Set(requests.map(({ id }) => id));
  if (ids.size < requests.length || ids.has(undefined)) throw badRequest("Duplicate or missing request id in batch.");
  const replies = requests.flatMap((request) => {
    const reply = answerOne(innerRequest(raw, request), String(request["url"]));
    return reply === undefined ? [] : [{ id: String(request["id"]), reply }];
  });
  const delivery = replies.find(({ reply }) => reply.delivery !== undefined)?.reply.delivery;
  const responses = replies.map(({ id, reply }) => responseOf(id, reply)).reverse();
  return { ...ok({ responses }), ...(delivery && { delivery }) };
}

function innerRequest(raw: RawRequest, request: JsonObject): RawRequest {
  const { body } = request;
  return {
    method: String(request["method"]),
    url: String(request["url"]),
    headers: raw.headers,
    body: body === undefined ? "" : JSON.stringify(body),
  };
}

const responseOf = (id: string, { status, headers = {}, body = null }: Reply): JsonObject => ({
  id,
  status,
  headers: { "Content-Type": "application/json", ...headers },
  body,
});
