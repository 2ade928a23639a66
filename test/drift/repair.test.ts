import assert from "node:assert/strict";
import { type Repair, repairOf } from "../../src/drift/policy-fields";

const CASES: readonly (readonly [name: string, path: string, code: unknown, shown: readonly string[], Repair])[] = [
  ["a field that the preview names", "state", "enabled", ["state"], "repaired"],
  ["an item of a list", "conditions.users.excludeUsers", ["x"], ["conditions.users.excludedUsers[2]"], "repaired"],
  [
    "a field inside an object that the preview names",
    "conditions.platforms.includePlatforms",
    undefined,
    ["conditions.platforms"],
    "repaired",
  ],
  [
    "an object around a field that the preview names",
    "conditions.devices.deviceFilter",
    undefined,
    ["conditions.devices.filter.rule"],
    "repaired",
  ],
  ["a seen field that this preview doesn't name", "state", "enabled", ["displayName"], "notShown"],
  [
    "a field of a longer name",
    "conditions.users.excludeUsers",
    ["x"],
    ["conditions.users.excludedUsersElse"],
    "notShown",
  ],
  ["a blind field", "conditions.insiderRiskLevels", undefined, [], "notSeen"],
  ["a blind field that the code does give", "conditions.insiderRiskLevels", ["minor"], [], "untried"],
  ["a strength beside mfa", "grantControls.authenticationStrength", undefined, ["grantControls"], "leftToGraph"],
  [
    "a strength in place of the coded one",
    "grantControls.authenticationStrength",
    { id: "x" },
    ["grantControls"],
    "untried",
  ],
  ["a condition that nobody has tried", "conditions.moonPhase", undefined, [], "untried"],
  ["a session control that nobody has tried", "sessionControls.secureSignInSession", undefined, [], "untried"],
];

describe("what pulumi up does about a difference", () => {
  for (const [name, path, code, shown, repair] of CASES)
    it(`${name}: ${repair}`, () => assert.equal(repairOf(path, code, shown), repair));
});
