import { asList, asObject, asText, isAbsent, type JsonObject } from "../../law/json/json-object";
import { misshapen } from "../../law/json/not-understood";
import type { List } from "../../law/model/tenant";
import { momentOf } from "../../text/moment";
import type { ShapeError } from "./collection";

/**
 * What a tenant file says of itself under `source`: which of its lists are whole. A file that says nothing of that vouches for all
 * of them.
 */
export interface Manifest {
  /** Why a list may lack something; `undefined` where the file vouches for it. */
  readonly whyOpen: (list: List) => string | undefined;
  /** When the file was written, in milliseconds since 1970. */
  readonly writtenAt: number | undefined;
  readonly errors: readonly ShapeError[];
}

/** `source` of a tenant file, as `azmfa snapshot` and a reader of exports write it. */
export function manifestOf(file: JsonObject): Manifest {
  const written = file["source"];
  const source = asObject(written);
  const [whole, denied] = [source?.["whole"], source?.["denied"]];
  const isWhole = (list: List): boolean => isAbsent(whole) || asList(whole)?.includes(list) === true;
  const isDenied = (list: List): boolean => asList(denied)?.includes(list) === true;
  return {
    whyOpen: (list) =>
      isDenied(list)
        ? "`source.denied` names it: whoever read the tenant was not allowed to see all of it"
        : isWhole(list)
          ? undefined
          : "nothing vouches for it as a whole",
    writtenAt: momentOf(asText(source?.["time"]) ?? asText(file["readAt"]) ?? ""),
    errors: [
      ...(isAbsent(written) || source !== undefined ? [] : [wrong("source", written, "an object")]),
      ...["whole", "denied"].flatMap((key) => (isNames(source?.[key]) ? [] : [wrong(`source.${key}`, source?.[key])])),
    ],
  };
}

const wrong = (path: string, value: unknown, due = "a list of keys"): ShapeError => ({
  path,
  problem: misshapen(value, due),
});

const isNames = (value: unknown): boolean =>
  isAbsent(value) || asList(value)?.every((name) => typeof name === "string") === true;
