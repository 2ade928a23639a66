import assert from "node:assert/strict";
import { aSignIn, country, from } from "../verifier/builders/a-sign-in";
import { stops } from "../verifier/builders/stops";

const [HQ, LAB, UNREAD, FINLAND, GPS] = [1, 2, 3, 4, 5].map((n) => `dddddddd-0000-4000-8000-00000000000${n}`) as [
  string,
  string,
  string,
  string,
  string,
];
const NOWHERE = "dddddddd-0000-4000-8000-000000000009";
const MFA_TRUSTED_IPS = "00000000-0000-0000-0000-000000000000";

const namedLocations = [
  {
    "@odata.type": "#microsoft.graph.ipNamedLocation",
    id: HQ,
    displayName: "HQ",
    isTrusted: true,
    ipRanges: [{ cidrAddress: "203.0.113.0/24" }, { cidrAddress: "2001:db8::/32" }],
  },
  {
    "@odata.type": "#microsoft.graph.ipNamedLocation",
    id: LAB,
    displayName: "Lab",
    isTrusted: false,
    ipRanges: [{ lowerAddress: "203.0.113.250", upperAddress: "203.0.114.5" }],
  },
  { "@odata.type": "#microsoft.graph.ipNamedLocation", id: UNREAD, displayName: "Unread", isTrusted: true },
  {
    "@odata.type": "#microsoft.graph.countryNamedLocation",
    id: FINLAND,
    displayName: "Finland",
    countriesAndRegions: ["FI"],
    includeUnknownCountriesAndRegions: true,
  },
  {
    "@odata.type": "#microsoft.graph.countryNamedLocation",
    id: GPS,
    displayName: "Finland, surely",
    countriesAndRegions: ["fi"],
    includeUnknownCountriesAndRegions: false,
    countryLookupMethod: "authenticatorAppGps",
  },
];

const rows: readonly {
  title: string;
  include: readonly string[];
  exclude?: readonly string[];
  signIn: ReturnType<typeof from>;
  is: "yes" | "no";
}[] = [
  { title: "an address in a range of an included location", include: [HQ], signIn: from("203.0.113.255"), is: "yes" },
  { title: "an address beyond the ranges", include: [HQ], signIn: from("203.0.114.0"), is: "no" },
  { title: "an IPv6 address in an IPv6 range", include: [HQ], signIn: from("2001:db8:ffff::1"), is: "yes" },
  { title: "an IPv6 address where only IPv4 ranges are", include: [LAB], signIn: from("::cb00:71fb"), is: "no" },
  { title: "the last address of a range from one to another", include: [LAB], signIn: from("203.0.114.5"), is: "yes" },
  {
    title: "an excluded address that is included as well",
    include: ["All"],
    exclude: [LAB],
    signIn: from("203.0.113.250"),
    is: "no",
  },
  {
    title: "an address that is included by one location and excluded by another",
    include: [HQ],
    exclude: [LAB],
    signIn: from("203.0.113.251"),
    is: "no",
  },
  { title: "a trusted location", include: ["AllTrusted"], signIn: from("203.0.113.1"), is: "yes" },
  { title: "a location that isn't trusted", include: ["AllTrusted"], signIn: from("203.0.114.1"), is: "no" },
  {
    title: "an address that is trusted without showing",
    include: ["AllTrusted"],
    signIn: from("203.0.114.1", { trustedElsewhere: true }),
    is: "yes",
  },
  {
    title: "the same, excluded",
    include: ["All"],
    exclude: ["AllTrusted"],
    signIn: from("203.0.114.1", { trustedElsewhere: true }),
    is: "no",
  },
  {
    title: "a place in a trusted location whose ranges can't be read",
    include: ["AllTrusted"],
    signIn: from("192.0.2.1", { within: [UNREAD] }),
    is: "yes",
  },
  {
    title: "a place outside a location whose ranges can't be read",
    include: [UNREAD],
    signIn: from("192.0.2.1"),
    is: "no",
  },
  {
    title: "any place, for an included location that doesn't exist",
    include: [NOWHERE],
    signIn: from("203.0.113.1"),
    is: "no",
  },
  {
    title: "a place that is in an excluded location that doesn't exist",
    include: ["All"],
    exclude: [NOWHERE],
    signIn: from("203.0.113.1", { within: [NOWHERE] }),
    is: "no",
  },
  {
    title: "a trusted place, for the included id of the MFA trusted IPs, which no list has",
    include: [MFA_TRUSTED_IPS],
    signIn: from("192.0.2.1", { trustedElsewhere: true }),
    is: "no",
  },
  {
    title: "a place among the MFA trusted IPs, for their excluded id",
    include: ["All"],
    exclude: [MFA_TRUSTED_IPS],
    signIn: from("192.0.2.1", { within: [MFA_TRUSTED_IPS] }),
    is: "no",
  },
  {
    title: "a country by address",
    include: [FINLAND],
    signIn: from("192.0.2.1", { countryByAddress: country("FI") }),
    is: "yes",
  },
  {
    title: "a country by GPS, for a location by address",
    include: [FINLAND],
    signIn: from("192.0.2.1", { countryByGps: country("FI") }),
    is: "no",
  },
  {
    title: "a country by GPS, in either case of its code",
    include: [GPS],
    signIn: from("192.0.2.1", { countryByGps: country("FI") }),
    is: "yes",
  },
  {
    title: "an address that maps to no country, where the location says so",
    include: [FINLAND],
    signIn: from("192.0.2.1", { countryByAddress: { kind: "unmapped" } }),
    is: "yes",
  },
  {
    title: "no country by GPS, where the location doesn't say so",
    include: [GPS],
    signIn: from("192.0.2.1", { countryByGps: { kind: "unmapped" } }),
    is: "no",
  },
  { title: "a country that no location names", include: [FINLAND, GPS], signIn: from("192.0.2.1"), is: "no" },
];

describe("a location condition", () => {
  for (const { title, include, exclude = [], signIn, is } of rows)
    it(`${is === "yes" ? "is met by" : "isn't met by"} ${title}`, () => {
      const locations = { includeLocations: include, excludeLocations: exclude };
      assert.equal(stops({ conditions: { locations } }, aSignIn({ network: signIn }), { namedLocations }), is);
    });

  it("is about one unknown place, the same as include and as exclude, while no named location is known", () => {
    const including = { conditions: { locations: { includeLocations: [HQ] } } };
    const excluding = { conditions: { locations: { includeLocations: ["All"], excludeLocations: [HQ] } } };
    assert.equal(stops(including, aSignIn({ network: from("203.0.113.1") })), "no");
    assert.equal(stops(including, aSignIn({ network: from("203.0.113.1", { within: [HQ] }) })), "yes");
    assert.equal(stops(excluding, aSignIn({ network: from("192.0.2.1") })), "yes");
    assert.equal(stops(excluding, aSignIn({ network: from("192.0.2.1", { within: [HQ] }) })), "no");
  });

  it("is unclear where a range can't be read, but for addresses in a range that can", () => {
    const odd = [
      {
        "@odata.type": "#microsoft.graph.ipNamedLocation",
        id: HQ,
        ipRanges: [{ cidrAddress: "203.0.113.0/24" }, { cidrAddress: "everywhere" }],
      },
    ];
    const policy = { conditions: { locations: { includeLocations: [HQ] } } };
    assert.equal(stops(policy, aSignIn({ network: from("203.0.113.1") }), { namedLocations: odd }), "yes");
    assert.equal(stops(policy, aSignIn({ network: from("192.0.2.1") }), { namedLocations: odd }), "unclear");
  });
});
