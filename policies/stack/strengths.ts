import type { JsonObject } from "../../src/adapters/graph";

/** Authentication strengths in Graph's form, by id in lower case; `undefined` when they aren't known. */
export type JsonStrengths = ReadonlyMap<string, JsonObject> | undefined;
