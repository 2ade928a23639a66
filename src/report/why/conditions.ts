import { describeDevice } from "../../device-filter/device";
import type { ListCondition, LocationList, PlatformList } from "../../model/policy";
import type { Tenant } from "../../model/tenant";
import { meetsLocations } from "../../verifier/law/places";
import { meetsPlatforms } from "../../verifier/law/platforms";
import { PLATFORM_NAMES } from "../words/how";
import { listing } from "../words/listing";
import { named } from "../words/named";
import type { Explanation, Seen } from "./seen";

/** A condition that lists values, and doesn't list this one. */
export function explainLevels<Value>(kind: string, levels: ListCondition<Value>): Explanation {
  const values = levels.kind === "any" ? [] : [...levels.values].map(String);
  return {
    why: `covers only ${kind} ${values.length === 0 ? "of no kind" : listing(values, "and")}`,
    fix: `remove its condition on ${kind}`,
  };
}

export function explainPlatforms({ policy: { platforms }, signIn }: Seen): Explanation {
  if (platforms.kind === "any") throw new Error("a condition that isn't configured lets nothing through");
  const includes = meetsPlatforms({ ...platforms, exclude: NO_PLATFORM }, signIn.platform) !== "no";
  return {
    why: includes
      ? `leaves out ${platformWords(platforms.exclude)}`
      : `covers only ${platformWords(platforms.include)}`,
    fix: includes ? "take the excluded platforms out" : "remove its condition on platforms",
  };
}

const NO_PLATFORM: PlatformList = { all: false, named: new Set(), notUnderstood: [] };

const platformWords = ({ all, named: platforms }: PlatformList): string =>
  all
    ? "every platform"
    : listing(
        [...platforms].map((platform) => PLATFORM_NAMES[platform]),
        "and",
      ) || "no platform";

export function explainLocations({ policy: { locations }, signIn, names: { tenant } }: Seen): Explanation {
  if (locations.kind === "any") throw new Error("a condition that isn't configured lets nothing through");
  const includes = meetsLocations({ ...locations, exclude: NO_LOCATION }, signIn.network, tenant) !== "no";
  return {
    why: includes
      ? `leaves out ${locationWords(locations.exclude, tenant)}`
      : `covers only ${locationWords(locations.include, tenant)}`,
    fix: includes ? "take the excluded locations out" : "remove its condition on locations",
  };
}

const NO_LOCATION: LocationList = { all: false, allTrusted: false, ids: new Set() };
const MOST_LOCATIONS = 5;

function locationWords({ all, allTrusted, ids }: LocationList, { locations }: Tenant): string {
  if (all) return "every location";
  const listed = [...ids].map((id) => named(locations?.get(id)?.displayName ?? id));
  const more = listed.length - MOST_LOCATIONS;
  const words = [
    ...(allTrusted ? ["trusted locations"] : []),
    ...listed.slice(0, MOST_LOCATIONS),
    ...(more > 0 ? [`${more} more`] : []),
  ];
  return words.length === 0 ? "no location" : listing(words, "and");
}

export function explainDevices({ policy: { device }, signIn }: Seen): Explanation {
  const what = describeDevice(signIn.device);
  const excludes = device.kind === "filter" && device.mode === "exclude";
  return {
    why: excludes ? `has a device filter that leaves out ${what}` : `has a device filter that doesn't cover ${what}`,
    fix: "take its device filter out",
  };
}
