import { listing } from "../../text/sentence";
import { formatAddress } from "../addresses/address";
import { asObject, isAbsent, type JsonObject } from "../json/json-object";
import { wrongShape } from "../json/not-understood";
import { lastSegments, reshape, shape } from "../json/reshape";
import { readTexts, saysNothing, type TextList } from "../json/text-list";
import type { LocationCondition, LocationList, Network } from "../model/dimensions";
import { locationId } from "../model/ids";
import type { Condition, Explanation, GraphField, KnownLocations, ReadCondition, Teller } from "./condition";
import { listsNetwork, meetsLocations } from "./network-law";
import { networkTelling } from "./network-telling";
import { describeNetwork, unnamedCountry } from "./network-words";

const FIELD = "conditions.locations";

/** The network that somebody signs in from, by named locations. The Entra admin center calls it *Network*. */
export const locations: Condition<"network"> = {
  dimension: "network",
  reason: "locations",
  notConfigured: { kind: "any" },
  meets: meetsLocations,
  notUnderstood: () => [],
  graph: {
    key: "locations",
    fields: [
      field("locations.includeLocations", "locations.includedLocations"),
      field("locations.excludeLocations", "locations.excludedLocations"),
    ],
    explicitAll: { includeLocations: ["All"] },
    read,
  },
  azuread: {
    key: "locations",
    toGraph: (value) => reshape(value, IN_AZUREAD),
    path: "locations",
    notConfigured: undefined,
  },
  json: { key: "location", value: describeNetwork },
  whatIf,
  words: {
    how: ([network], teller) =>
      typeof network === "object" ? `from ${describeNetwork(network, teller)}` : "from anywhere",
    preposition: "",
    unmet: "about other places",
    explain,
    advice: "apply it to all locations, or cover the others with a second policy",
  },
  telling: networkTelling,
};

function field(path: string, azuread: string): GraphField {
  return {
    path,
    azuread,
    holds: "ids",
    pluginOnDrift: "repairs",
    form: "Network > Configure, as the code says",
  };
}

const IN_AZUREAD = shape({
  includedLocations: ["includeLocations", lastSegments],
  excludedLocations: ["excludeLocations", lastSegments],
});

/** An object with two empty lists is a condition that isn't configured. */
function read(value: unknown): ReadCondition<LocationCondition> {
  if (isAbsent(value)) return { condition: { kind: "any" }, notUnderstood: [] };
  const object = asObject(value);
  if (object === undefined)
    return { condition: { kind: "any" }, notUnderstood: [wrongShape(FIELD, value, "an object")] };
  const include = readTexts(object["includeLocations"], `${FIELD}.includeLocations`);
  const exclude = readTexts(object["excludeLocations"], `${FIELD}.excludeLocations`);
  const notUnderstood = [...include.notUnderstood, ...exclude.notUnderstood];
  if (saysNothing(include) && saysNothing(exclude)) return { condition: { kind: "any" }, notUnderstood };
  return {
    condition: { kind: "listed", include: readInclude(include), exclude: readList(exclude.texts) },
    notUnderstood,
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

function whatIf({ address, countryByAddress }: Network, tenant: KnownLocations): JsonObject {
  const country = countryByAddress.kind === "code" ? countryByAddress.code : undefined;
  const named = countryByAddress.kind === "unnamed" ? unnamedCountry(tenant) : country;
  return { ...(named === undefined ? {} : { country: named }), ipAddress: formatAddress(address) };
}

function explain(condition: LocationCondition, network: Network, teller: Teller): Explanation {
  if (condition.kind === "any") throw new Error("a condition that isn't configured lets nothing through");
  const isIncluded = listsNetwork(condition.include, network, teller) !== "no";
  return isIncluded
    ? { why: `leaves out ${listWords(condition.exclude, teller)}`, fix: "take the excluded locations out" }
    : { why: `covers only ${listWords(condition.include, teller)}`, fix: "remove its condition on locations" };
}

const MOST_LOCATIONS = 5;

function listWords({ all, allTrusted, ids }: LocationList, { locations, location }: Teller): string {
  if (all) return "every location";
  const listed = [...ids].map((id) => location(locations?.get(id) ?? { id, displayName: undefined }));
  const more = listed.length - MOST_LOCATIONS;
  const words = [
    ...(allTrusted ? ["trusted locations"] : []),
    ...listed.slice(0, MOST_LOCATIONS),
    ...(more > 0 ? [`${more} more`] : []),
  ];
  return words.length === 0 ? "no location" : listing(words, "and");
}
