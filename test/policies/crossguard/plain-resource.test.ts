import assert from "node:assert/strict";
import { plainProperties } from "../../../policies/crossguard/plain-resource";
import { holdsUnresolved, UNRESOLVED } from "../../../policies/stack/objects/resource";
import { unknownCheckingProxy, unknownStringValue } from "../support/sdk";

describe("properties as the SDK hands them out", () => {
  const of = (unknown: unknown) => ({
    state: unknown,
    list: ["known", unknown],
    inner: { deep: unknown, nothing: null },
  });

  it("throw when a value that isn't known yet is read, which the SDK would report as advisory, and become plain data", () => {
    assert.throws(() => unknownCheckingProxy(of(unknownStringValue)).state, /can't be known during preview/);
    assert.deepEqual(plainProperties(unknownCheckingProxy(of(unknownStringValue))), of(UNRESOLVED));
  });

  it("become plain data even when something else throws", () => {
    const trap = { enumerable: true, get: () => assert.fail("odd") };
    assert.deepEqual(plainProperties(Object.defineProperties({}, { trap })), { trap: UNRESOLVED });
  });

  it("are followed only so deep, and what nests deeper isn't known", () => {
    const nested = (depth: number): object => (depth === 0 ? {} : { inner: nested(depth - 1) });
    assert.deepEqual(plainProperties(nested(63)), nested(63));
    for (const depth of [64, 65, 500]) assert.ok(holdsUnresolved(plainProperties(nested(depth))), `${depth} deep`);
    const endless: { [key: string]: unknown } = {};
    endless["again"] = endless;
    assert.ok(holdsUnresolved(plainProperties(endless)));
  });

  it("keep no value of the SDK's, however deep: reading one later would throw", () => {
    const deep = (depth: number): object => (depth === 0 ? { state: unknownStringValue } : { inner: deep(depth - 1) });
    for (const depth of [1, 62, 63, 64, 65, 100])
      assert.doesNotThrow(() => JSON.stringify(plainProperties(unknownCheckingProxy(deep(depth)))), `${depth} deep`);
  });
});
