import assert from "node:assert/strict";
import { CONDITIONS, conditionsWith, DIMENSIONS, LISTED_DIMENSIONS } from "../../../src/law/conditions";

describe("the table of conditions", () => {
  for (const dimension of DIMENSIONS)
    it(`has the row of ${dimension} under its own name`, () =>
      assert.equal(CONDITIONS[dimension].dimension, dimension));

  it("tells reasons, JSON keys and keys of Graph and azuread apart", () => {
    const rows = DIMENSIONS.map((dimension) => CONDITIONS[dimension]);
    for (const names of [
      rows.map(({ reason }) => reason),
      rows.map(({ json }) => json.key),
      rows.map(({ graph }) => graph.key),
      rows.flatMap(({ azuread }) => azuread?.key ?? []),
    ])
      assert.deepEqual([...new Set<string>(names)], names);
  });

  it("lists the values of all dimensions but networks and devices", () =>
    assert.deepEqual(
      DIMENSIONS.filter((dimension) => !LISTED_DIMENSIONS.some((listed) => listed === dimension)),
      ["network", "device"],
    ));

  it("makes conditions for every dimension", () =>
    assert.deepEqual(Object.keys(conditionsWith((dimension) => CONDITIONS[dimension].notConfigured)), [...DIMENSIONS]));
});
