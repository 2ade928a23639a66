import assert from "node:assert/strict";
import { isInBlock, lastOfBlock } from "../../../../sandbox/tenant/sign-ins/evaluator/locations";

describe("addresses of the sandbox", () => {
  it("have a last one in each block, which is inside and the next one isn't", () => {
    for (const [block, last, next] of [
      ["203.0.113.0/24", "203.0.113.255", "203.0.114.0"],
      ["198.51.100.0/25", "198.51.100.127", "198.51.100.128"],
      ["192.0.2.9/32", "192.0.2.9", "192.0.2.10"],
      ["0.0.0.0/0", "255.255.255.255", undefined],
      ["2001:db8:100::/48", "2001:db8:100:ffff:ffff:ffff:ffff:ffff", "2001:db8:101::"],
    ] as const) {
      assert.equal(lastOfBlock(block), last);
      assert.ok(isInBlock(last, block));
      assert.ok(next === undefined || !isInBlock(next, block));
    }
  });

  it("have none in what is no block", () => {
    for (const block of ["", "203.0.113.0", "203.0.113.0/33", "a place/8", "203.0.113.0/-1"])
      assert.equal(lastOfBlock(block), undefined, block);
  });
});
