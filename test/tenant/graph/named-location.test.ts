import assert from "node:assert/strict";
import { parseCidr } from "../../../src/law/addresses/address";
import type { LocationExtent } from "../../../src/law/model/tenant";
import { readNamedLocation } from "../../../src/tenant/graph/named-location";
import { inShort, LATER } from "./a-policy";

const IP = "#microsoft.graph.ipNamedLocation";
const COUNTRY = "#microsoft.graph.countryNamedLocation";
const NO_KEY = "an unknown key, so its meaning isn't known";

const OF_IPV6 = { "@odata.type": "#microsoft.graph.iPv6CidrRange" };

const places = (json: Record<string, unknown>) => readNamedLocation({ id: "d", ...json }).extent;
const countries = (codes: readonly string[], unmapped = false, by: "address" | "gps" = "address"): LocationExtent => ({
  kind: "countries",
  codes: new Set(codes),
  unmapped,
  by,
});

const DUE = "must be a network or two addresses of its type, not";
const oddRanges: readonly (readonly [range: unknown, why: string])[] = [
  [{ cidrAddress: "203.0.113.0/33" }, `.cidrAddress: ${DUE} \`203.0.113.0/33\``],
  [{ cidrAddress: 7 }, ".cidrAddress: must be text, not a number"],
  [{ cidrAddress: LATER }, ".cidrAddress: known only after deployment"],
  [{}, `: ${DUE} empty`],
  [{ lowerAddress: "::1" }, `: ${DUE} \`::1\``],
  [{ lowerAddress: "10.0.0.9", upperAddress: "10.0.0.1" }, `: ${DUE} \`10.0.0.9\` and \`10.0.0.1\``],
  [{ cidrAddress: "203.0.113.0/24", lowerAddress: "::1" }, `.cidrAddress: ${DUE} \`203.0.113.0/24\` and \`::1\``],
  [{ cidrAddress: "203.0.113.0/24", except: "x" }, `.except: ${NO_KEY}`],
  ["203.0.113.0/24", ": must be an object, not text"],
  [{ ...OF_IPV6, cidrAddress: "203.0.113.0/24" }, `.cidrAddress: ${DUE} \`203.0.113.0/24\``],
];

const NOWHERE: LocationExtent = { kind: "ranges", ranges: [], notUnderstood: [] };
const FI = { countriesAndRegions: ["FI"] };
const extents: readonly (readonly [location: Record<string, unknown>, is: LocationExtent | string])[] = [
  [{}, { kind: "notKnown" }],
  [{ "@odata.type": IP, ...FI }, { kind: "notKnown" }],
  [{ "@odata.type": COUNTRY, ipRanges: [] }, { kind: "notKnown" }],
  [{ "@odata.type": IP, ipRanges: [] }, NOWHERE],
  [{ ipRanges: {} }, "ipRanges: must be a list, not an object"],
  [{ ipRanges: [], rings: [1] }, `rings: ${NO_KEY}`],
  [{ ...FI, rings: [1] }, `rings: ${NO_KEY}`],
  [{ ...FI, displayName: 7 }, "displayName: must be text, not a number"],
  [{ IPRANGES: [] }, "IPRANGES: Graph spells it `ipRanges`, so its meaning isn't known"],
  [{ ...FI, deletedDateTime: "2026-01-01T00:00:00Z" }, "deletedDateTime: the location is deleted"],
  [{ "@odata.type": "#microsoft.graph.compliantNetworkNamedLocation", isTrusted: true }, { kind: "notKnown" }],
  [{ "@odata.type": COUNTRY, countriesAndRegions: ["fi", "SE"] }, countries(["FI", "SE"])],
  [{ countriesAndRegions: [] }, countries([])],
  [{ ...FI, includeUnknownCountriesAndRegions: true }, countries(["FI"], true)],
  [{ ...FI, countryLookupMethod: "authenticatorAppGps" }, countries(["FI"], false, "gps")],
  [{ ...FI, countryLookupMethod: "clientIpAddress" }, countries(["FI"])],
  [{ ...FI, countryLookupMethod: "stars" }, "countryLookupMethod: `stars` is not a known lookup method"],
  [{ ...FI, countryLookupMethod: 1 }, "countryLookupMethod: must be text, not a number"],
  [{ countriesAndRegions: ["FI", "Finland"] }, "countriesAndRegions: `FINLAND` is not a known country code"],
  [{ countriesAndRegions: [LATER] }, "countriesAndRegions: known only after deployment"],
  [
    { ...FI, includeUnknownCountriesAndRegions: "y" },
    "includeUnknownCountriesAndRegions: must be true or false, not text",
  ],
  [{ ...FI, isTrusted: "true" }, "isTrusted: must be true or false, not text"],
];

describe("a named location", () => {
  for (const [range, why] of oddRanges)
    it(`keeps the other ranges if one has ${why}`, () => {
      const extent = places({ ipRanges: [{ cidrAddress: "198.51.100.0/24" }, range] });
      assert.ok(extent.kind === "ranges");
      assert.deepEqual(extent.ranges, [parseCidr("198.51.100.0/24")]);
      assert.deepEqual(inShort(extent.notUnderstood), [`ipRanges[1]${why}`]);
    });

  for (const [location, is] of extents)
    it(`reads ${JSON.stringify(location)}`, () => {
      const extent = places(location);
      assert.deepEqual(extent.kind === "notUnderstood" ? inShort([extent])[0] : extent, is);
    });

  it("has its id in lower case, its name, and trust where that is stated of addresses", () => {
    const { id, displayName } = readNamedLocation({ id: "ABC", displayName: "HQ" });
    assert.deepEqual([id, displayName], ["abc", "HQ"]);
    const no = [{}, { isTrusted: "true" }, { ...FI, isTrusted: true }, { "@odata.type": COUNTRY, isTrusted: true }];
    assert.ok(!no.some((mark) => readNamedLocation(mark).trusted));
    for (const mark of [{}, { ...FI, ipRanges: [] }, { ...FI, "@odata.type": IP }])
      assert.ok(readNamedLocation({ ...mark, isTrusted: true }).trusted);
  });
});
