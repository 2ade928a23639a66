import assert from "node:assert/strict";
import { codePolicy } from "../../src/drift/code-policy";
import { explainNoise, findDifferences } from "../../src/drift/differences";
import type { JsonObject } from "../../src/law/json/json-object";
import { changedPolicy } from "./changed-policy";
import { declaredInputs, FIRST, SECOND } from "./declared-policy";

const code = codePolicy(declaredInputs);

function explained(field: string, changes: JsonObject) {
  const tenant = changedPolicy(changes);
  return explainNoise([field], tenant, code, findDifferences(tenant, code));
}

const CASES: readonly (readonly [field: string, changes: JsonObject, why: string])[] = [
  [
    "conditions.users.excludedUsers[0]",
    { conditions: { users: { excludeUsers: [SECOND, FIRST] } } },
    "the same values, written in another way",
  ],
  [
    "conditions.users.excludedUsers[1]",
    { conditions: { users: { excludeUsers: [FIRST.toUpperCase(), SECOND] } } },
    "the same values, written in another way",
  ],
  [
    "conditions.platforms",
    { conditions: { platforms: { includePlatforms: ["all"] } } },
    'an explicit "all platforms" is the same as none',
  ],
  [
    "conditions.locations",
    { conditions: { locations: { includeLocations: ["All"] } } },
    'an explicit "all locations" is the same as none',
  ],
  [
    "conditions.platforms",
    { conditions: { platforms: { includePlatforms: [], excludePlatforms: [] } } },
    "an empty value is the same as none",
  ],
  ["grantControls.operator", { grantControls: { operator: "AND" } }, "with a single control AND and OR are the same"],
  ["sessionControls", { sessionControls: {} }, "an empty value is the same as none"],
];

describe("what a preview shows and isn't drift", () => {
  for (const [field, changes, why] of CASES)
    it(`${field}: ${why}`, () => {
      const { noise, unexplained } = explained(field, changes);
      assert.deepEqual(
        noise.map((one) => one.why),
        [why],
      );
      assert.deepEqual(unexplained, []);
    });

  it("is no noise when the field is drift", () =>
    assert.deepEqual(explained("state", { state: "disabled" }), { noise: [], unexplained: [] }));

  it("stays unexplained where Graph shows exactly what the code says", () => {
    assert.deepEqual(explained("state", {}).unexplained, ["state"]);
    assert.deepEqual(explained("conditions.users.excludedUsers[2]", {}).unexplained, ["conditions.users.excludeUsers"]);
  });
});
