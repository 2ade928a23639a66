import assert from "node:assert/strict";
import { weakeningOf } from "../../../../policies/stack/effects/tenant-settings";
import { UNRESOLVED } from "../../../../policies/stack/objects/resource";
import { ACTION, made, update } from "../../support/requests";
import { rowsIn } from "../../support/rows";
import { aResource } from "../../support/stacks";

describe("settings of the whole tenant", () => {
  for (const [what, url, body] of rowsIn("tenant-settings", "everywhere"))
    it(`are weakened by ${what}, wherever the guarantee is`, () => {
      for (const baseline of ["elsewhere", "in-stack"] as const) assert.ok(weakeningOf(update(url, body), baseline));
    });

  for (const [what, url, body] of rowsIn("tenant-settings", "elsewhere"))
    it(`are weakened by ${what}, but for the stack that owns the guarantee`, () => {
      assert.ok(weakeningOf(made(url, body), "elsewhere"));
      assert.ok(!weakeningOf(made(url, body), "in-stack"));
    });

  for (const [what, url, body] of rowsIn("tenant-settings", "harmless"))
    it(`aren't weakened by ${what}`, () => assert.ok(!weakeningOf(update(url, body), "elsewhere")));

  it("are weakened by what may be the deletion of a partner, wherever the guarantee is", () => {
    for (const more of [
      { method: "DELETE" },
      { method: UNRESOLVED },
      { method: "GET", headers: { "X-HTTP-Method": "DELETE" } },
    ])
      for (const baseline of ["elsewhere", "in-stack"] as const) {
        const resourceUrl = "policies/crossTenantAccessPolicy/partners/x";
        assert.ok(weakeningOf(aResource(ACTION, { resourceUrl, ...more }), baseline));
      }
  });
});
