import { asObject, asText, type JsonObject } from "../../law/json/json-object";
import { misshapen } from "../../law/json/not-understood";

/** What Graph sent back: a JSON object, an error with its code, or something that makes no sense. */
export type GraphAnswer =
  | { readonly kind: "object"; readonly object: JsonObject }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  /** `mayPass`: it looks like an answer that was cut off. */
  | { readonly kind: "odd"; readonly why: string; readonly mayPass: boolean };

/** An error status, with Graph's code and the header `Retry-After` where there is one. */
export type Refusal = {
  readonly status: number;
  readonly code: string | undefined;
  readonly retryAfter: string | undefined;
};

/** @throws whatever cuts the body off on its way */
export async function readAnswer(response: Response): Promise<GraphAnswer> {
  const body = parsed(await response.text());
  if (response.ok) return "odd" in body ? { kind: "odd", ...body } : objectAnswer(body.value);
  const retryAfter = response.headers.get("retry-after") ?? undefined;
  return { kind: "refused", refusal: refusalOf(response.status, "odd" in body ? undefined : body.value, retryAfter) };
}

/** One answer within a batch, whose body is JSON already. */
export function answerInBatch(status: number, body: unknown, retryAfter: string | undefined): GraphAnswer {
  return status >= 200 && status < 300
    ? objectAnswer(body)
    : { kind: "refused", refusal: refusalOf(status, body, retryAfter) };
}

/** Within a batch a body that is no JSON is a text. */
const objectAnswer = (value: unknown): GraphAnswer => {
  const object = asObject(value);
  return object === undefined
    ? { kind: "odd", why: `it is no object: ${misshapen(value, "an object")}`, mayPass: typeof value === "string" }
    : { kind: "object", object };
};

const refusalOf = (status: number, body: unknown, retryAfter: string | undefined): Refusal => ({
  status,
  code: asText(asObject(asObject(body)?.["error"])?.["code"]),
  retryAfter,
});

function parsed(text: string): { readonly value: unknown } | { readonly odd: true; why: string; mayPass: boolean } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    const isMarkup = /^\s*</.test(text);
    const why = isMarkup
      ? "it is a web page, such as a proxy's, and no JSON"
      : text.trim() === ""
        ? "it is empty"
        : "it is no JSON, or was cut off";
    return { odd: true, why, mayPass: !isMarkup };
  }
}
