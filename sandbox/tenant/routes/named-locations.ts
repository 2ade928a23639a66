import { badRequest } from "../http/graph-error";
import type { Route } from "../http/router";
import { isList, type JsonObject } from "../json";
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

function validate({ displayName, ipRanges, countriesAndRegions }: JsonObject): void {
  if (typeof displayName === "string" && displayName !== "" && (isList(ipRanges) || isList(countriesAndRegions)))
    return;
  throw badRequest(
    "1007: Incoming NamedLocation object is null or does not match the schema of NamedLocation type. (a name, and ranges or countries, are required)",
  );
}

/** The routes of named locations, by address and by country. */
export const namedLocationRoutes = (context: RouteContext): readonly Route[] => [
  ...readRoutes(context, LOCATIONS),
  ...changeRoutes(context, LOCATIONS, CHANGES),
];
