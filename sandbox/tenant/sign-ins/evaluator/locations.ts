import { type GraphObject, isList, isObject, type JsonObject, objectIn, stringsIn } from "../../json";
import { byId } from "../../store/directory";
import type { TenantData } from "../../store/store";
import type { SignInFacts } from "../facts";

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

/** An address as a number of so many bits. */
interface Bits {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** Reads IPv4 and IPv6; `undefined` for anything else. */
function readAddress(text: string): Bits | undefined {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) {
    const parts = text.split(".").map(Number);
    if (parts.some((part) => part > 255)) return undefined;
    return { bits: 32, value: BigInt(parts.reduce((sum, part) => sum * 256 + part, 0)) };
  }
  if (!/^[\da-f:]+$/i.test(text) || !text.includes(":")) return undefined;
  const [front = "", back] = text.split("::");
  const before = front === "" ? [] : front.split(":");
  const after = back === undefined || back === "" ? [] : back.split(":");
  const fill = back === undefined ? 0 : 8 - before.length - after.length;
  if (fill < 0 || (back === undefined && before.length !== 8)) return undefined;
  const groups = [...before, ...Array.from({ length: fill }, () => "0"), ...after];
  return { bits: 128, value: groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n) };
}

/** Is the address in the block, such as `203.0.113.0/24`? One of another family never is. */
export function isInBlock(address: string, block: string): boolean {
  const [network = "", length = ""] = block.split("/");
  const [one, other] = [readAddress(address), readAddress(network)];
  if (one === undefined || other === undefined || one.bits !== other.bits) return false;
  const free = BigInt(one.bits - Number(length));
  return one.value >> free === other.value >> free;
}

/** Is the address between the two, both included? */
function isBetween(address: string, lower: string, upper: string): boolean {
  const [one, low, high] = [readAddress(address), readAddress(lower), readAddress(upper)];
  if (one === undefined || low === undefined || high === undefined) return false;
  return one.bits === low.bits && one.bits === high.bits && one.value >= low.value && one.value <= high.value;
}

/** The last address of a block, written out; `undefined` where that isn't one. */
export function lastOfBlock(block: string): string | undefined {
  const [network = "", length = ""] = block.split("/");
  const first = readAddress(network);
  if (first === undefined || !/^\d+$/.test(length) || Number(length) > first.bits) return undefined;
  const free = BigInt(first.bits - Number(length));
  const last = (((first.value >> free) + 1n) << free) - 1n;
  return first.bits === 32 ? partsOf(last, 4, 8n, 10).join(".") : partsOf(last, 8, 16n, 16).join(":");
}

const partsOf = (value: bigint, count: number, bits: bigint, base: number): readonly string[] =>
  Array.from({ length: count }, (_, part) =>
    ((value >> (bits * BigInt(count - 1 - part))) & ((1n << bits) - 1n)).toString(base),
  );
