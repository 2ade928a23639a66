import assert from "node:assert/strict";
import { readsTenant } from "../../scripts/reads-tenant";

describe("a command line of azmfa", () => {
  it("reads a live tenant when it takes a snapshot", () =>
    assert.ok(readsTenant(["snapshot", "--out", "tenant.json"])));

  for (const args of [
    [],
    ["prove", "tenant.json"],
    ["snapshot"],
    ["snapshot", "--out"],
    ["snapshot", "--uot", "tenant.json"],
    ["snapshot", "--out", "tenant.json", "another.json"],
    ["snapshot", "--out", "tenant.json", "--help"],
  ])
    it(`reads none as ${JSON.stringify(args)}`, () => assert.ok(!readsTenant(args)));
});
