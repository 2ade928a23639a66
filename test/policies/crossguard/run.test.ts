import assert from "node:assert/strict";
import { Run } from "../../../policies/crossguard/run";
import { aResource } from "../support/stacks";

describe("what a stack has asked for so far", () => {
  const first = aResource("Group", { displayName: "A" }, { name: "first" });
  const second = aResource("Group", { displayName: "B" }, { name: "second" });

  it("stays as it is for the rule that asked: what a rule works out of it is kept", () => {
    const run = new Run();
    run.add(first);
    const before = run.askedSoFar();
    run.add(second);
    assert.deepEqual(before.resources, [first]);
    assert.deepEqual(run.askedSoFar().resources, [first, second]);
  });

  it("has each resource once, as it was asked for last", () => {
    const run = new Run();
    const changed = { ...first, properties: { displayName: "C" } };
    for (const one of [first, second, changed]) run.add(one);
    assert.deepEqual(run.askedSoFar().resources, [changed, second]);
  });

  it("begins anew after a stack was judged", () => {
    const run = new Run();
    run.add(first);
    assert.deepEqual(run.stackFor("a-rule", () => []).asked.resources, [first]);
    run.add(second);
    assert.deepEqual(run.askedSoFar().resources, [second]);
  });
});
