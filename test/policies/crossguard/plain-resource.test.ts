import assert from "node:assert/strict";
import { plainProperties } from "../../../policies/crossguard/plain-resource";
import { holdsUnresolved, UNRESOLVED } from "../../../policies/stack/objects/resource";
import { unknownCheckingProxy, unknownStringValue } from "../support/sdk";

describe("properties as the SDK hands them out", () => {
  const proxied = () =>
    unknownCheckingProxy({
      state: unknownStringValue,
      list: ["known", unknownStringValue],
      inner: { deep: unknownStringValue, nothing: null },
    });

  it("throw when a value that isn't known yet is read: what the SDK would report as advisory", () => {
    assert.throws(() => proxied().state, /can't be known during preview/);
  });

  it("become plain data, with a mark where a value isn't known", () => {
    assert.deepEqual(plainProperties(proxied()), {
      state: UNRESOLVED,
      list: ["known", UNRESOLVED],
      inner: { deep: UNRESOLVED, nothing: null },
    });
  });

  it("become plain data even when something else throws", () => {
    const odd = {
      get trap(): never {
        throw new TypeError("odd");
      },
    };
    assert.deepEqual(plainProperties(odd), { trap: UNRESOLVED });
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
