import { asObject, isAnnotation, isEmpty, type JsonObject } from "../../law/json/json-object";
import { isSameValue, POLICY_OBJECTS } from "./policy-shape";

/** A policy as v1.0 shows it, with what only beta shows put in. */
export type PolicyWithBeta = {
  readonly policy: JsonObject;
  /** Places that v1.0 leaves out or shows less of, in Graph's words; `""` when it leaves out the whole policy. */
  readonly onlyInBeta: readonly string[];
};

/** Set by Graph alone; what beta says there is nobody's doing. */
const READ_ONLY: ReadonlySet<string> = new Set(["id", "templateId", "createdDateTime", "modifiedDateTime"]);

/** Objects that the versions write out in different detail: which one it is, is the same. */
const isInOtherDetail = (path: string): boolean =>
  path === "grantControls.authenticationStrength" || path.startsWith("sessionControls.");

/**
 * Puts together what the two versions of Graph show. v1.0 leaves out conditions that only beta knows: a policy that looks
 * untouched there may no longer protect.
 * @returns `undefined` when neither has the policy
 */
export function withBeta(v1: JsonObject | undefined, beta: JsonObject | undefined): PolicyWithBeta | undefined {
  if (v1 === undefined) return beta && { policy: beta, onlyInBeta: [""] };
  const onlyInBeta: string[] = [];
  return { policy: beta === undefined ? v1 : merged("", v1, beta, onlyInBeta), onlyInBeta };
}

function merged(path: string, v1: JsonObject, beta: JsonObject, onlyInBeta: string[]): JsonObject {
  const added = Object.entries(beta)
    .filter(([key, value]) => !isAnnotation(key) && !isEmpty(value))
    .map(([key, value]) => [key, mergedAt(path === "" ? key : `${path}.${key}`, v1[key], value, onlyInBeta)]);
  return { ...v1, ...Object.fromEntries(added) };
}

function mergedAt(path: string, v1: unknown, beta: unknown, onlyInBeta: string[]): unknown {
  if (READ_ONLY.has(path) || (isInOtherDetail(path) && !isEmpty(v1))) return v1;
  const [known, more] = [asObject(v1), asObject(beta)];
  if (POLICY_OBJECTS.has(path) && more !== undefined) return merged(path, known ?? {}, more, onlyInBeta);
  if (isSameValue(path, v1, beta)) return v1;
  onlyInBeta.push(path);
  return beta;
}
