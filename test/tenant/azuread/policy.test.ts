import assert from "node:assert/strict";
import fc from "fast-check";
import { parseCidr } from "../../../src/law/addresses/address";
import type { JsonObject } from "../../../src/law/json/json-object";
import { toGraphNamedLocation, toGraphPolicy, toGraphStrength } from "../../../src/tenant/azuread/policy";
import { readNamedLocation } from "../../../src/tenant/graph/named-location";
import { readPolicy } from "../../../src/tenant/graph/policy";
import { notUnderstoodIn } from "../../../src/verifier/not-understood";
import { always } from "../../times";
import { pathsIn, withAt } from "../paths";
import { everyField, everyFieldInGraph, refreshed } from "./an-azuread-policy";

const UNKNOWN = Symbol("known only after deployment");

const read = (properties: unknown) => readPolicy(toGraphPolicy(properties), { name: "p" });
const unclear = (properties: unknown): readonly string[] => [
  ...new Set(notUnderstoodIn(read(properties)).map(({ field, why }) => `${field}: ${why}`)),
];

/** Values that make no difference to who must do MFA, or that are names. */
const DOESNT_MATTER = /^(displayName|sessionControls|__defaults)|__defaults$/;

describe("an azuread policy", () => {
  it("says in Graph's words what Graph would", () =>
    assert.deepEqual(toGraphPolicy(everyField), { ...everyFieldInGraph, id: undefined }));

  it("has no session control that is unset in a stack's state, and each that isn't known yet", () => {
    const unset = {
      applicationEnforcedRestrictionsEnabled: false,
      cloudAppSecurityPolicy: "",
      persistentBrowserMode: "",
      disableResilienceDefaults: false,
      signInFrequency: 0,
      signInFrequencyInterval: "",
    };
    const session = (sessionControls: object) =>
      (toGraphPolicy({ ...refreshed, sessionControls: { ...unset, ...sessionControls } }) as JsonObject)[
        "sessionControls"
      ];
    const everyTime = { signInFrequency: { isEnabled: true, frequencyInterval: "everyTime" } };
    const later = { cloudAppSecurity: { isEnabled: true, cloudAppSecurityType: UNKNOWN } };
    assert.deepEqual(session({}), {});
    assert.deepEqual(session({ signInFrequency: undefined, signInFrequencyInterval: "everyTime" }), everyTime);
    assert.deepEqual(session({ cloudAppSecurityPolicy: UNKNOWN }), later);
  });

  it("is read like the same policy of Graph", () => {
    assert.deepEqual(read(everyField), readPolicy(everyFieldInGraph, { name: "p" }));
    assert.deepEqual(unclear(everyField), []);
  });

  for (const members of [[], null])
    it(`takes tenants without a kind, and with ${JSON.stringify(members)} as members, for none: so the state has guests of every tenant`, () => {
      const guests = (externalTenants?: unknown) => {
        const excludedGuestsOrExternalUsers = [{ guestOrExternalUserTypes: ["internalGuest"], externalTenants }];
        const users = { ...refreshed.conditions.users, excludedGuestsOrExternalUsers };
        return { ...refreshed, conditions: { ...refreshed.conditions, users } };
      };
      assert.deepEqual(read(guests([{ membershipKind: "", members }])), read(guests()));
      assert.notDeepEqual(unclear(guests([{ membershipKind: "", members: ["t"] }])), []);
    });

  for (const path of pathsIn(everyField).filter((steps) => !DOESNT_MATTER.test(steps.join("."))))
    it(`with ${path.join(".") || "everything"} unknown says that it is known only after deployment`, () => {
      const notes = unclear(withAt(everyField, path, UNKNOWN));
      assert.notDeepEqual(notes, []);
      for (const note of notes) assert.match(note, /: known only after deployment$/);
    });

  it("of any shape is read without an error", () =>
    always(
      300,
      [fc.constantFrom(...pathsIn(everyField)), fc.oneof(fc.jsonValue(), fc.constant(undefined))],
      (path, value) => {
        read(withAt(everyField, path, value));
        read(value);
      },
    ));
});

const ID = "4e4345b5-ae8a-4014-8df4-a8f523af0d1c";
const deployed = { id: `/identity/conditionalAccess/namedLocations/${ID}`, objectId: ID };

const LATER = "known only after deployment";
const NEITHER = { trusted: false, places: { kind: "notKnown" } };
const notUnderstood = (field: string, why = LATER) => ({
  trusted: false,
  places: { kind: "notUnderstood", field, why },
});
const ranges = (trusted: boolean, cidrs: readonly string[], ...fields: readonly string[]) => {
  const notUnderstood = fields.map((field) => ({ field, why: LATER }));
  return { trusted, places: { kind: "ranges", ranges: cidrs.map((one) => parseCidr(one)), notUnderstood } };
};
const countries = {
  countriesAndRegions: ["FI"],
  countryLookupMethod: "authenticatorAppGps",
  includeUnknownCountriesAndRegions: true,
};
const byGps = { trusted: false, places: { kind: "countries", codes: new Set(["FI"]), unmapped: true, by: "gps" } };
const NETWORKS = ["203.0.113.0/24", "2001:db8::/48"];
const NO_KEY = "an unknown key, so its meaning isn't known";

const locations: readonly (readonly [name: string, is: unknown, properties: object])[] = [
  ["networks", ranges(true, NETWORKS), { ip: { __defaults: [], ipRanges: NETWORKS, trusted: true }, country: null }],
  ["countries", byGps, { ip: null, country: countries }],
  ["neither kind", NEITHER, {}],
  ["both kinds", NEITHER, { ip: { ipRanges: [] }, country: { countriesAndRegions: [] } }],
  ["a network known later", ranges(false, [], "ipRanges[0].cidrAddress"), { ip: { ipRanges: [UNKNOWN] } }],
  ["networks known later", notUnderstood("ipRanges"), { ip: UNKNOWN }],
  ["countries known later", notUnderstood("countriesAndRegions"), { country: UNKNOWN }],
  ["an unknown field", notUnderstood("azuread:isTrusted", NO_KEY), { ip: { ipRanges: [], isTrusted: true } }],
];

describe("an azuread named location", () => {
  for (const [name, is, properties] of locations)
    it(`with ${name}`, () => {
      const {
        trusted,
        extent: places,
        id,
      } = readNamedLocation(toGraphNamedLocation({ ...deployed, ...properties }) ?? {});
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
  it("goes by the end of its path", () => {
    const fido = { displayName: "FIDO", allowedCombinations: ["fido2"] };
    const strength = toGraphStrength({ id: `/policies/authenticationStrengthPolicies/${ID}`, ...fido });
    assert.deepEqual(strength, { id: ID, policyType: "custom", ...fido });
  });
});
