import assert from "node:assert/strict";
import { ignoreChanges } from "../../../policies/rules/ignore-changes";
import { aPolicy, IN_STACK } from "../support/policies";
import { settingsOf } from "../support/stacks";

const told = (...paths: readonly string[]) =>
  ignoreChanges.onResource?.(
    aPolicy({}, { options: { protect: true, ignoreChanges: paths } }),
    settingsOf(IN_STACK),
    [],
  ) ?? [];

describe("ignore-changes", () => {
  for (const path of [
    "state",
    "conditions",
    "conditions.users.excludedUsers",
    '["conditions"].users',
    "grantControls.operator",
    "*",
  ])
    it(`rejects \`${path}\` on a carrier`, () => assert.equal(told(path).length, 1));
  for (const path of ["displayName", "sessionControls"])
    it(`lets \`${path}\` pass`, () => assert.deepEqual(told(path), []));
});
