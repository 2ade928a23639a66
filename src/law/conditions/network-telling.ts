import { quoted } from "../../text/printable";
import { type Result, resultOf } from "../../text/result";
import { bitsOf, parseAddress } from "../addresses/address";
import { includes } from "../addresses/address-range";
import type { Country, LocationCondition, LocationList, Network } from "../model/dimensions";
import type { NamedLocation } from "../model/tenant";
import type { KnownLocations } from "./condition";
import { locationHoldsNetwork } from "./network-law";
import type { Telling, Told } from "./telling";

/** A network is told bit by bit: its address, its countries, and whether the address is trusted without showing. */
export const networkTelling: Telling<Network, LocationCondition> = {
  name: "the network",
  options: {
    ip: { kind: "text", value: "ADDRESS", help: "the address that they sign in from, IPv4 or IPv6" },
    country: { kind: "text", value: "CODE", help: "the country of the address, two letters; none: it maps to none" },
    "gps-country": { kind: "text", value: "CODE", help: "the country by GPS; none: no country" },
    "hidden-trust": {
      kind: "choice",
      choices: ["yes", "no"],
      help: "whether a list that Graph doesn't show trusts the address",
    },
  },
  read,
};

type Part = Partial<Pick<Network, "address" | "countryByAddress" | "countryByGps" | "trustedElsewhere">>;

function read(
  text: (option: string) => string | undefined,
): Result<Told<Network, LocationCondition> | undefined, string> {
  const written = text("ip");
  const address = written === undefined ? undefined : parseAddress(written.trim());
  const byAddress = countryIn("country", text);
  const byGps = countryIn("gps-country", text);
  const trust = text("hidden-trust");
  const part: Part = {
    ...(address === undefined ? {} : { address }),
    ...(byAddress.country === undefined ? {} : { countryByAddress: byAddress.country }),
    ...(byGps.country === undefined ? {} : { countryByGps: byGps.country }),
    ...(trust === undefined ? {} : { trustedElsewhere: trust === "yes" }),
  };
  return resultOf(
    () => (Object.keys(part).length === 0 ? undefined : toldInPart(part)),
    [
      ...(written !== undefined && address === undefined
        ? [`--ip ${quoted(written)} is no IPv4 or IPv6 address; write one such as 203.0.113.7 or 2001:db8::7`]
        : []),
      ...byAddress.errors,
      ...byGps.errors,
    ],
  );
}

function countryIn(option: string, text: (option: string) => string | undefined) {
  const written = text(option)?.trim();
  if (written === undefined) return { country: undefined, errors: [] };
  const country = readCountry(written);
  const errors =
    country === undefined
      ? [`--${option} ${quoted(written)} is no country; write its code of two letters, such as DE, or none`]
      : [];
  return { country, errors };
}

function readCountry(written: string): Country | undefined {
  if (written.toLowerCase() === "none") return { kind: "unmapped" };
  const code = written.toUpperCase();
  return /^[A-Z]{2}$/.test(code) ? { kind: "code", code } : undefined;
}

/** Parts of a network, told: the rest of it may be anything. */
export const toldInPart = (part: Part): Told<Network, LocationCondition> => ({
  within: (network) => ({ ...network, ...part }),
  meets: () => undefined,
  condition: (condition, tenant) => withoutTrust(condition, part.trustedElsewhere, tenant),
  locations: (locations) => new Map(Array.from(locations, ([id, location]) => [id, settled(location, part)])),
});

/** Where it is told whether hidden lists trust the address, *trusted* means everything, or the locations that are marked so. */
function withoutTrust(
  condition: LocationCondition,
  trust: boolean | undefined,
  { locations }: KnownLocations,
): LocationCondition {
  if (condition.kind === "any" || trust === undefined) return condition;
  const trusted = [...(locations?.values() ?? [])].filter((location) => location.trusted).map(({ id }) => id);
  const settledList = (list: LocationList): LocationList =>
    list.allTrusted ? { all: list.all || trust, allTrusted: false, ids: new Set([...list.ids, ...trusted]) } : list;
  return { ...condition, include: settledList(condition.include), exclude: settledList(condition.exclude) };
}

/** The location as it looks to whoever knows only that part of the network. */
function settled(location: NamedLocation, part: Part): NamedLocation {
  const { extent } = location;
  if (extent.kind === "ranges" && part.address !== undefined) {
    const holds = includes(extent.ranges, part.address);
    return { ...location, extent: holds ? EVERYWHERE : { ...extent, ranges: [] } };
  }
  if (extent.kind !== "countries") return location;
  const country = extent.by === "gps" ? part.countryByGps : part.countryByAddress;
  if (country === undefined) return location;
  const network = { ...ANYWHERE, countryByGps: country, countryByAddress: country };
  return { ...location, extent: locationHoldsNetwork(location, network) === "yes" ? EVERYWHERE : NOWHERE };
}

const all = (family: 4 | 6) => ({ family, first: 0n, last: 2n ** BigInt(bitsOf(family)) - 1n });
const EVERYWHERE: NamedLocation["extent"] = { kind: "ranges", ranges: [all(4), all(6)], notUnderstood: [] };
const NOWHERE: NamedLocation["extent"] = { kind: "ranges", ranges: [], notUnderstood: [] };
const ANYWHERE: Network = {
  address: { family: 4, value: 0n },
  countryByAddress: { kind: "unnamed" },
  countryByGps: { kind: "unnamed" },
  trustedElsewhere: false,
  within: new Set(),
};
