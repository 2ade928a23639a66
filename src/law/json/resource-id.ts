import { asText, type JsonObject } from "./json-object";

/** The id at the end of a path such as `/identity/conditionalAccess/namedLocations/<id>`, or a bare id. */
export const lastSegment = (value: unknown): unknown =>
  typeof value === "string" ? value.slice(value.lastIndexOf("/") + 1) : value;

/** The id of a deployed resource in Graph: its object id, or else the end of its path. */
export const deployedId = ({ objectId, id }: JsonObject): string | undefined =>
  asText(objectId) ?? asText(lastSegment(id));
