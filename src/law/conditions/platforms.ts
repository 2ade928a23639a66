import { listing } from "../../text/sentence";
import { asObject, asText, type JsonObject } from "../json/json-object";
import { reshape, shape } from "../json/reshape";
import { enumeration, exceptWord, recognise, type TextList } from "../json/text-list";
import { type Known, PLATFORMS, type Platform, type PlatformCondition, type PlatformList } from "../model/dimensions";
import { every, not, type Truth } from "../model/truth";
import { azureadSpelling, graphField, type ListedCondition, type Meanings, meaningOf, whole } from "./condition";
import { readSides, valuesInWords, whyNotOnSide } from "./list-condition";

/** Device platforms, as the user agent says them. */
export const platforms: ListedCondition<"platform"> = {
  dimension: "platform",
  reason: "platforms",
  values: PLATFORMS,
  word: "platform",
  notConfigured: { kind: "any" },
  meets,
  notUnderstood: (condition) =>
    condition.kind === "any" ? [] : [...condition.include.notUnderstood, ...condition.exclude.notUnderstood],
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
    why: (condition, platform) => whyNotOnSide(condition, (list) => lists(list, platform), listWords),
    fix: "apply it to all platforms",
  },
  isAboutRisk: false,
};

const IN_AZUREAD = shape({ includedPlatforms: ["includePlatforms"], excludedPlatforms: ["excludePlatforms"] });

/** Exclusion beats inclusion. */
function meets(condition: PlatformCondition, platform: Platform): Truth {
  if (condition.kind === "any") return "yes";
  return every([lists(condition.include, platform), not(lists(condition.exclude, platform))]);
}

/**
 * `all` includes platforms that Entra doesn't recognize. A list of the six named platforms doesn't.
 * @see Microsoft Entra, "Conditional Access: Conditions", device platforms (2024-06)
 */
function lists(list: PlatformList, platform: Platform): Truth {
  if (list.all || list.named.has(platform)) return "yes";
  return list.notUnderstood.length > 0 ? "unclear" : "no";
}

const WORDS = enumeration("platform", ["all", ...PLATFORMS.filter((platform) => platform !== "unknown")]);

function read(value: unknown): PlatformCondition {
  const sides = readSides(value, "platforms");
  if (sides === undefined) return { kind: "any" };
  return { kind: "listed", include: readList(sides.include), exclude: readList(sides.exclude) };
}

function readList(list: TextList): PlatformList {
  const { words, notUnderstood } = recognise(list, WORDS);
  return { all: words.has("all"), named: exceptWord(words, "all"), notUnderstood };
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

function listWords({ all, named }: PlatformList): string {
  const names = Array.from(named, (platform) => NAMES[platform]);
  return all ? "every platform" : listing(names, "and") || "no platform";
}
