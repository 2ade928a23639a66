import { asObject, isAbsent, type JsonObject } from "../../../src/law/json/json-object";
import type { Properties } from "../objects/resource";
import type { Effect } from "./change";

type LocationEffect = Extract<Effect, { readonly json: unknown }>;

/**
 * What becomes of a named location. Whose trust isn't known, or can't be read, may be trusted: then it is one of those that
 * policies leave out by leaving out every trusted location.
 */
export function locationEffect(id: string, json: JsonObject, merge: boolean): LocationEffect {
  const trust = trustIn(json);
  const isClear = trust.every((value) => isAbsent(value) || typeof value === "boolean");
  const isTrusted = !isClear || trust.includes(true);
  return { kind: "location", id, json: isTrusted ? { ...json, isTrusted } : json, merge };
}

const trustIn = (json: JsonObject): readonly unknown[] =>
  Object.entries(json).flatMap(([key, value]) => (key.toLowerCase() === "istrusted" ? [value] : []));

/** Where the addresses of a location are known only after deployment as a whole, so is whether it is trusted. */
export const withHiddenTrust = ({ ip }: Properties, json: JsonObject): JsonObject =>
  isAbsent(ip) || asObject(ip) !== undefined ? json : { ...json, isTrusted: true };

/** Something is done to a location by an address that nobody can foresee the outcome of: it may be trusted afterwards. */
export const anyTrustedLocation = (id: string): LocationEffect => ({
  kind: "location",
  id,
  json: { id, isTrusted: true },
  merge: false,
});

/**
 * A location that the snapshot doesn't have, after a change to its trust or its addresses: what isn't said of it may be
 * the worst. A change to something else changes nothing.
 */
export const changedBeyondSnapshot = ({ id, json }: LocationEffect): readonly JsonObject[] =>
  Object.keys(json).some((key) => /^(?:isTrusted|ipRanges)$/i.test(key)) ? [{ isTrusted: true, ...json, id }] : [];
