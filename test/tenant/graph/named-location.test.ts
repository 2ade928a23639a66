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
  { name: "an IPv4 network", range: { cidrAddress: "203.0.113.0/24" }, is: parseCidr("203.0.113.0/24") },
  {
    name: "an IPv6 network with its type",
    range: { "@odata.type": "#microsoft.graph.iPv6CidrRange", cidrAddress: "2001:db8::/48" },
    is: parseCidr("2001:db8::/48"),
  },
  {
    name: "bounds",
    range: { lowerAddress: "203.0.113.1", upperAddress: "203.0.113.9" },
    is: parseBounds("203.0.113.1", "203.0.113.9"),
  },
];

const oddRanges = [
  {
    name: "no network",
    range: { cidrAddress: "203.0.113.0/33" },
    field: ".cidrAddress",
    why: "`203.0.113.0/33` is not a network in CIDR notation",
  },
  { name: "a number", range: { cidrAddress: 7 }, field: ".cidrAddress", why: "a number where text is due" },
  { name: "known later", range: { cidrAddress: LATER }, field: ".cidrAddress", why: "known only after deployment" },
  { name: "nothing", range: {}, field: ".lowerAddress", why: "nothing where text is due" },
  { name: "half the bounds", range: { lowerAddress: "::1" }, field: ".upperAddress", why: "nothing where text is due" },
  {
    name: "bounds the wrong way round",
    range: { lowerAddress: "203.0.113.9", upperAddress: "203.0.113.1" },
    field: "",
    why: "`203.0.113.9` to `203.0.113.1` is not a range of addresses",
  },
  {
    name: "both forms",
    range: { cidrAddress: "203.0.113.0/24", lowerAddress: "::1" },
    field: "",
    why: "a network and bounds at once",
  },
  {
    name: "another key",
    range: { cidrAddress: "203.0.113.0/24", except: "x" },
    field: ".except",
    why: "a key that isn't known here, so what it means isn't either",
  },
  { name: "text", range: "203.0.113.0/24", field: "", why: "text where an object is due" },
];

const kinds: readonly { name: string; json: Record<string, unknown>; is: LocationExtent }[] = [
  { name: "no ranges at all", json: { "@odata.type": IP }, is: { kind: "notKnown" } },
  { name: "null for ranges", json: { "@odata.type": IP, ipRanges: null }, is: { kind: "notKnown" } },
  {
    name: "an empty list of ranges",
    json: { "@odata.type": IP, ipRanges: [] },
    is: { kind: "ranges", ranges: [], notUnderstood: [] },
  },
  { name: "ranges that are no list", json: { ipRanges: {} }, is: unclear("ipRanges", "an object where a list is due") },
  {
    name: "an address location with a key that isn't known",
    json: { ipRanges: [], rings: [1] },
    is: unclear("rings", "a key that isn't known here, so what it means isn't either"),
  },
  {
    name: "another kind",
    json: { "@odata.type": "#microsoft.graph.compliantNetworkNamedLocation", isTrusted: true },
    is: { kind: "notKnown" },
  },
  { name: "no kind and no places", json: {}, is: { kind: "notKnown" } },
  {
    name: "countries",
    json: { "@odata.type": COUNTRY, countriesAndRegions: ["fi", "SE"] },
    is: countries(["FI", "SE"]),
  },
  { name: "countries without a type", json: { countriesAndRegions: [] }, is: countries([]) },
  { name: "no countries at all", json: { "@odata.type": COUNTRY }, is: { kind: "notKnown" } },
  {
    name: "unmapped countries, by GPS",
    json: {
      countriesAndRegions: ["FI"],
      includeUnknownCountriesAndRegions: true,
      countryLookupMethod: "authenticatorAppGps",
    },
    is: countries(["FI"], true, "gps"),
  },
  {
    name: "the look-up by address in so many words",
    json: { countriesAndRegions: ["FI"], countryLookupMethod: "clientIpAddress" },
    is: countries(["FI"]),
  },
  {
    name: "another look-up",
    json: { countriesAndRegions: ["FI"], countryLookupMethod: "stars" },
    is: unclear("countryLookupMethod", "`stars` is not a known lookup method"),
  },
  {
    name: "a look-up that is no text",
    json: { countriesAndRegions: ["FI"], countryLookupMethod: 1 },
    is: unclear("countryLookupMethod", "a number where text is due"),
  },
  {
    name: "a country by its name",
    json: { countriesAndRegions: ["FI", "Finland"] },
    is: unclear("countriesAndRegions", "`FINLAND` is not a known country code"),
  },
  {
    name: "a country known later",
    json: { countriesAndRegions: [LATER] },
    is: unclear("countriesAndRegions", "known only after deployment"),
  },
  {
    name: "unmapped countries maybe",
    json: { countriesAndRegions: ["FI"], includeUnknownCountriesAndRegions: "yes" },
    is: unclear("includeUnknownCountriesAndRegions", "text where true or false is due"),
  },
];

describe("a named location", () => {
  for (const { name, range, is } of ranges)
    it(`reads ${name}`, () =>
      assert.deepEqual(places({ ipRanges: [range] }), { kind: "ranges", ranges: [is], notUnderstood: [] }));

  for (const { name, range, field, why } of oddRanges)
    it(`keeps the other ranges beside ${name}`, () =>
      assert.deepEqual(places({ ipRanges: [{ cidrAddress: "198.51.100.0/24" }, range] }), {
        kind: "ranges",
        ranges: [parseCidr("198.51.100.0/24")],
        notUnderstood: [{ field: `ipRanges[1]${field}`, why }],
      }));

  for (const { name, json, is } of kinds) it(`reads ${name}`, () => assert.deepEqual(places(json), is));

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
