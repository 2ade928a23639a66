import { isIP } from "node:net";
import { badRequest } from "../http/graph-error";
import type { Route } from "../http/router";
import { isList, isObject, isStringList, type Json, type JsonObject } from "../json";
import { needs } from "../login/roles";
import { type Changes, type Collection, changeRoutes, type RouteContext, readRoutes } from "./collection";

const LOCATIONS: Collection = {
  path: "/identity/conditionalAccess/namedLocations",
  list: "namedLocations",
  needs: needs.readLocations,
  filterable: ["displayName", "createdDateTime", "modifiedDateTime"],
};

const CHANGES: Changes = {
  needs: needs.writeLocations,

  create(body, _data, at) {
    validate(body);
    return { ...body, createdDateTime: at, modifiedDateTime: at };
  },

  update(stored, body, _data, at) {
    const location = { ...stored, ...body, modifiedDateTime: at };
    validate(location);
    return location;
  },

  /** Refuses to delete a trusted location. The azuread plugin removes the trust before each delete. */
  refuseRemoval(location) {
    if (location["isTrusted"] === true)
      throw badRequest(
        `NamedLocation with id ${location.id} is trusted and can't be deleted: set isTrusted to false first.`,
      );
  },
};

function validate(location: JsonObject): void {
  const { displayName, ipRanges, countriesAndRegions } = location;
  if (typeof displayName !== "string" || displayName.trim() === "") throw mismatch("displayName is required");
  switch (location["@odata.type"]) {
    case "#microsoft.graph.ipNamedLocation":
      if (!isList(ipRanges) || ipRanges.length === 0)
        throw mismatch("ipRanges: expected a list with at least one range");
      if (!ipRanges.every((range) => isObject(range) && isCidr(range["cidrAddress"])))
        throw mismatch("ipRanges: expected addresses in CIDR form");
      return;
    case "#microsoft.graph.countryNamedLocation":
      if (!areCountries(countriesAndRegions))
        throw mismatch("countriesAndRegions: expected a list of two-letter codes");
      return;
    default:
      throw mismatch("@odata.type must be #microsoft.graph.ipNamedLocation or #microsoft.graph.countryNamedLocation");
  }
}

function isCidr(value: Json | undefined): boolean {
  if (typeof value !== "string") return false;
  const [address = "", bits = "", ...rest] = value.split("/");
  const longest = isIP(address) === 6 ? 128 : 32;
  return isIP(address) !== 0 && rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= longest;
}

const areCountries = (value: Json | undefined): boolean =>
  isStringList(value) && value.length > 0 && value.every((code) => /^[A-Z]{2}$/.test(code));

const mismatch = (detail: string): Error =>
  badRequest(
    `1007: Incoming NamedLocation object is null or does not match the schema of NamedLocation type. (${detail})`,
  );

/** The routes of named locations, by address and by country. */
export const namedLocationRoutes = (context: RouteContext): readonly Route[] => [
  ...readRoutes(context, LOCATIONS),
  ...changeRoutes(context, LOCATIONS, CHANGES),
];
