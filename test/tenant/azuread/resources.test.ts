import assert from "node:assert/strict";
import { parseCidr } from "../../../src/law/addresses/address";
import { toGraphNamedLocation, toGraphStrength } from "../../../src/tenant/azuread/policy";
import { readNamedLocation } from "../../../src/tenant/graph/named-location";

const UNKNOWN = Symbol("known only after deployment");
const ID = "4e4345b5-ae8a-4014-8df4-a8f523af0d1c";
const deployed = { id: `/identity/conditionalAccess/namedLocations/${ID}`, objectId: ID };

const LATER = "known only after deployment";
const notUnderstood = (field: string, why: string) => ({
  trusted: false,
  places: { kind: "notUnderstood", field, why },
});

const locations: readonly (readonly [name: string, properties: object, is: unknown])[] = [
  [
    "networks",
    { ip: { __defaults: [], ipRanges: ["203.0.113.0/24", "2001:db8::/48"], trusted: true }, country: null },
    {
      trusted: true,
      places: { kind: "ranges", ranges: [parseCidr("203.0.113.0/24"), parseCidr("2001:db8::/48")], notUnderstood: [] },
    },
  ],
  [
    "countries",
    {
      ip: null,
      country: {
        countriesAndRegions: ["FI"],
        countryLookupMethod: "authenticatorAppGps",
        includeUnknownCountriesAndRegions: true,
      },
    },
    { trusted: false, places: { kind: "countries", codes: new Set(["FI"]), unmapped: true, by: "gps" } },
  ],
  ["neither kind", {}, { trusted: false, places: { kind: "notKnown" } }],
  [
    "both kinds",
    { ip: { ipRanges: [] }, country: { countriesAndRegions: [] } },
    { trusted: false, places: { kind: "notKnown" } },
  ],
  [
    "a network known later",
    { ip: { ipRanges: [UNKNOWN] } },
    {
      trusted: false,
      places: { kind: "ranges", ranges: [], notUnderstood: [{ field: "ipRanges[0].cidrAddress", why: LATER }] },
    },
  ],
  ["networks known later", { ip: UNKNOWN }, notUnderstood("ipRanges", LATER)],
  ["countries known later", { country: UNKNOWN }, notUnderstood("countriesAndRegions", LATER)],
  [
    "a field that the plugin doesn't have",
    { ip: { ipRanges: [], isTrusted: true } },
    notUnderstood("azuread:isTrusted", "a key that isn't known here, so what it means isn't either"),
  ],
];

describe("an azuread named location", () => {
  for (const [name, properties, is] of locations)
    it(`with ${name}`, () => {
      const { trusted, extent: places, id } = readNamedLocation(toGraphNamedLocation({ ...deployed, ...properties }));
      assert.deepEqual({ trusted, places }, is);
      assert.equal(id, ID);
    });
});

describe("an azuread resource without an id", () => {
  for (const toGraph of [toGraphNamedLocation, toGraphStrength])
    it(`is nothing that Graph could list (${toGraph.name})`, () => {
      assert.equal(toGraph({ displayName: "x" }), undefined);
      assert.equal(toGraph({ id: UNKNOWN, objectId: UNKNOWN }), undefined);
    });
});

describe("an azuread authentication strength", () => {
  it("goes by the end of its path", () =>
    assert.deepEqual(
      toGraphStrength({
        id: `/policies/authenticationStrengthPolicies/${ID}`,
        displayName: "FIDO",
        allowedCombinations: ["fido2"],
      }),
      { id: ID, displayName: "FIDO", policyType: "custom", allowedCombinations: ["fido2"] },
    ));
});
