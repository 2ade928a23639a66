import assert from "node:assert/strict";
import { aRecord } from "../replay/a-record";
import { suiteFolder } from "../temporary-folder";
import { aPolicy, aTenant } from "./a-tenant";
import { recordedRun } from "./recorded-run";

const [A, B] = ["11111111-0000-4000-8000-00000000000a", "22222222-0000-4000-8000-00000000000b"];

describe("azmfa with files of two tenants", () => {
  const files = suiteFolder();
  const of = (known: object) => aTenant([aPolicy()], known);
  const a = () => files.write("a.json", of({ source: { tenant: A } }));
  const log = (name: string, keys: object) => files.write(name, [aRecord(), { ...aRecord(), ...keys }]);

  for (const [what, args] of [
    ["replays no log of an event hub", () => ["replay", log("b.log", { tenantId: B }), "--tenant", a()]],
    ["replays no log of Log Analytics", () => ["replay", log("b.log", { AADTenantId: B }), "--tenant", a()]],
    ["audits with no log of the other", () => ["audit", a(), "--sign-ins", log("b.log", { tenantId: B })]],
  ] as const)
    it(`${what}, and names both`, async () => {
      const { status, out, err } = await recordedRun(args());
      assert.deepEqual([status, out], [2, ""]);
      for (const id of [A, B]) assert.match(err, new RegExp(`of (the tenant )?${id}`));
    });

  it("compares files of one tenant, in any letter case, or of a tenant that isn't known", async () => {
    const upper = files.write("upper.json", of({ source: { tenant: A.toUpperCase() } }));
    const unknown = files.write("unknown.json", of({}));
    const workspace = log("workspace.log", { TenantId: B });
    for (const args of [
      ["replay", log("a.log", { tenantId: A }), "--tenant", upper],
      ["replay", log("b.log", { tenantId: B }), "--tenant", unknown],
      ["replay", workspace, "--tenant", a()],
    ])
      assert.notEqual((await recordedRun(args)).status, 2, args.join(" "));
  });
});
