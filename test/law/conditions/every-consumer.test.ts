import assert from "node:assert/strict";
import {
  CONDITIONS,
  conditionsWith,
  DIMENSIONS,
  LISTED_CONDITIONS,
  LISTED_DIMENSIONS,
} from "../../../src/law/conditions";
import type { Condition, ListedCondition } from "../../../src/law/conditions/condition";
import type { Circumstances, Conditions } from "../../../src/law/model/dimensions";

const { userRisk: _row, ...table } = CONDITIONS;
const { meets: _law, ...withoutLaw } = LISTED_CONDITIONS.userRisk;

/** What a new dimension is owed is an error of types; running this shows nothing more. */
void {
  // @ts-expect-error - whoever iterates conditions needs a row for each dimension of a sign-in
  everybody: table satisfies { readonly [D in keyof Conditions]: Condition<D> },
  // @ts-expect-error - the evaluator needs the law
  evaluator: withoutLaw satisfies Condition<"userRisk">,
  // @ts-expect-error - the search needs all values of a listed dimension
  allValues: ["none", "low", "medium", "high"] satisfies ListedCondition<"userRisk">["values"],
  // @ts-expect-error - a policy has a condition for each dimension
  policy: {} satisfies Conditions,
  // @ts-expect-error - a sign-in has a value in each
  signIn: { clientApp: "browser" } satisfies Circumstances,
};

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
