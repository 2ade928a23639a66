import assert from "node:assert/strict";
import { parseBounds, parseCidr } from "../../../src/law/addresses/address-range";
import type { LocationExtent } from "../../../src/law/model/tenant";
import { readNamedLocation } from "../../../src/tenant/graph/named-location";
import { LATER } from "./a-policy";

const IP = "#microsoft.graph.ipNamedLocation";
const COUNTRY = "#microsoft.graph.countryNamedLocation";

const places = (json: Record<string, unknown>) => readNamedLocation({ id: "d", ...json }).extent;
const unclear = (field: string, why: string): LocationExtent => ({ kind: "notUnderstood", field, why });
const countries = (codes: readonly string[], unmapped = false, by: "address" | "gps" = "address"): LocationExtent => ({
  kind: "countries",
  codes: new Set(codes),
  unmapped,
  by,
});

const ranges = [
  ["an IPv4 network", { cidrAddress: "203.0.113.0/24" }, parseCidr("203.0.113.0/24")],
  [
    "an IPv6 network with its type",
    { "@odata.type": "#microsoft.graph.iPv6CidrRange", cidrAddress: "2001:db8::/48" },
    parseCidr("2001:db8::/48"),
  ],
  ["bounds", { lowerAddress: "203.0.113.1", upperAddress: "203.0.113.9" }, parseBounds("203.0.113.1", "203.0.113.9")],
] as const;

const oddRanges = [
  [
    "no network",
    { cidrAddress: "203.0.113.0/33" },
    ".cidrAddress",
    "`203.0.113.0/33` is not a network in CIDR notation",
  ],
  ["a number", { cidrAddress: 7 }, ".cidrAddress", "a number where text is due"],
  ["known later", { cidrAddress: LATER }, ".cidrAddress", "known only after deployment"],
  ["nothing", {}, ".lowerAddress", "nothing where text is due"],
  ["half the bounds", { lowerAddress: "::1" }, ".upperAddress", "nothing where text is due"],
  [
    "bounds the wrong way round",
    { lowerAddress: "203.0.113.9", upperAddress: "203.0.113.1" },
    "",
    "`203.0.113.9` to `203.0.113.1` is not a range of addresses",
  ],
  ["both forms", { cidrAddress: "203.0.113.0/24", lowerAddress: "::1" }, "", "a network and bounds at once"],
  [
    "another key",
    { cidrAddress: "203.0.113.0/24", except: "x" },
    ".except",
    "a key that isn't known here, so what it means isn't either",
  ],
  ["text", "203.0.113.0/24", "", "text where an object is due"],
] as const;

const kinds: readonly (readonly [name: string, json: Record<string, unknown>, is: LocationExtent])[] = [
  ["no ranges at all", { "@odata.type": IP }, { kind: "notKnown" }],
  ["null for ranges", { "@odata.type": IP, ipRanges: null }, { kind: "notKnown" }],
  ["an empty list of ranges", { "@odata.type": IP, ipRanges: [] }, { kind: "ranges", ranges: [], notUnderstood: [] }],
  ["ranges that are no list", { ipRanges: {} }, unclear("ipRanges", "an object where a list is due")],
  [
    "an address location with a key that isn't known",
    { ipRanges: [], rings: [1] },
    unclear("rings", "a key that isn't known here, so what it means isn't either"),
  ],
  [
    "another kind",
    { "@odata.type": "#microsoft.graph.compliantNetworkNamedLocation", isTrusted: true },
    { kind: "notKnown" },
  ],
  ["no kind and no places", {}, { kind: "notKnown" }],
  ["countries", { "@odata.type": COUNTRY, countriesAndRegions: ["fi", "SE"] }, countries(["FI", "SE"])],
  ["countries without a type", { countriesAndRegions: [] }, countries([])],
  ["no countries at all", { "@odata.type": COUNTRY }, { kind: "notKnown" }],
  [
    "unmapped countries, by GPS",
    {
      countriesAndRegions: ["FI"],
      includeUnknownCountriesAndRegions: true,
      countryLookupMethod: "authenticatorAppGps",
    },
    countries(["FI"], true, "gps"),
  ],
  [
    "the look-up by address in so many words",
    { countriesAndRegions: ["FI"], countryLookupMethod: "clientIpAddress" },
    countries(["FI"]),
  ],
  [
    "another look-up",
    { countriesAndRegions: ["FI"], countryLookupMethod: "stars" },
    unclear("countryLookupMethod", "`stars` is not a known lookup method"),
  ],
  [
    "a look-up that is no text",
    { countriesAndRegions: ["FI"], countryLookupMethod: 1 },
    unclear("countryLookupMethod", "a number where text is due"),
  ],
  [
    "a country by its name",
    { countriesAndRegions: ["FI", "Finland"] },
    unclear("countriesAndRegions", "`FINLAND` is not a known country code"),
  ],
  [
    "a country known later",
    { countriesAndRegions: [LATER] },
    unclear("countriesAndRegions", "known only after deployment"),
  ],
  [
    "unmapped countries maybe",
    { countriesAndRegions: ["FI"], includeUnknownCountriesAndRegions: "yes" },
    unclear("includeUnknownCountriesAndRegions", "text where true or false is due"),
  ],
];

describe("a named location", () => {
  for (const [name, range, is] of ranges)
    it(`reads ${name}`, () =>
      assert.deepEqual(places({ ipRanges: [range] }), { kind: "ranges", ranges: [is], notUnderstood: [] }));

  for (const [name, range, field, why] of oddRanges)
    it(`keeps the other ranges beside ${name}`, () =>
      assert.deepEqual(places({ ipRanges: [{ cidrAddress: "198.51.100.0/24" }, range] }), {
        kind: "ranges",
        ranges: [parseCidr("198.51.100.0/24")],
        notUnderstood: [{ field: `ipRanges[1]${field}`, why }],
      }));

  for (const [name, json, is] of kinds) it(`reads ${name}`, () => assert.deepEqual(places(json), is));

  it("has its id in lower case, and its name", () => {
    const { id, displayName } = readNamedLocation({ id: "ABC", displayName: "HQ" });
    assert.deepEqual([id, displayName], ["abc", "HQ"]);
  });

  for (const { isTrusted, is } of [
    { isTrusted: true, is: true },
    { isTrusted: false, is: false },
    { isTrusted: undefined, is: false },
    { isTrusted: "true", is: false },
  ])
    it(`is ${is ? "" : "not "}trusted when that says ${JSON.stringify(isTrusted)}`, () =>
      assert.equal(readNamedLocation({ isTrusted }).trusted, is));

  it("of another shape isn't understood", () =>
    assert.deepEqual(readNamedLocation("HQ").extent, unclear("namedLocation", "text where an object is due")));
});
