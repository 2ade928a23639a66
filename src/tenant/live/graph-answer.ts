import { asObject, asText, type JsonObject } from "../../law/json/json-object";
import { misshapen } from "../../law/json/not-understood";
import { type Asker, explainOddAnswer, explainRefusal, mayPass, oddAnswer } from "./explain-failure";
import { type Answer, addressOf, type FieldKind, headersOf, type Question, type TenantProblem } from "./tenant-problem";

/** What came of asking once. What is passing may be answered when it is asked again, `after` as many seconds as it says. */
export type Attempt =
  | Answer<JsonObject>
  | { readonly kind: "passing"; readonly problem: TenantProblem; readonly after: string };

/** What Graph sent back: a request of its own, or one answer within a batch. A body that is no JSON is its text. */
export type Sent = { readonly status: number; readonly body: unknown; readonly retryAfter: string | undefined };

/** @throws whatever cuts the body off on its way */
export async function sentIn(response: Response): Promise<Sent> {
  const text = await response.text();
  const retryAfter = response.headers.get("retry-after") ?? undefined;
  try {
    return { status: response.status, body: JSON.parse(text) as unknown, retryAfter };
  } catch {
    return { status: response.status, body: text, retryAfter };
  }
}

/** What was sent comes to. Something that looks like an answer that was cut off may pass. */
export function attemptOf({ status, body, retryAfter = "" }: Sent, question: Question, asker: Asker): Attempt {
  const object = asObject(body);
  if (status < 200 || status >= 300) {
    const problem = explainRefusal(status, asText(asObject(object?.["error"])?.["code"]), question, asker);
    return mayPass(status) ? { kind: "passing", problem, after: retryAfter } : { kind: "failed", problem };
  }
  if (object !== undefined) return { kind: "read", value: object };
  const problem = explainOddAnswer(question, typeof body === "string" ? whyNoJson(body) : notAnObject(body));
  return typeof body === "string" && !isMarkup(body)
    ? { kind: "passing", problem, after: "" }
    : { kind: "failed", problem };
}

const isMarkup = (text: string): boolean => /^\s*</.test(text);

const notAnObject = (body: unknown): string => `it is no object: ${misshapen(body, "an object")}`;

function whyNoJson(text: string): string {
  if (isMarkup(text)) return "it is a web page, such as a proxy's, and no JSON";
  return text.trim() === "" ? "it is empty" : "it is no JSON, or was cut off";
}

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
 * What was sent in a batch, by the number of its question.
 * @returns a text where the batch as a whole makes no sense
 */
export function sentInBatch(batch: JsonObject): ReadonlyMap<string, Sent> | string {
  const responses: unknown = batch["responses"];
  if (!Array.isArray(responses)) return "a batch of it has no list of answers";
  const answers = new Map<string, Sent>();
  for (const value of responses as readonly unknown[]) {
    const { id, status, body, headers } = asObject(value) ?? {};
    if (asText(id) === undefined || typeof status !== "number")
      return "a batch of it has an answer without an id or a status";
    if (answers.has(String(id))) return "a batch of it answers a question twice";
    answers.set(String(id), { status, body, retryAfter: retryAfterIn(headers) });
  }
  return answers;
}

/** Header names come in any letter case. */
function retryAfterIn(headers: unknown): string | undefined {
  const found = Object.entries(asObject(headers) ?? {}).find(([name]) => name.toLowerCase() === "retry-after");
  return found === undefined ? undefined : String(found[1]);
}

const IS: { readonly [K in FieldKind]: (value: unknown) => boolean } = {
  text: (value) => asText(value) !== undefined,
  flag: (value) => typeof value === "boolean",
  list: Array.isArray,
  present: (value) => value === null || typeof value === "object",
};

/**
 * The object, which has every field that whatever answers the question has.
 * @throws TenantError for one that hasn't: to take it for an answer would be to say that there is nothing of the kind
 */
export function withItsFields(object: JsonObject, question: Question): JsonObject {
  for (const [name, kind] of Object.entries(question.fields ?? {}))
    if (!IS[kind](object[name])) throw oddAnswer(question, `an object of it has no \`${name}\` that can be read`);
  return object;
}
