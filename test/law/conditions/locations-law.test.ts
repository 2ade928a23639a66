import assert from "node:assert/strict";
import { addresses, countries } from "../../cli/a-tenant";
import { aSignIn, country, from } from "../../verifier/builders/a-sign-in";
import { stops } from "../../verifier/builders/stops";

const [HQ = "", LAB = "", UNREAD = "", FINLAND = "", GPS = ""] = [1, 2, 3, 4, 5].map(
  (n) => `dddddddd-0000-4000-8000-00000000000${n}`,
);
const NOWHERE = "dddddddd-0000-4000-8000-000000000009";
const MFA_TRUSTED_IPS = "00000000-0000-0000-0000-000000000000";

const namedLocations = [
  addresses(HQ, ["203.0.113.0/24", "2001:db8::/32"], { isTrusted: true }),
  addresses(LAB, [], { ipRanges: [{ lowerAddress: "203.0.113.250", upperAddress: "203.0.114.5" }] }),
  addresses(UNREAD, [], { isTrusted: true, ipRanges: undefined }),
  countries(FINLAND, ["FI"], { includeUnknownCountriesAndRegions: true }),
  countries(GPS, ["fi"], { countryLookupMethod: "authenticatorAppGps" }),
];

const TRUSTED_ELSEWHERE = from("203.0.114.1", { trustedElsewhere: true });
const within = (id: string) => from("192.0.2.1", { within: [id] });
const by = (how: "countryByAddress" | "countryByGps", where = country("FI")) => from("192.0.2.1", { [how]: where });
const UNMAPPED = { kind: "unmapped" } as const;

const rows: Readonly<
  Record<
    string,
    readonly [include: readonly string[], exclude: readonly string[], ReturnType<typeof from>, is: "yes" | "no"]
  >
> = {
  "an address in a range of an included location": [[HQ], [], from("203.0.113.255"), "yes"],
  "an address beyond the ranges": [[HQ], [], from("203.0.114.0"), "no"],
  "an IPv6 address in an IPv6 range": [[HQ], [], from("2001:db8:ffff::1"), "yes"],
  "an IPv6 address where only IPv4 ranges are": [[LAB], [], from("::cb00:71fb"), "no"],
  "the last address of a range from one to another": [[LAB], [], from("203.0.114.5"), "yes"],
  "an excluded address that is included as well": [["All"], [LAB], from("203.0.113.250"), "no"],
  "an address that is included by one location and excluded by another": [[HQ], [LAB], from("203.0.113.251"), "no"],
  "a trusted location": [["AllTrusted"], [], from("203.0.113.1"), "yes"],
  "a location that isn't trusted": [["AllTrusted"], [], from("203.0.114.1"), "no"],
  "an address that is trusted without showing": [["AllTrusted"], [], TRUSTED_ELSEWHERE, "yes"],
  "the same, excluded": [["All"], ["AllTrusted"], TRUSTED_ELSEWHERE, "no"],
  "a place in a trusted location whose ranges can't be read": [["AllTrusted"], [], within(UNREAD), "yes"],
  "a place outside a location whose ranges can't be read": [[UNREAD], [], from("192.0.2.1"), "no"],
  "any place, for an included location that doesn't exist": [[NOWHERE], [], from("203.0.113.1"), "no"],
  "a place that is in an excluded location that doesn't exist": [["All"], [NOWHERE], within(NOWHERE), "no"],
  "a trusted place, for the included id of the MFA trusted IPs": [[MFA_TRUSTED_IPS], [], TRUSTED_ELSEWHERE, "no"],
  "one of the MFA trusted IPs, for their excluded id": [["All"], [MFA_TRUSTED_IPS], within(MFA_TRUSTED_IPS), "no"],
  "a country by address": [[FINLAND], [], by("countryByAddress"), "yes"],
  "a country by GPS, for a location by address": [[FINLAND], [], by("countryByGps"), "no"],
  "a country by GPS, in either case of its code": [[GPS], [], by("countryByGps"), "yes"],
  "no country, where the location says so": [[FINLAND], [], by("countryByAddress", UNMAPPED), "yes"],
  "no country by GPS, where the location doesn't say so": [[GPS], [], by("countryByGps", UNMAPPED), "no"],
  "a country that no location names": [[FINLAND, GPS], [], from("192.0.2.1"), "no"],
};

describe("a location condition", () => {
  for (const [title, [include, exclude, signIn, is]] of Object.entries(rows))
    it(`${is === "yes" ? "is met by" : "isn't met by"} ${title}`, () => {
      const locations = { includeLocations: include, excludeLocations: exclude };
      assert.equal(stops({ conditions: { locations } }, aSignIn({ network: signIn }), { namedLocations }), is);
    });

  it("is unclear where a range can't be read, but for addresses in a range that can", () => {
    const odd = [addresses(HQ, ["203.0.113.0/24", "everywhere"])];
    const policy = { conditions: { locations: { includeLocations: [HQ] } } };
    assert.equal(stops(policy, aSignIn({ network: from("203.0.113.1") }), { namedLocations: odd }), "yes");
    assert.equal(stops(policy, aSignIn({ network: from("192.0.2.1") }), { namedLocations: odd }), "unclear");
  });
});
