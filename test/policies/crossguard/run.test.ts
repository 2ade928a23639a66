import assert from "node:assert/strict";
import { Run } from "../../../policies/crossguard/run";
import { aResource } from "../support/stacks";

describe("what a run has seen", () => {
  const first = aResource("Group", { displayName: "A" }, { name: "first" });
  const second = aResource("Group", { displayName: "B" }, { name: "second" });

  it("is a list that stays as it is: what a rule works out of it is remembered by it", () => {
    const run = new Run();
    run.see(first);
    const before = run.seen();
    run.see(second);
    assert.deepEqual(before, [first]);
    assert.deepEqual(run.seen(), [first, second]);
  });

  it("has each resource once, as it was seen last", () => {
    const run = new Run();
    const changed = { ...first, properties: { displayName: "C" } };
    for (const one of [first, second, changed]) run.see(one);
    assert.deepEqual(run.seen(), [changed, second]);
  });

  it("begins anew after a stack was judged", () => {
    const run = new Run();
    run.see(first);
    assert.deepEqual(run.stackFor("a-rule", () => []).asked, [first]);
    run.see(second);
    assert.deepEqual(run.seen(), [second]);
  });
});
