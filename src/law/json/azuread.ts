import { asText, type JsonObject } from "./json-object";

/** The id at the end of a path such as `/identity/conditionalAccess/namedLocations/<id>`, or a bare id. */
export const lastSegment = (value: unknown): unknown =>
  typeof value === "string" ? value.slice(value.lastIndexOf("/") + 1) : value;

/** The id of a deployed resource in Graph: its object id, or else the end of its path. */
export const idOf = ({ objectId, id }: JsonObject): string | undefined => asText(objectId) ?? asText(lastSegment(id));

/** A field of Graph's below `conditions`, which is compared and repaired as one value. */
export interface GraphField {
  /** e.g. `platforms.includePlatforms` */
  readonly path: string;
  /** The same field in the azuread package, below `conditions` there, e.g. `platforms.includedPlatforms`. */
  readonly azuread: string;
  /** `words` of an enumeration, in which letter case says nothing; the same as a set of `flags` in one text; `ids`; or an object. */
  readonly holds: "words" | "flags" | "ids" | { readonly keys: readonly string[] };
}
