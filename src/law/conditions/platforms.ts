import { asObject, asText, type JsonObject } from "../json/json-object";
import { recognise } from "../json/text-list";
import { type Known, PLATFORMS, type Platform, type Said } from "../model/dimensions";
import { type ListedCondition, type Meanings, meaningOf, whole } from "./condition";
import { odd, readSides, wordsOfList } from "./list-condition";

const NAMES: Record<Platform, string> = {
  windows: "Windows",
  macOS: "macOS",
  linux: "Linux",
  iOS: "iOS",
  android: "Android",
  windowsPhone: "Windows Phone",
  unknown: "an unknown platform",
};

/** Device platforms, as the user agent says them. */
export const platforms: ListedCondition<"platform"> = {
  reason: "platforms",
  values: PLATFORMS,
  word: "platform",
  graph: {
    key: "platforms",
    fields: [
      { path: "platforms.includePlatforms", azuread: "platforms.includedPlatforms", holds: "words" },
      { path: "platforms.excludePlatforms", azuread: "platforms.excludedPlatforms", holds: "words" },
    ],
    explicitAll: { includePlatforms: ["all"] },
    read,
  },
  whatIf: (platform) => ({ devicePlatform: platform === "unknown" ? "all" : platform }),
  readLog,
  words: wordsOfList({
    kind: "platform",
    values: PLATFORMS,
    nameOf: (platform) => NAMES[platform],
    before: "on ",
    any: "any platform",
    fix: "apply it to all platforms",
  }),
};

const WORDS = ["all" as const, ...PLATFORMS.filter((platform) => platform !== "unknown")];

/**
 * Exclusion beats inclusion. `all` includes platforms that Entra doesn't recognize. A list of the six named platforms doesn't.
 * @see Microsoft Entra, "Conditional Access: Conditions", device platforms (2024-06)
 */
function read(value: unknown): Said<"platform"> {
  const sides = readSides(value, "platforms");
  if (sides.kind !== "listed") return sides;
  const [include, exclude] = [recognise(sides.include, "platform", WORDS), recognise(sides.exclude, "platform", WORDS)];
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
