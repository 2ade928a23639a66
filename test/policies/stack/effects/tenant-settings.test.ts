import assert from "node:assert/strict";
import { weakensTenant } from "../../../../policies/stack/effects/tenant-settings";
import { made, update } from "../../support/requests";
import { rowsIn } from "../../support/rows";

describe("settings of the whole tenant", () => {
  for (const [says, what, url, body] of rowsIn("tenant-settings", "everywhere"))
    it(`are weakened by ${what}, wherever the guarantee is`, () => {
      for (const baseline of ["elsewhere", "in-stack"] as const)
        assert.match(weakensTenant(update(url, body), baseline) ?? "", new RegExp(says));
    });

  for (const [says, what, url, body] of rowsIn("tenant-settings", "elsewhere"))
    it(`are weakened by ${what}, but for the stack that owns the guarantee`, () => {
      assert.match(weakensTenant(made(url, body), "elsewhere") ?? "", new RegExp(says));
      assert.equal(weakensTenant(made(url, body), "in-stack"), undefined);
    });

  for (const [what, url, body] of rowsIn("tenant-settings", "harmless"))
    it(`aren't weakened by ${what}`, () => assert.equal(weakensTenant(update(url, body), "elsewhere"), undefined));
});
