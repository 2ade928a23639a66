import { asObject, asText, type JsonObject } from "../../law/json/json-object";
import { answerInBatch, type GraphAnswer } from "./graph-answer";
import { addressOf, headersOf, type Question } from "./tenant-problem";

/** Graph takes no more questions in one request. @see Microsoft Graph, "Combine multiple HTTP requests using JSON batching" */
export const LARGEST_BATCH = 20;

/** Questions as the body of one request to `/$batch`; they may be answered in any order, so each has its number as its id. */
export const batchBody = (questions: readonly Question[]): JsonObject => ({
  requests: questions.map((question, index) => ({
    id: String(index),
    method: "GET",
    url: addressOf(question),
    headers: headersOf(question),
  })),
});

/**
 * The answers of a batch in the order of its questions.
 * @returns `undefined` for a question that has none; a text where the batch as a whole makes no sense
 */
export function answersIn(batch: JsonObject, questions: number): readonly (GraphAnswer | undefined)[] | string {
  const responses: unknown = batch["responses"];
  if (!Array.isArray(responses)) return "a batch of it has no list of answers";
  const answers = new Map<string, GraphAnswer>();
  for (const value of responses as readonly unknown[]) {
    const response = asObject(value);
    const [id, status] = [asText(response?.["id"]), response?.["status"]];
    if (response === undefined || id === undefined || typeof status !== "number")
      return "a batch of it has an answer without an id or a status";
    if (answers.has(id)) return "a batch of it answers a question twice";
    answers.set(id, answerInBatch(status, response["body"], retryAfterIn(response["headers"])));
  }
  return Array.from({ length: questions }, (_, index) => answers.get(String(index)));
}

/** Header names come in any letter case. */
function retryAfterIn(headers: unknown): string | undefined {
  const found = Object.entries(asObject(headers) ?? {}).find(([name]) => name.toLowerCase() === "retry-after");
  return found === undefined ? undefined : String(found[1]);
}
