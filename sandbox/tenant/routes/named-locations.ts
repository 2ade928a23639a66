import { isIP } from "node:net";
import { badRequest, notFound } from "../http/graph-error";
import { created, type GraphRequest, noContent, ok, param, type Reply } from "../http/message";
import type { Route } from "../http/router";
import { type GraphObject, isList, isObject, isStringList, type Json, type JsonObject } from "../json";
import { needs } from "../login/roles";
import { listReply, select, selectedNames } from "../query/list";
import { byId, replaced, without } from "../store/directory";
import type { RouteContext } from "./read-only";

const PATH = "/identity/conditionalAccess/namedLocations";

/** Named locations: address ranges and countries. */
export function namedLocationRoutes(context: RouteContext): readonly Route[] {
  return [
    { method: "GET", path: PATH, needs: needs.readLocations, handle: (request) => list(context, request) },
    { method: "POST", path: PATH, needs: needs.writeLocations, handle: (request) => create(context, request) },
    { method: "GET", path: `${PATH}/:id`, needs: needs.readLocations, handle: (request) => read(context, request) },
    {
      method: "PATCH",
      path: `${PATH}/:id`,
      needs: needs.writeLocations,
      handle: (request) => update(context, request),
    },
    {
      method: "DELETE",
      path: `${PATH}/:id`,
      needs: needs.writeLocations,
      handle: (request) => remove(context, request),
    },
  ];
}

function list({ store, pageSize }: RouteContext, request: GraphRequest): Reply {
  const filterable = ["displayName", "createdDateTime", "modifiedDateTime"];
  return listReply(store.read().namedLocations, request, { pageSize, filterable });
}

function create({ store, now, newId }: RouteContext, { body }: GraphRequest): Reply {
  validate(body);
  const at = now().toISOString();
  const location = { ...body, id: newId(), createdDateTime: at, modifiedDateTime: at };
  store.change({ namedLocations: [...store.read().namedLocations, location] });
  return created(location);
}

function read({ store }: RouteContext, request: GraphRequest): Reply {
  return ok(select(existing(store.read().namedLocations, request), selectedNames(request.query)));
}

function update({ store, now }: RouteContext, request: GraphRequest): Reply {
  const { namedLocations } = store.read();
  const stored = existing(namedLocations, request);
  const location = { ...stored, ...request.body, id: stored.id, modifiedDateTime: now().toISOString() };
  validate(location);
  store.change({ namedLocations: replaced(namedLocations, location) });
  return noContent();
}

/** A trusted location must be made untrusted first; the azuread plugin does so before each delete. */
function remove({ store }: RouteContext, request: GraphRequest): Reply {
  const { namedLocations } = store.read();
  const location = existing(namedLocations, request);
  if (location["isTrusted"] === true)
    throw badRequest(
      `NamedLocation with id ${location.id} is trusted and can't be deleted: set isTrusted to false first.`,
    );
  store.change({ namedLocations: without(namedLocations, location.id) });
  return noContent();
}

function existing(locations: readonly GraphObject[], request: GraphRequest): GraphObject {
  const location = byId(locations, param(request, "id"));
  if (location === undefined) throw notFound(`${PATH}/${param(request, "id")}`);
  return location;
}

function validate(location: JsonObject): void {
  if (typeof location["displayName"] !== "string" || location["displayName"].trim() === "")
    throw mismatch("displayName is required");
  const type = location["@odata.type"];
  if (type === "#microsoft.graph.ipNamedLocation") validateRanges(location["ipRanges"]);
  else if (type === "#microsoft.graph.countryNamedLocation") validateCountries(location["countriesAndRegions"]);
  else throw mismatch("@odata.type must be #microsoft.graph.ipNamedLocation or #microsoft.graph.countryNamedLocation");
}

function validateRanges(ranges: Json | undefined): void {
  if (!isList(ranges) || ranges.length === 0) throw mismatch("ipRanges: expected a list with at least one range");
  const wrong = ranges.find((range) => !isObject(range) || !isCidr(range["cidrAddress"]));
  if (wrong !== undefined) throw mismatch("ipRanges: expected addresses in CIDR form");
}

function isCidr(value: Json | undefined): boolean {
  if (typeof value !== "string") return false;
  const [address = "", bits = "", ...rest] = value.split("/");
  const longest = isIP(address) === 6 ? 128 : 32;
  return isIP(address) !== 0 && rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= longest;
}

function validateCountries(countries: Json | undefined): void {
  const fits = isStringList(countries) && countries.length > 0 && countries.every((code) => /^[A-Z]{2}$/.test(code));
  if (!fits) throw mismatch("countriesAndRegions: expected a list of two-letter codes");
}

function mismatch(detail: string): Error {
  return badRequest(
    `1007: Incoming NamedLocation object is null or does not match the schema of NamedLocation type. (${detail})`,
  );
}
