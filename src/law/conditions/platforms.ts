import { listing } from "../../text/sentence";
import { asObject, asText, type JsonObject } from "../json/json-object";
import { reshape, shape } from "../json/reshape";
import { enumeration, recognise } from "../json/text-list";
import { type Known, type ListCondition, PLATFORMS, type Platform, type Said } from "../model/dimensions";
import { azureadSpelling, graphField, type ListedCondition, type Meanings, meaningOf, whole } from "./condition";
import { meetsList, odd, readSides, valuesInWords } from "./list-condition";

/** Device platforms, as the user agent says them. */
export const platforms: ListedCondition<"platform"> = {
  dimension: "platform",
  reason: "platforms",
  values: PLATFORMS,
  word: "platform",
  meets: meetsList,
  graph: {
    key: "platforms",
    fields: [
      graphField("platforms.includePlatforms", "platforms.includedPlatforms", "words"),
      graphField("platforms.excludePlatforms", "platforms.excludedPlatforms", "words"),
    ],
    explicitAll: { includePlatforms: ["all"] },
    read,
  },
  azuread: azureadSpelling("platforms", (value) => reshape(value, IN_AZUREAD)),
  json: { key: "platform", value: (platform) => platform },
  whatIf: (platform) => ({ devicePlatform: platform === "unknown" ? "all" : platform }),
  log: { read: readLog },
  words: {
    name: "the platform",
    how: (found) => `on ${found === "any" ? "any platform" : valuesInWords(NAMES, found, "any platform", 3)}`,
    preposition: "",
    why,
    fix: "apply it to all platforms",
  },
  isAboutRisk: false,
};

const IN_AZUREAD = shape({ includedPlatforms: ["includePlatforms"], excludedPlatforms: ["excludePlatforms"] });

const WORDS = enumeration("platform", ["all", ...PLATFORMS.filter((platform) => platform !== "unknown")]);

/**
 * Exclusion beats inclusion. `all` includes platforms that Entra doesn't recognize. A list of the six named platforms doesn't.
 * @see Microsoft Entra, "Conditional Access: Conditions", device platforms (2024-06)
 */
function read(value: unknown): Said<"platform"> {
  const sides = readSides(value, "platforms");
  if (sides.kind !== "listed") return sides;
  const [include, exclude] = [recognise(sides.include, WORDS), recognise(sides.exclude, WORDS)];
  const notes = [...include.notUnderstood, ...exclude.notUnderstood];
  if (notes.length > 0) return odd(...notes);
  const isListed = ({ words }: typeof include, platform: Platform): boolean =>
    words.has("all") || (platform !== "unknown" && words.has(platform));
  const values = PLATFORMS.filter((platform) => isListed(include, platform) && !isListed(exclude, platform));
  return values.length === PLATFORMS.length ? { kind: "any" } : { kind: "only", values: new Set(values) };
}

/** By how the log's text begins: `Windows10`, `iOS 17.4`, `MacOs`. */
const IN_LOG: Meanings<Platform> = [
  [/^windows ?phone/, "windowsPhone"],
  [/^windows/, "windows"],
  [/^(mac ?os|os ?x)/, "macOS"],
  [/^(ios|ipados)/, "iOS"],
  [/^android/, "android"],
  [/^linux/, "linux"],
];

/** An operating system that no policy can name is an unknown platform; none at all is not known. */
function readLog(record: JsonObject): Known<Platform> | undefined {
  const system = asText(asObject(record["deviceDetail"])?.["operatingSystem"])?.trim() ?? "";
  return whole(system === "" ? undefined : (meaningOf(system, IN_LOG) ?? "unknown"));
}

const NAMES: Record<Platform, string> = {
  windows: "Windows",
  macOS: "macOS",
  linux: "Linux",
  iOS: "iOS",
  android: "Android",
  windowsPhone: "Windows Phone",
  unknown: "an unknown platform",
};

/** `covers only Windows`, or what it leaves out if that is less. */
function why({ values }: ListCondition<Platform>): string {
  const others = PLATFORMS.filter((platform) => !values.has(platform));
  const named = (platforms: Iterable<Platform>) =>
    listing(
      Array.from(platforms, (platform) => NAMES[platform]),
      "and",
    );
  if (values.size === 0) return "covers no platform";
  return others.length < values.size ? `doesn't cover ${named(others)}` : `covers only ${named(values)}`;
}
