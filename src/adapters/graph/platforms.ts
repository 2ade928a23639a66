import { asObject, isAbsent } from "../../json/json-object";
import { wrongShape } from "../../json/not-understood";
import { enumeration, readTexts, recognise, saysNothing, type TextList, without } from "../../json/text-list";
import type { PlatformCondition, PlatformList } from "../../model/policy";
import { PLATFORMS, type Platform } from "../../model/sign-in";
import type { NotUnderstood } from "../../model/truth";

const FIELD = "conditions.platforms";

const isNamed = (platform: Platform): platform is Exclude<Platform, "unknown"> => platform !== "unknown";
const NAMES = enumeration("platform", ["all", ...PLATFORMS.filter(isNamed)]);

/** `conditions.platforms`. An object with two empty lists is a condition that isn't configured. */
export function readPlatforms(value: unknown): PlatformCondition {
  if (isAbsent(value)) return { kind: "any" };
  const object = asObject(value);
  if (object === undefined) {
    const note = wrongShape(FIELD, value, "an object");
    return { kind: "listed", include: noPlatform([note]), exclude: noPlatform([]) };
  }
  const include = readTexts(object["includePlatforms"], `${FIELD}.includePlatforms`);
  const exclude = readTexts(object["excludePlatforms"], `${FIELD}.excludePlatforms`);
  if (saysNothing(include) && saysNothing(exclude)) return { kind: "any" };
  return { kind: "listed", include: readList(include), exclude: readList(exclude) };
}

const noPlatform = (notUnderstood: readonly NotUnderstood[]): PlatformList => ({
  all: false,
  named: new Set(),
  notUnderstood,
});

function readList(list: TextList): PlatformList {
  const { words, notUnderstood } = recognise(list, NAMES);
  return { all: words.has("all"), named: without(words, "all"), notUnderstood };
}
