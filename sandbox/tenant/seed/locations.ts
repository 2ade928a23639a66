import type { GraphObject } from "../json";
import { seedId } from "./ids";

/** Named locations: trusted addresses of both families, others that aren't trusted, and a country. */
export function seedLocations(): readonly GraphObject[] {
  return [
    addresses(1, "Headquarters", true, ["203.0.113.0/24", "2001:db8:100::/48"]),
    addresses(2, "Branch offices", false, ["198.51.100.0/25"]),
    {
      "@odata.type": "#microsoft.graph.countryNamedLocation",
      ...common(3, "Finland"),
      countriesAndRegions: ["FI"],
      countryLookupMethod: "clientIpAddress",
      includeUnknownCountriesAndRegions: false,
    },
  ];
}

function addresses(n: number, displayName: string, isTrusted: boolean, ranges: readonly string[]): GraphObject {
  const ipRanges = ranges.map((cidrAddress) => ({ "@odata.type": rangeType(cidrAddress), cidrAddress }));
  return { "@odata.type": "#microsoft.graph.ipNamedLocation", ...common(n, displayName), isTrusted, ipRanges };
}

function rangeType(cidr: string): string {
  return cidr.includes(":") ? "#microsoft.graph.iPv6CidrRange" : "#microsoft.graph.iPv4CidrRange";
}

function common(n: number, displayName: string): GraphObject {
  const at = "2024-02-01T08:00:00Z";
  return { id: seedId("location", n), displayName, createdDateTime: at, modifiedDateTime: at };
}
