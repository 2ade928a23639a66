import assert from "node:assert/strict";
import { Run } from "../../../policies/crossguard/run";
import { aResource } from "../support/stacks";

describe("the inputs of a stack so far", () => {
  const first = aResource("Group", { displayName: "A" }, { name: "first" });
  const second = aResource("Group", { displayName: "B" }, { name: "second" });

  it("stay the same for a rule that has them, so that its results are kept", () => {
    const run = new Run();
    run.add(first);
    const before = run.asked();
    run.add(second);
    assert.deepEqual(before.resources, [first]);
    assert.deepEqual(run.asked().resources, [first, second]);
  });

  it("have each resource once, with its latest inputs", () => {
    const run = new Run();
    const changed = { ...first, properties: { displayName: "C" } };
    for (const one of [first, second, changed]) run.add(one);
    assert.deepEqual(run.asked().resources, [changed, second]);
  });

  it("begins anew after a stack was judged", () => {
    const run = new Run();
    run.add(first);
    assert.deepEqual(run.stackFor("a-rule", () => ({ state: [], elsewhere: [] })).inputs.resources, [first]);
    run.add(second);
    assert.deepEqual(run.asked().resources, [second]);
  });

  it("is shown anew to the rules that another configuration calls", () => {
    const run = new Run();
    const read = (rule: string, one: typeof first) => [
      run.resourceFor(rule, first.urn, () => one)?.properties,
      ...run
        .stackFor(rule, () => ({ state: [one], elsewhere: [] }))
        .state.resources.map(({ properties }) => properties),
    ];
    read("a-rule", first);
    run.readAnew();
    assert.deepEqual(read("another", { ...first, properties: {} }), [{}, {}]);
    run.isStackRead = false; // the engine shows another stack, after no resource of it
    assert.deepEqual(run.stackFor("a-third", () => ({ state: [], elsewhere: [] })).state.resources, []);
  });
});
