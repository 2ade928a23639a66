import assert from "node:assert/strict";
import { aRecord } from "../replay/a-record";
import { suiteFolder } from "../temporary-folder";
import { azmfaOfALocalTenant } from "../tenant/live/azmfa-of-a-local-tenant";
import { aPolicy, aTenant } from "./a-tenant";
import { recordedRun } from "./recorded-run";

const [A, B] = ["11111111-0000-4000-8000-00000000000a", "22222222-0000-4000-8000-00000000000b"];

describe("azmfa with files of two tenants", () => {
  const files = suiteFolder();
  const of = (known: object) => aTenant([aPolicy()], known);
  const a = () => files.write("a.json", of({ source: { tenant: A } }));
  const b = () => files.write("b.json", of({ organization: { value: [{ id: B }] } }));
  const log = (name: string, keys: object) => files.write(name, [aRecord(), { ...aRecord(), ...keys }]);

  for (const [what, args] of [
    ["compares nothing", () => ["diff", a(), b()]],
    ["replays no log of an event hub", () => ["replay", log("b.log", { tenantId: B }), "--tenant", a()]],
    ["replays no log of Log Analytics", () => ["replay", log("b.log", { AADTenantId: B }), "--tenant", a()]],
    ["audits with no log of the other", () => ["audit", a(), "--sign-ins", log("b.log", { tenantId: B })]],
  ] as const)
    it(`${what}, and names both`, async () => {
      const { status, out, err } = await recordedRun(args());
      assert.deepEqual([status, out], [2, ""]);
      for (const id of [A, B]) assert.match(err, new RegExp(`of (the tenant )?${id}`));
    });

  it("asks no tenant about a file of another, and names both", async () => {
    const { status, stdout, stderr } = await azmfaOfALocalTenant(["whatif", a(), "--sign-ins", "0"]);
    assert.deepEqual([status, stdout], [2, ""]);
    assert.match(
      stderr,
      new RegExp(`a\\.json: it is of the tenant ${A}, but the tenant that is read is [0-9a-f-]{36}`),
    );
  });

  it("compares files of one tenant, in any letter case, or of a tenant that isn't known", async () => {
    const upper = files.write("upper.json", of({ source: { tenant: A.toUpperCase() } }));
    const unknown = files.write("unknown.json", of({}));
    const workspace = log("workspace.log", { TenantId: B });
    for (const args of [
      ["diff", a(), upper],
      ["diff", a(), unknown],
      ["replay", workspace, "--tenant", a()],
    ])
      assert.notEqual((await recordedRun(args)).status, 2, args.join(" "));
  });
});
