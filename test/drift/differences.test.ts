import assert from "node:assert/strict";
import fc from "fast-check";
import { explainNoise, findDifferences } from "../../src/drift/differences";
import { codePolicy } from "../../src/drift/judge-policy";
import { isEmpty, type JsonObject, replaced } from "../../src/law/json/json-object";
import { changedPolicy, declaredInputs, deployedPolicy, FIRST, SECOND } from "./declared-policy";

const code = codePolicy(declaredInputs);
const pathsOf = (changes: JsonObject, coded = code) =>
  findDifferences(changedPolicy(changes), coded).map(({ path }) => path);

const NO_DRIFT: readonly (readonly [name: string, changes: JsonObject])[] = [
  ["missing instead of null", { conditions: { platforms: undefined }, sessionControls: undefined }],
  ["an empty text instead of null", { conditions: { insiderRiskLevels: "", authenticationFlows: "" } }],
  ["null instead of an empty list", { conditions: { users: { excludeGroups: null, includeRoles: null } } }],
  ["an empty object", { conditions: { devices: {}, locations: {} }, sessionControls: {} }],
  [
    "a platforms object with empty lists",
    { conditions: { platforms: { includePlatforms: [], excludePlatforms: [] } } },
  ],
  ["all platforms in another letter case", { conditions: { platforms: { includePlatforms: ["All"] } } }],
  ["an empty object under an unknown key", { conditions: { times: { ranges: [], note: "" } } }],
  ["the same id twice", { conditions: { users: { excludeUsers: [FIRST, SECOND, FIRST] } } }],
  ["read-only fields", { createdDateTime: "2020-01-01", modifiedDateTime: "2026-11-01", templateId: "x", id: "y" }],
  ["annotations", { "@odata.etag": "1", conditions: { "users@odata.context": "x" } }],
  ["session controls that are switched off", { sessionControls: { cloudAppSecurity: { isEnabled: false } } }],
  ["resilience defaults as they are", { sessionControls: { disableResilienceDefaults: false } }],
  ["a client type in another letter case", { conditions: { clientAppTypes: ["ALL"] } }],
];

const DRIFT: readonly (readonly [name: string, changes: JsonObject, path: string])[] = [
  ["an unknown condition", { conditions: { moonPhase: "full" } }, "conditions.moonPhase"],
  ["an unknown condition that is false", { conditions: { moonPhase: false } }, "conditions.moonPhase"],
  ["an unknown condition that holds 0", { conditions: { moonPhase: { least: 0 } } }, "conditions.moonPhase"],
  ["a new kind of exclusion", { conditions: { users: { excludeTeams: ["x"] } } }, "conditions.users.excludeTeams"],
  ["a new target", { conditions: { applications: { networkAccess: ["x"] } } }, "conditions.applications.networkAccess"],
  ["a new control", { grantControls: { askNicely: true } }, "grantControls.askNicely"],
  [
    "a new session control",
    { sessionControls: { secureSignInSession: { isEnabled: true } } },
    "sessionControls.secureSignInSession",
  ],
  ["a new field of the policy", { partialEnablementStrategy: "half" }, "partialEnablementStrategy"],
  ["a deletion that can be undone", { deletedDateTime: "2026-11-01T00:00:00Z" }, "deletedDateTime"],
  [
    "a token in another letter case",
    { conditions: { users: { includeUsers: ["all"] } } },
    "conditions.users.includeUsers",
  ],
  ["text instead of a list", { conditions: { users: { excludeUsers: "All" } } }, "conditions.users.excludeUsers"],
  ["conditions that aren't an object", { conditions: "none" }, "conditions"],
  [
    "all platforms with an exclusion",
    { conditions: { platforms: { includePlatforms: ["all"], excludePlatforms: ["iOS"] } } },
    "conditions.platforms.excludePlatforms",
  ],
  [
    "two controls with another operator",
    { grantControls: { builtInControls: ["mfa", "block"], operator: "AND" } },
    "grantControls.operator",
  ],
  [
    "a method of session controls",
    { sessionControls: { disableResilienceDefaults: true } },
    "sessionControls.disableResilienceDefaults",
  ],
];

describe("the comparison of a policy with the code", () => {
  for (const [name, changes] of NO_DRIFT) it(`finds no drift in ${name}`, () => assert.deepEqual(pathsOf(changes), []));

  for (const [name, changes, path] of DRIFT)
    it(`finds drift in ${name}`, () => assert.ok(pathsOf(changes).includes(path), JSON.stringify(pathsOf(changes))));

  it("shows both sides of a field", () => {
    const [difference] = findDifferences(changedPolicy({ state: "disabled" }), code);
    assert.deepEqual(difference, { path: "state", tenant: "disabled", code: "enabled" });
  });

  it("lists the most important field first", () => {
    const changes = {
      displayName: "x",
      state: "disabled",
      conditions: { userRiskLevels: ["high"] },
      grantControls: null,
    };
    assert.deepEqual(pathsOf(changes), [
      "state",
      "grantControls.builtInControls",
      "conditions.userRiskLevels",
      "displayName",
    ]);
  });

  const strength = { id: "00000000-0000-0000-0000-000000000004" };
  const withStrength = codePolicy({
    ...declaredInputs,
    grantControls: {
      operator: "OR",
      authenticationStrengthPolicyId: `/policies/authenticationStrengthPolicies/${strength.id}`,
    },
  });
  const expanded = { ...strength, displayName: "Phishing-resistant MFA", allowedCombinations: ["fido2"] };

  it("recognizes an expanded strength by its id", () => {
    const changes = { grantControls: { builtInControls: [], operator: "AND", authenticationStrength: expanded } };
    assert.deepEqual(pathsOf(changes, withStrength), []);
  });

  it("finds another strength", () => {
    const other = { ...expanded, id: "00000000-0000-0000-0000-000000000002" };
    const changes = { grantControls: { builtInControls: [], authenticationStrength: other } };
    assert.deepEqual(pathsOf(changes, withStrength), ["grantControls.authenticationStrength"]);
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

  for (const change of [
    { value: 24 },
    { type: "days" },
    { authenticationType: "secondaryAuthentication" },
    { isEnabled: false },
  ])
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
    fc.assert(
      fc.property(somewhere, newKey, fc.jsonValue({ maxDepth: 3 }), (place, key, value) => {
        const changed = replaced(deployedPolicy, [...place.split(".").filter((part) => part !== ""), key], value);
        assert.equal(findDifferences(changed, code).length > 0, !isEmpty(value));
      }),
    ));

  it("ignores the order and letter case of ids", () =>
    fc.assert(
      fc.property(fc.uniqueArray(fc.uuid(), { minLength: 1 }), fc.infiniteStream(fc.boolean()), (ids, upper) => {
        const coded = codePolicy(replaced(declaredInputs, ["conditions", "users", "excludedUsers"], ids));
        const written = ids.toReversed().map((id) => (upper.next().value === true ? id.toUpperCase() : id));
        assert.deepEqual(pathsOf({ conditions: { users: { excludeUsers: written } } }, coded), []);
      }),
    ));
});

function explained(field: string, changes: JsonObject) {
  const tenant = changedPolicy(changes);
  return explainNoise([field], tenant, code, findDifferences(tenant, code));
}

const NOISE: readonly (readonly [field: string, changes: JsonObject, why: string])[] = [
  [
    "conditions.users.excludedUsers[0]",
    { conditions: { users: { excludeUsers: [SECOND, FIRST] } } },
    "written in another way, with the same effect",
  ],
  [
    "conditions.users.excludedUsers[1]",
    { conditions: { users: { excludeUsers: [FIRST.toUpperCase(), SECOND] } } },
    "written in another way, with the same effect",
  ],
  [
    "conditions.platforms",
    { conditions: { platforms: { includePlatforms: ["all"] } } },
    'an empty value, or an explicit "all", is the same as none',
  ],
  [
    "conditions.locations",
    { conditions: { locations: { includeLocations: ["All"] } } },
    'an empty value, or an explicit "all", is the same as none',
  ],
  [
    "conditions.platforms",
    { conditions: { platforms: { includePlatforms: [], excludePlatforms: [] } } },
    'an empty value, or an explicit "all", is the same as none',
  ],
  ["grantControls.operator", { grantControls: { operator: "AND" } }, "written in another way, with the same effect"],
  ["sessionControls", { sessionControls: {} }, 'an empty value, or an explicit "all", is the same as none'],
];

describe("a field that a preview shows although it isn't drift", () => {
  for (const [field, changes, why] of NOISE)
    it(`${field}: ${why}`, () => {
      const { noise, unexplained } = explained(field, changes);
      assert.deepEqual(
        noise.map((one) => one.why),
        [why],
      );
      assert.deepEqual(unexplained, []);
    });

  it("isn't noise if the field is drift", () =>
    assert.deepEqual(explained("state", { state: "disabled" }), { noise: [], unexplained: [] }));

  it("stays unexplained if Graph shows exactly the code's value", () => {
    assert.deepEqual(explained("state", {}).unexplained, ["state"]);
    assert.deepEqual(explained("conditions.users.excludedUsers[2]", {}).unexplained, ["conditions.users.excludeUsers"]);
  });
});
