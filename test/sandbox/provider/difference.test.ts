import assert from "node:assert/strict";
import { differences } from "../../../sandbox/provider/plugin/difference";
import { resourceTypes } from "../../../sandbox/provider/plugin/resources";
import { type Fields, UNKNOWN } from "../../../sandbox/provider/plugin/values";
import { TYPE } from "./recorded-program";

const shapeOf = (type: string) => resourceTypes.get(type)?.shape ?? assert.fail(type);

const kinds = (type: string, seen: Fields, wanted: Fields): Record<string, string> =>
  Object.fromEntries(
    differences(shapeOf(type), seen, wanted).map(({ path, kind, replaces }) => [
      path,
      replaces ? `${kind}-replace` : kind,
    ]),
  );

const users = (change: Fields): Fields => ({ conditions: { users: change } });

describe("differences", () => {
  for (const empty of [null, undefined, []])
    it(`takes ${JSON.stringify(empty) ?? "an unset field"} for an empty list`, () => {
      for (const other of [null, undefined, []])
        assert.deepEqual(kinds(TYPE.policy, users({ excludedUsers: empty }), users({ excludedUsers: other })), {});
    });

  it("takes an empty text for an unset one, and false for an unset flag", () => {
    assert.deepEqual(kinds(TYPE.strength, { displayName: "x", description: "" }, { displayName: "x" }), {});
    assert.deepEqual(kinds(TYPE.group, { mailEnabled: false }, {}), {});
    assert.deepEqual(kinds(TYPE.group, { mailEnabled: true }, {}), { mailEnabled: "delete" });
  });

  it("takes the default of a field for an unset one", () => {
    const country = (more: Fields): Fields => ({ country: { countriesAndRegions: ["FI"], ...more } });
    assert.deepEqual(kinds(TYPE.location, country({ countryLookupMethod: "clientIpAddress" }), country({})), {});
    assert.deepEqual(kinds(TYPE.location, country({ countryLookupMethod: "authenticatorAppGps" }), country({})), {
      "country.countryLookupMethod": "delete",
    });
  });

  it("counts the order of a list, and not that of a set", () => {
    assert.deepEqual(kinds(TYPE.policy, users({ excludedUsers: ["a", "b"] }), users({ excludedUsers: ["b", "a"] })), {
      "conditions.users.excludedUsers[0]": "delete",
      "conditions.users.excludedUsers[1]": "add",
    });
    const strength = (...allowedCombinations: string[]): Fields => ({ allowedCombinations });
    assert.deepEqual(kinds(TYPE.strength, strength("fido2", "sms"), strength("sms", "fido2")), {});
    assert.deepEqual(kinds(TYPE.strength, strength("fido2"), strength("sms")), { "allowedCombinations[0]": "update" });
    assert.deepEqual(kinds(TYPE.strength, strength("fido2", "sms"), strength("fido2")), {
      "allowedCombinations[1]": "delete",
    });
  });

  it("finds the one entry of a list that came, went or changed", () => {
    const excluded = (before: string, after: string) =>
      kinds(TYPE.policy, users({ excludedUsers: [...before] }), users({ excludedUsers: [...after] }));
    assert.deepEqual(excluded("abc", "bc"), { "conditions.users.excludedUsers[0]": "delete" });
    assert.deepEqual(excluded("bc", "abc"), { "conditions.users.excludedUsers[0]": "add" });
    assert.deepEqual(excluded("abc", "axc"), { "conditions.users.excludedUsers[1]": "update" });
    assert.deepEqual(excluded("abc", "cx"), {
      "conditions.users.excludedUsers[0]": "delete",
      "conditions.users.excludedUsers[1]": "update",
    });
  });

  it("goes into the entries of a list of records", () => {
    const guests = (members: string[]): Fields =>
      users({
        excludedGuestsOrExternalUsers: [
          { guestOrExternalUserTypes: ["internalGuest"], externalTenants: [{ membershipKind: "enumerated", members }] },
        ],
      });
    assert.deepEqual(kinds(TYPE.policy, guests(["a"]), guests(["a", "b"])), {
      "conditions.users.excludedGuestsOrExternalUsers[0].externalTenants[0].members[1]": "add",
    });
  });

  it("leaves members alone that a group doesn't list, and owns those of one that does", () => {
    assert.deepEqual(kinds(TYPE.group, { members: ["a"] }, {}), {});
    assert.deepEqual(kinds(TYPE.group, { members: ["a", "b"] }, { members: ["a"] }), { "members[1]": "delete" });
    assert.deepEqual(kinds(TYPE.group, { members: ["a"] }, { members: [] }), { members: "delete" });
  });

  it("asks for a new object where the old one can't become it", () => {
    const ip: Fields = { ip: { ipRanges: ["203.0.113.0/24"] } };
    const country: Fields = { country: { countriesAndRegions: ["FI"] } };
    assert.deepEqual(kinds(TYPE.location, ip, country), { ip: "delete-replace", country: "add-replace" });
    assert.deepEqual(kinds(TYPE.location, ip, { ip: { ipRanges: ["198.51.100.0/24"] } }), {
      "ip.ipRanges[0]": "update",
    });
    assert.deepEqual(kinds(TYPE.member, { groupObjectId: "a" }, { groupObjectId: "b" }), {
      groupObjectId: "update-replace",
    });
    assert.deepEqual(kinds(TYPE.group, { assignableToRole: true }, {}), { assignableToRole: "delete-replace" });
  });

  it("takes what isn't known yet for a change", () => {
    assert.deepEqual(kinds(TYPE.policy, { state: "enabled" }, { state: UNKNOWN }), { state: "update" });
    assert.deepEqual(kinds(TYPE.policy, users({}), users({ excludedGroups: UNKNOWN })), {
      "conditions.users.excludedGroups": "add",
    });
  });

  it("finds no difference in session controls that change nothing", () => {
    const without: Fields = { sessionControls: null };
    assert.deepEqual(kinds(TYPE.policy, without, { sessionControls: { disableResilienceDefaults: false } }), {});
    assert.deepEqual(kinds(TYPE.policy, without, { sessionControls: {} }), { sessionControls: "add" });
    assert.deepEqual(kinds(TYPE.policy, without, { sessionControls: { persistentBrowserMode: "never" } }), {
      sessionControls: "add",
    });
  });
});
