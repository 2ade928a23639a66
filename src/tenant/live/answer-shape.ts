import { asText, type JsonObject } from "../../law/json/json-object";
import { explainOddAnswer } from "./explain-failure";
import { type FieldKind, type Question, TenantError } from "./tenant-problem";

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
    if (!IS[kind](object[name]))
      throw new TenantError(explainOddAnswer(question, `an object of it has no \`${name}\` that can be read`));
  return object;
}
