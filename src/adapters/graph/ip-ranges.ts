import type { AddressRange } from "../../ip/address";
import { parseBounds, parseCidr } from "../../ip/address-range";
import type { LocationExtent } from "../../model/tenant";
import type { NotUnderstood } from "../../model/truth";
import { quoted } from "../register/printable";
import { wrongShape } from "./complaints";
import { asObject, isAbsent } from "./json";
import { unknownKeys } from "./unknown-keys";

/** `ipRanges` of a named location: networks by CIDR, or a lower and an upper address, of IPv4 or IPv6. */
export function readRanges(value: unknown): LocationExtent {
  if (!Array.isArray(value)) return { kind: "notUnderstood", ...wrongShape("ipRanges", value, "a list") };
  const ranges: AddressRange[] = [];
  const notUnderstood: NotUnderstood[] = [];
  for (const [index, item] of value.entries()) {
    const read = readRange(item, `ipRanges[${index}]`);
    if ("why" in read) notUnderstood.push(read);
    else ranges.push(read);
  }
  return { kind: "ranges", ranges, notUnderstood };
}

/** By the fields that are there: the type that would tell them apart may be missing. */
function readRange(value: unknown, field: string): AddressRange | NotUnderstood {
  const range = asObject(value);
  if (range === undefined) return wrongShape(field, value, "an object");
  const [unknown] = unknownKeys(range, ["cidrAddress", "lowerAddress", "upperAddress"], field);
  if (unknown !== undefined) return unknown;
  const { cidrAddress, lowerAddress, upperAddress } = range;
  if (isAbsent(cidrAddress)) return readBounds(lowerAddress, upperAddress, field);
  return isAbsent(lowerAddress) && isAbsent(upperAddress)
    ? readCidr(cidrAddress, `${field}.cidrAddress`)
    : { field, why: "a network and bounds at once" };
}

function readCidr(value: unknown, field: string): AddressRange | NotUnderstood {
  if (typeof value !== "string") return wrongShape(field, value, "text");
  return parseCidr(value) ?? { field, why: `${quoted(value.slice(0, 200))} is not a network in CIDR notation` };
}

function readBounds(lower: unknown, upper: unknown, field: string): AddressRange | NotUnderstood {
  if (typeof lower !== "string") return wrongShape(`${field}.lowerAddress`, lower, "text");
  if (typeof upper !== "string") return wrongShape(`${field}.upperAddress`, upper, "text");
  const written = `${quoted(lower.slice(0, 200))} to ${quoted(upper.slice(0, 200))}`;
  return parseBounds(lower, upper) ?? { field, why: `${written} is not a range of addresses` };
}
