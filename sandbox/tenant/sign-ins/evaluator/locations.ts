import { type GraphObject, isList, isObject, type JsonObject, objectIn, stringsIn } from "../../json";
import { byId } from "../../store/lists";
import type { TenantData } from "../../store/tenant-data";
import type { SignInFacts } from "../facts";
import { isBetween, isInBlock } from "./addresses";

type Where = Pick<SignInFacts, "ipAddress" | "country">;

/** Does the policy's network condition hold for somebody who comes from there? Exclusion wins. */
export function locationsMet(condition: JsonObject, where: Where, data: Pick<TenantData, "namedLocations">): boolean {
  const listed = (key: string): boolean => stringsIn(condition[key]).some((entry) => isAt(entry, where, data));
  return listed("includeLocations") && !listed("excludeLocations");
}

function isAt(entry: string, where: Where, { namedLocations }: Pick<TenantData, "namedLocations">): boolean {
  if (entry === "All") return true;
  if (entry === "AllTrusted") return namedLocations.some((one) => one["isTrusted"] === true && holds(one, where));
  const location = byId(namedLocations, entry);
  return location !== undefined && holds(location, where);
}

/** Is somebody who comes from there in the named location? */
export function holds(location: GraphObject, { ipAddress, country }: Where): boolean {
  if (isList(location["countriesAndRegions"])) {
    if (country === undefined) return location["includeUnknownCountriesAndRegions"] === true;
    return stringsIn(location["countriesAndRegions"]).includes(country);
  }
  const ranges = location["ipRanges"];
  if (ipAddress === undefined || !isList(ranges)) return false;
  return ranges.some((range) => isObject(range) && inRange(ipAddress, objectIn(range)));
}

function inRange(address: string, { cidrAddress, lowerAddress, upperAddress }: JsonObject): boolean {
  if (typeof cidrAddress === "string") return isInBlock(address, cidrAddress);
  return typeof lowerAddress === "string" && typeof upperAddress === "string"
    ? isBetween(address, lowerAddress, upperAddress)
    : false;
}
