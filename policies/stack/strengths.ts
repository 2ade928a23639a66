import type { JsonObject } from "../../src/adapters/graph";

/** Authentication strengths in Graph's form, by id in lower case; `undefined` when they aren't known. */
export type JsonStrengths = ReadonlyMap<string, JsonObject> | undefined;

export const byId = (list: readonly JsonObject[]): ReadonlyMap<string, JsonObject> =>
  new Map(list.map((item) => [String(item["id"]).toLowerCase(), item]));
