import assert from "node:assert/strict";
import fc from "fast-check";
import { codePolicy } from "../../src/drift/judge-policy";
import { findDifferences, shownWithoutDrift } from "../../src/drift/policy-fields";
import { isEmpty, type JsonObject, replaced } from "../../src/law/json/json-object";
import { FIRST, SECOND } from "../cli/a-tenant";
import { always } from "../times";
import { changedPolicy, declaredInputs, deployedPolicy } from "./declared-policy";

const code = codePolicy(declaredInputs);
const pathsOf = (changes: JsonObject, coded = code) =>
  findDifferences(changedPolicy(changes), coded).map(({ path }) => path);
const users = (users: JsonObject): JsonObject => ({ conditions: { users } });
const platforms = (includePlatforms: readonly string[], excludePlatforms: readonly string[] = []): JsonObject => ({
  conditions: { platforms: { includePlatforms, excludePlatforms } },
});

const BOTH = { builtInControls: ["mfa", "block"], operator: "AND" };
const RESILIENCE = "disableResilienceDefaults";

const NO_DRIFT: readonly (readonly [name: string, changes: JsonObject])[] = [
  ["missing instead of null", { conditions: { platforms: undefined }, sessionControls: undefined }],
  ["an empty text instead of null", { conditions: { insiderRiskLevels: "", authenticationFlows: "" } }],
  ["null instead of an empty list", users({ excludeGroups: null, includeRoles: null })],
  ["an empty object", { conditions: { devices: {}, locations: {} }, sessionControls: {} }],
  ["a platforms object with empty lists", platforms([])],
  ["all platforms in another letter case", { conditions: { platforms: { includePlatforms: ["All"] } } }],
  ["an empty object under an unknown key", { conditions: { times: { ranges: [], note: "" } } }],
  ["the same id twice", users({ excludeUsers: [FIRST, SECOND, FIRST] })],
  ["read-only fields", { createdDateTime: "2020-01-01", modifiedDateTime: "2026-11-01", templateId: "x", id: "y" }],
  ["annotations", { "@odata.etag": "1", conditions: { "users@odata.context": "x" } }],
  ["session controls that are switched off", { sessionControls: { cloudAppSecurity: { isEnabled: false } } }],
  ["resilience defaults as they are", { sessionControls: { [RESILIENCE]: false } }],
  ["a client type in another letter case", { conditions: { clientAppTypes: ["ALL"] } }],
];

const DRIFT: readonly (readonly [name: string, path: string, changes: JsonObject])[] = [
  ["an unknown condition", "conditions.moonPhase", { conditions: { moonPhase: "full" } }],
  ["an unknown condition that is false", "conditions.moonPhase", { conditions: { moonPhase: false } }],
  ["an unknown condition that holds 0", "conditions.moonPhase", { conditions: { moonPhase: { least: 0 } } }],
  ["a new kind of exclusion", "conditions.users.excludeTeams", users({ excludeTeams: ["x"] })],
  ["a new target", "conditions.applications.networkAccess", { conditions: { applications: { networkAccess: ["x"] } } }],
  ["a new control", "grantControls.askNicely", { grantControls: { askNicely: true } }],
  ["a new session control", "sessionControls.secure", { sessionControls: { secure: { isEnabled: true } } }],
  ["a new field of the policy", "partialEnablementStrategy", { partialEnablementStrategy: "half" }],
  ["a deletion that can be undone", "deletedDateTime", { deletedDateTime: "2026-11-01T00:00:00Z" }],
  ["a token in another letter case", "conditions.users.includeUsers", users({ includeUsers: ["all"] })],
  ["text instead of a list", "conditions.users.excludeUsers", users({ excludeUsers: "All" })],
  ["conditions that aren't an object", "conditions", { conditions: "none" }],
  ["all platforms with an exclusion", "conditions.platforms.excludePlatforms", platforms(["all"], ["iOS"])],
  ["two controls with another operator", "grantControls.operator", { grantControls: BOTH }],
  ["resilience defaults", `sessionControls.${RESILIENCE}`, { sessionControls: { [RESILIENCE]: true } }],
];

describe("the comparison of a policy with the code", () => {
  for (const [name, changes] of NO_DRIFT) it(`finds no drift in ${name}`, () => assert.deepEqual(pathsOf(changes), []));

  for (const [name, path, changes] of DRIFT)
    it(`finds drift in ${name}`, () => assert.ok(pathsOf(changes).includes(path), JSON.stringify(pathsOf(changes))));

  it("shows both sides of a field, and lists the most important field first", () => {
    const conditions = { userRiskLevels: ["high"] };
    const changes = { displayName: "x", state: "disabled", conditions, grantControls: null };
    const [difference] = findDifferences(changedPolicy(changes), code);
    assert.deepEqual(difference, { path: "state", tenant: "disabled", code: "enabled" });
    const paths = ["state", "grantControls.builtInControls", "conditions.userRiskLevels", "displayName"];
    assert.deepEqual(pathsOf(changes), paths);
  });

  const strength = { id: "00000000-0000-0000-0000-000000000004" };
  const authenticationStrengthPolicyId = `/policies/authenticationStrengthPolicies/${strength.id}`;
  const withStrength = codePolicy({
    ...declaredInputs,
    grantControls: { operator: "OR", authenticationStrengthPolicyId },
  });
  const expanded = { ...strength, displayName: "Phishing-resistant MFA", allowedCombinations: ["fido2"] };

  it("recognizes an expanded strength by its id, and finds another strength", () => {
    const changes = { grantControls: { builtInControls: [], operator: "AND", authenticationStrength: expanded } };
    assert.deepEqual(pathsOf(changes, withStrength), []);
    const other = { ...expanded, id: "00000000-0000-0000-0000-000000000002" };
    const found = pathsOf({ grantControls: { builtInControls: [], authenticationStrength: other } }, withStrength);
    assert.deepEqual(found, ["grantControls.authenticationStrength"]);
  });

  const everyHalfDay = codePolicy({
    ...declaredInputs,
    sessionControls: { signInFrequency: 12, signInFrequencyPeriod: "hours", signInFrequencyInterval: "timeBased" },
  });
  const frequency = {
    isEnabled: true,
    type: "hours",
    value: 12,
    frequencyInterval: "timeBased",
    authenticationType: "primaryAndSecondaryAuthentication",
  };

  it("leaves out what Graph adds to a sign-in frequency", () =>
    assert.deepEqual(pathsOf({ sessionControls: { signInFrequency: frequency } }, everyHalfDay), []));

  const others = [{ value: 24 }, { type: "days" }, { isEnabled: false }];
  for (const change of [...others, { authenticationType: "secondaryAuthentication" }])
    it(`finds a sign-in frequency with ${JSON.stringify(change)}`, () => {
      const changes = { sessionControls: { signInFrequency: { ...frequency, ...change } } };
      assert.deepEqual(pathsOf(changes, everyHalfDay), ["sessionControls.signInFrequency"]);
    });

  const somewhere = fc.constantFrom(
    ...["", "conditions", "conditions.users", "conditions.applications", "conditions.platforms", "conditions.new"],
    ...["conditions.devices", "conditions.devices.deviceFilter", "conditions.users.excludeGuestsOrExternalUsers"],
    ...["conditions.authenticationFlows", "grantControls", "sessionControls", "sessionControls.new"],
  );
  const newKey = fc.stringMatching(/^[a-z]{3,12}$/).map((name) => `new-${name}`);

  it("finds content under an unknown key, wherever the key is", () =>
    always(100, [somewhere, newKey, fc.jsonValue({ maxDepth: 3 })], (place, key, value) => {
      const changed = replaced(deployedPolicy, [...place.split(".").filter((part) => part !== ""), key], value);
      assert.equal(findDifferences(changed, code).length > 0, !isEmpty(value));
    }));

  it("ignores the order and letter case of ids", () =>
    always(100, [fc.uniqueArray(fc.uuid(), { minLength: 1 }), fc.infiniteStream(fc.boolean())], (ids, upper) => {
      const coded = codePolicy(replaced(declaredInputs, ["conditions", "users", "excludedUsers"], ids));
      const written = ids.toReversed().map((id) => (upper.next().value === true ? id.toUpperCase() : id));
      assert.deepEqual(pathsOf({ conditions: { users: { excludeUsers: written } } }, coded), []);
    }));
});

function explained(field: string, changes: JsonObject) {
  const tenant = changedPolicy(changes);
  return shownWithoutDrift([field], tenant, code, findDifferences(tenant, code));
}

const NOISE: readonly (readonly [field: string, changes: JsonObject])[] = [
  ["conditions.users.excludedUsers[0]", users({ excludeUsers: [SECOND, FIRST] })],
  ["conditions.users.excludedUsers[1]", users({ excludeUsers: [FIRST.toUpperCase(), SECOND] })],
  ["conditions.platforms", { conditions: { platforms: { includePlatforms: ["all"] } } }],
  ["conditions.locations", { conditions: { locations: { includeLocations: ["All"] } } }],
  ["conditions.platforms", platforms([])],
  ["grantControls.operator", { grantControls: { operator: "AND" } }],
  ["sessionControls", { sessionControls: {} }],
];

describe("a field that a preview shows although it isn't drift", () => {
  for (const [field, changes] of NOISE)
    it(`${field} with ${JSON.stringify(changes)}`, () => {
      const { noise, unexplained } = explained(field, changes);
      assert.deepEqual([noise.length, unexplained], [1, []]);
    });

  it("isn't noise if the field is drift", () =>
    assert.deepEqual(explained("state", { state: "disabled" }), { noise: [], unexplained: [] }));

  it("stays unexplained if Graph shows exactly the code's value", () => {
    assert.deepEqual(explained("state", {}).unexplained, ["state"]);
    assert.deepEqual(explained("conditions.users.excludedUsers[2]", {}).unexplained, ["conditions.users.excludeUsers"]);
  });
});
