import { asObject } from "../../adapters/graph/json";

/** How a preview writes a value that is known only after deployment, and one that is secret. */
const HIDDEN: ReadonlySet<unknown> = new Set(["04da6b54-80e4-46f7-96ec-b56ff0331ba9", "[secret]", "[unknown]"]);

/** Whether a value that the preview shows isn't the real one, so that nothing can be compared with it. */
export function isHidden(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isHidden);
  const object = asObject(value);
  return object === undefined ? HIDDEN.has(value) : Object.values(object).some(isHidden);
}
