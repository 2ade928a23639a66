import assert from "node:assert/strict";
import fc from "fast-check";
import { parseCidr } from "../../../src/law/addresses/address";
import type { JsonObject } from "../../../src/law/json/json-object";
import { userId } from "../../../src/law/model/ids";
import { toGraphNamedLocation, toGraphPolicy, toGraphStrength } from "../../../src/tenant/azuread/policy";
import { readNamedLocation } from "../../../src/tenant/graph/named-location";
import { readPolicy } from "../../../src/tenant/graph/policy";
import { notUnderstoodIn } from "../../../src/verifier/not-understood";
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
    const session = (sessionControls: object) =>
      (toGraphPolicy({ ...refreshed, sessionControls }) as JsonObject)["sessionControls"];
    const unset = {
      applicationEnforcedRestrictionsEnabled: false,
      cloudAppSecurityPolicy: "",
      persistentBrowserMode: "",
    };
    const more = { disableResilienceDefaults: false, signInFrequency: 0, signInFrequencyInterval: "" };
    assert.deepEqual(session({ ...unset, ...more }), {});
    assert.deepEqual(session({ signInFrequencyInterval: "everyTime" }), {
      signInFrequency: { isEnabled: true, frequencyInterval: "everyTime" },
    });
    assert.deepEqual(session({ ...unset, cloudAppSecurityPolicy: UNKNOWN }), {
      cloudAppSecurity: { isEnabled: true, cloudAppSecurityType: UNKNOWN },
    });
  });

  it("is read like the same policy of Graph", () => {
    assert.deepEqual(read(everyField), readPolicy(everyFieldInGraph, { name: "p" }));
    assert.deepEqual(unclear(everyField), []);
  });

  it("is understood when it comes from a refreshed stack", () => {
    const policy = read(refreshed);
    assert.deepEqual(unclear(refreshed), []);
    assert.equal(policy.id, "94211f8c-ffcf-4ac5-808b-4b0325a682c2");
    assert.equal(policy.users.include.everyone, true);
    assert.deepEqual(policy.users.exclude.users, new Set([userId("bbbbbbbb-0000-4000-8000-000000000001")]));
    assert.equal(policy.users.exclude.guests, undefined);
    assert.deepEqual(policy.conditions.insiderRisk, { kind: "any" });
    assert.deepEqual(policy.conditions.authenticationFlow, { kind: "any" });
    assert.deepEqual(policy.grant, { kind: "controls", operator: { kind: "any" }, controls: [{ kind: "mfa" }] });
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

  it("without an object id goes by the end of its path", () =>
    assert.equal(read({ ...refreshed, objectId: UNKNOWN }).id, "94211f8c-ffcf-4ac5-808b-4b0325a682c2"));

  for (const path of pathsIn(everyField).filter((steps) => !DOESNT_MATTER.test(steps.join("."))))
    it(`with ${path.join(".") || "everything"} unknown says that it is known only after deployment`, () => {
      const notes = unclear(withAt(everyField, path, UNKNOWN));
      assert.notDeepEqual(notes, []);
      for (const note of notes) assert.match(note, /: known only after deployment$/);
    });

  it("keeps an unknown field of the plugin under a name that Graph doesn't have", () => {
    const { conditions } = everyField;
    const odd = {
      ...everyField,
      rollout: 1,
      conditions: { ...conditions, times: ["x"], users: { includeUsers: ["All"], excludedUsers: [] } },
      grantControls: { ...everyField.grantControls, termsOfUse: ["x"] },
    };
    assert.deepEqual(
      notUnderstoodIn(read(odd)).map(({ field }) => field),
      [
        "grantControls.azuread:termsOfUse",
        "azuread:rollout",
        "conditions.azuread:times",
        "conditions.users.azuread:includeUsers",
      ],
    );
    assert.equal(read(odd).users.include.everyone, false);
  });

  it("with two guest objects where Graph has one isn't understood", () => {
    const users = {
      includedUsers: ["All"],
      excludedGuestsOrExternalUsers: [
        { guestOrExternalUserTypes: ["internalGuest"] },
        { guestOrExternalUserTypes: ["serviceProvider"] },
      ],
    };
    assert.deepEqual(unclear({ ...everyField, conditions: { ...everyField.conditions, users } }), [
      "conditions.users.excludeGuestsOrExternalUsers: must be an object, not a list",
    ]);
  });

  it("of any shape is read without an error", () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...pathsIn(everyField)),
        fc.oneof(fc.jsonValue(), fc.constant(undefined)),
        (path, value) => {
          read(withAt(everyField, path, value));
          read(value);
        },
      ),
      { numRuns: 300 },
    ));
});

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
    notUnderstood("azuread:isTrusted", "an unknown key, so its meaning isn't known"),
  ],
];

describe("an azuread named location", () => {
  for (const [name, properties, is] of locations)
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
