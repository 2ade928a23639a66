import type { JsonObject } from "../../json/json-object";
import type { UserId } from "../../model/ids";

/** What a policy's text is read against. */
export interface ReadingContext {
  /** Stands in for an id that is missing or no text, e.g. `policies[3]`. */
  readonly name: string;
  /** The directory's users where they are known: ids that aren't GUIDs count only if one of them has it. */
  readonly users?: { has(id: UserId): boolean } | undefined;
  /** Authentication strengths as Graph lists them, by id in lower case. */
  readonly strengths?: ReadonlyMap<string, JsonObject> | undefined;
}
