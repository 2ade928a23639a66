import { list, lower, lowers, type Raw, raw } from "./raw";

/** Where a sign-in comes from. `trustedElsewhere`: by a list that Graph doesn't show. `unread`: locations that it is in, though their places aren't known. */
export interface OraclePlace {
  readonly address: { readonly six: boolean; readonly value: bigint };
  readonly country: string;
  readonly gps: string;
  readonly trustedElsewhere: boolean;
  readonly unread: ReadonlySet<string>;
}

interface Range {
  readonly six: boolean;
  readonly from: bigint;
  readonly to: bigint;
}

/** Every place that could matter: each border of each range and its neighbours, by each country, by each hidden fact. */
export function placesOf(tenants: readonly Raw[], unread = unreadIn(tenants)): OraclePlace[] {
  const locations = tenants.flatMap(locationsInUse);
  const ranges = locations.flatMap((location) => list(location["ipRanges"])).flatMap((range) => rangeOf(range) ?? []);
  const addresses = new Map<string, OraclePlace["address"]>();
  const add = (six: boolean, value: bigint) => {
    if (value >= 0n && value < 1n << (six ? 128n : 32n)) addresses.set(`${six}${value}`, { six, value });
  };
  add(false, 0n);
  add(true, 0n);
  for (const { six, from, to } of ranges) for (const value of [from - 1n, from, to, to + 1n]) add(six, value);
  const countries = countriesOf(locations.filter((location) => !isByGps(location)));
  const gpsCountries = countriesOf(locations.filter(isByGps));
  const hidden = subsets(unread);
  return [...addresses.values()].flatMap((address) =>
    countries.flatMap((country) =>
      gpsCountries.flatMap((gps) =>
        [false, true].flatMap((trustedElsewhere) =>
          hidden.map((unread) => ({ address, country, gps, trustedElsewhere, unread })),
        ),
      ),
    ),
  );
}

const unreadIn = (tenants: readonly Raw[]): readonly string[] => [
  ...new Set(
    tenants
      .flatMap(locationsInUse)
      .filter(isUnread)
      .map(({ id }) => lower(id)),
  ),
];

/** Locations that some policy names; trusted ones are named by `AllTrusted`. */
function locationsInUse(tenant: Raw): Raw[] {
  const named = list(tenant["policies"])
    .map((policy) => raw(raw(policy["conditions"])["locations"]))
    .flatMap(({ includeLocations, excludeLocations }) => [...lowers(includeLocations), ...lowers(excludeLocations)]);
  const isNamed = ({ id, isTrusted }: Raw) =>
    named.includes(lower(id)) || (isTrusted === true && named.includes("alltrusted"));
  return list(tenant["namedLocations"]).filter(isNamed);
}

export const LOOKUPS = ["clientIpAddress", "authenticatorAppGps", "undefined"];
const isByGps = (location: Raw): boolean => location["countryLookupMethod"] === "authenticatorAppGps";

function countriesOf(locations: readonly Raw[]): string[] {
  const listed = locations.filter(isCountry);
  if (listed.length === 0) return ["unnamed"];
  return [...new Set(listed.flatMap((location) => lowers(location["countriesAndRegions"]))), "unnamed", "unmapped"];
}

export function subsets([id, ...others]: readonly string[]): Set<string>[] {
  if (id === undefined) return [new Set()];
  return subsets(others).flatMap((set) => [set, new Set([id, ...set])]);
}

export const isIp = (location: Raw): boolean => lower(location["@odata.type"]).endsWith("ipnamedlocation");
export const isCountry = (location: Raw): boolean => lower(location["@odata.type"]).endsWith("countrynamedlocation");
export const isUnread = (location: Raw): boolean =>
  isIp(location)
    ? !Array.isArray(location["ipRanges"])
    : !isCountry(location) || !Array.isArray(location["countriesAndRegions"]);

export function holdsAddress(one: Raw, { six, value }: OraclePlace["address"]): boolean {
  const range = rangeOf(one);
  return range !== undefined && range.six === six && range.from <= value && value <= range.to;
}

export function rangeOf(range: Raw): Range | undefined {
  const cidr = range["cidrAddress"];
  if (typeof cidr === "string") {
    const [text, length] = cidr.split("/");
    const first = addressOf(text ?? "");
    if (first === undefined || length === undefined || !/^\d+$/.test(length)) return undefined;
    const width = BigInt((first.six ? 128 : 32) - Number(length));
    if (width < 0n) return undefined;
    const from = (first.value >> width) << width;
    return { six: first.six, from, to: from + (1n << width) - 1n };
  }
  const from = addressOf(String(range["lowerAddress"]));
  const to = addressOf(String(range["upperAddress"]));
  if (from === undefined || to === undefined || from.six !== to.six || from.value > to.value) return undefined;
  return { six: from.six, from: from.value, to: to.value };
}

/** Reads IPv4 and IPv6; `undefined` for anything else. */
export function addressOf(text: string): { six: boolean; value: bigint } | undefined {
  if (/^\d+(\.\d+){3}$/.test(text)) {
    const parts = text.split(".").map(Number);
    if (parts.some((part) => part > 255)) return undefined;
    return { six: false, value: parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n) };
  }
  if (!/^[0-9a-f:]+$/i.test(text) || !text.includes(":")) return undefined;
  const [head = "", tail] = text.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const gap = tail === undefined ? 0 : 8 - before.length - after.length;
  const words = [...before, ...Array<string>(Math.max(0, gap)).fill("0"), ...after];
  if (words.length !== 8) return undefined;
  return { six: true, value: words.reduce((value, word) => (value << 16n) | BigInt(`0x${word}`), 0n) };
}
