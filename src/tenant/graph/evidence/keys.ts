import { asObject, isAbsent, type JsonObject } from "../../../law/json/json-object";
import { collectionAt, type ShapeError, shapeError } from "../collection";

/** Keys of a tenant file that no verdict rests on, and what is due under each. */
export const EVIDENCE_KEYS = {
  source: "object",
  readAt: "text",
  plannedBy: "text",
  notRead: "list",
  organization: "object",
  securityDefaults: "object",
  subscribedSkus: "list",
  userRegistrationDetails: "list",
  roleDefinitions: "list",
  servicePrincipals: "list",
  administrativeUnits: "list",
  conditionalAccessSettings: "object",
  accessReviews: "list",
  breakGlassAlerts: "list",
} as const;

/** Of these keys those whose value is of another kind than the one that is due. */
export function wrongEvidence(file: JsonObject): readonly ShapeError[] {
  return Object.entries(EVIDENCE_KEYS)
    .map(([key, due]) => (isAbsent(file[key]) ? undefined : wrongAt(file, key, due)))
    .filter((error) => error !== undefined);
}

function wrongAt(file: JsonObject, key: string, due: "text" | "list" | "object"): ShapeError | undefined {
  const value = file[key];
  if (due === "text") return typeof value === "string" ? undefined : shapeError(key, value, "a text");
  if (due === "object") return asObject(value) !== undefined ? undefined : shapeError(key, value, "an object");
  const list = collectionAt(file, key);
  return list.kind === "wrong" ? { path: list.path, problem: list.problem } : undefined;
}
