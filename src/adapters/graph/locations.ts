import { asObject, isAbsent } from "../../json/json-object";
import { wrongShape } from "../../json/not-understood";
import { readTexts, saysNothing, type TextList } from "../../json/text-list";
import { locationId } from "../../model/ids";
import type { LocationCondition, LocationList } from "../../model/policy";
import type { NotUnderstood } from "../../model/truth";

const FIELD = "conditions.locations";

/** What was read, and what there is no place for in it. */
export interface ReadLocations {
  readonly locations: LocationCondition;
  readonly unsupported: readonly NotUnderstood[];
}

/** `conditions.locations`. An object with two empty lists is a condition that isn't configured. */
export function readLocations(value: unknown): ReadLocations {
  if (isAbsent(value)) return { locations: { kind: "any" }, unsupported: [] };
  const object = asObject(value);
  if (object === undefined) return { locations: { kind: "any" }, unsupported: [wrongShape(FIELD, value, "an object")] };
  const include = readTexts(object["includeLocations"], `${FIELD}.includeLocations`);
  const exclude = readTexts(object["excludeLocations"], `${FIELD}.excludeLocations`);
  const unsupported = [...include.notUnderstood, ...exclude.notUnderstood];
  if (saysNothing(include) && saysNothing(exclude)) return { locations: { kind: "any" }, unsupported };
  return {
    locations: { kind: "listed", include: readInclude(include), exclude: readList(exclude.texts) },
    unsupported,
  };
}

/** Includes that can't be read may be anywhere: that they are unclear is said once, of the whole policy. */
const readInclude = ({ texts, notUnderstood }: TextList): LocationList =>
  readList(notUnderstood.length > 0 ? ["All"] : texts);

function readList(texts: readonly string[]): LocationList {
  const ids = texts.filter((text) => text !== "All" && text !== "AllTrusted");
  return {
    all: texts.includes("All"),
    allTrusted: texts.includes("AllTrusted"),
    ids: new Set(ids.map(locationId)),
  };
}
