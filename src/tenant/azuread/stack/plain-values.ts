import { asObject } from "../../../law/json/json-object";
import { SECRET_VALUE } from "../../../law/json/not-understood";

/** Stands for a value that is known only after deployment. */
const UNRESOLVED: unique symbol = Symbol("unresolved");

/**
 * What the engine writes for a value that it doesn't know yet, by the kind of value that is due; and what it shows people.
 * @see Pulumi, sdk/go/common/resource/plugin, "UnknownStringValue" and its like
 */
const UNKNOWN_VALUES: ReadonlySet<unknown> = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
  "[unknown]",
]);

/** The key by which an object says that it stands for a value of another kind, a secret among others. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

const DEEPEST = 100;

/** A value of a stack's state, with a symbol in the place of each part that is secret or isn't known yet. */
export function plainValue(value: unknown, depth = 0): unknown {
  if (value === "[secret]") return SECRET_VALUE;
  if (UNKNOWN_VALUES.has(value) || depth > DEEPEST) return UNRESOLVED;
  if (Array.isArray(value)) return value.map((item) => plainValue(item, depth + 1));
  const object = asObject(value);
  if (object === undefined) return value;
  if (SIGNATURE in object) return SECRET_VALUE;
  return Object.fromEntries(Object.entries(object).map(([key, inner]) => [key, plainValue(inner, depth + 1)]));
}
