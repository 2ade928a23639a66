import assert from "node:assert/strict";
import { readsTenant } from "../../scripts/reads-tenant";

describe("a command line of azmfa", () => {
  it("reads a live tenant when it takes a snapshot", () =>
    assert.ok(readsTenant(["snapshot", "--out", "tenant.json"])));

  it("reads a live tenant when it replays the live log, or asks Microsoft's evaluation", () => {
    assert.ok(readsTenant(["replay", "--live"]));
    assert.ok(readsTenant(["whatif", "tenant.json"]));
    assert.ok(readsTenant(["whatif", "--live", "--dry-run"]));
  });

  for (const args of [
    [],
    ["prove", "tenant.json"],
    ["snapshot"],
    ["replay", "signins.json", "--tenant", "tenant.json"],
    ["whatif", "tenant.json", "--dry-run"],
    ["audit", "--sample", "proved"],
    ["audit", "--sample"],
    ["snapshot", "--out"],
    ["snapshot", "--uot", "tenant.json"],
    ["snapshot", "--out", "tenant.json", "another.json"],
    ["snapshot", "--out", "tenant.json", "--help"],
  ])
    it(`reads none as ${JSON.stringify(args)}`, () => assert.ok(!readsTenant(args)));
});
