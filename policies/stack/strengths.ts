import type { JsonObject } from "../../src/adapters/graph";
import type { Snapshot } from "../settings/settings";

/** Authentication strengths in Graph's form, by id in lower case; `undefined` when they aren't known. */
export type JsonStrengths = ReadonlyMap<string, JsonObject> | undefined;

export const strengthsById = ({ json }: Snapshot): JsonStrengths =>
  json.authenticationStrengthPolicies && byId(json.authenticationStrengthPolicies);

export const byId = (list: readonly JsonObject[]): ReadonlyMap<string, JsonObject> =>
  new Map(list.map((item) => [String(item["id"]).toLowerCase(), item]));
