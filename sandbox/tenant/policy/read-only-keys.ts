import type { JsonObject } from "../json";

const READ_ONLY = ["id", "createdDateTime", "modifiedDateTime", "deletedDateTime", "templateId"];

/** The body without what only Graph sets. */
export function withoutReadOnlyKeys(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !READ_ONLY.includes(name)));
}
