import assert from "node:assert/strict";
import { join } from "node:path";
import { graphCommand } from "../../../sandbox/session/graph";
import { startTenant, type Tenant } from "../../../sandbox/tenant";
import { temporaryFolder } from "../../temporary-folder";

const POLICY = "/v1.0/identity/conditionalAccess/policies/cccccccc-4444-4000-8000-000000000002";

describe("npm run sandbox -- graph", () => {
  const project = temporaryFolder();
  let tenant: Tenant;
  beforeEach(async () => {
    tenant = await startTenant({ folder: join(project.path, ".sandbox", "tenant"), say: () => undefined });
  });
  afterEach(() => tenant.close({ now: true }));

  const graph = (...args: readonly string[]) => graphCommand(project.path, args, () => undefined);

  it("sends what drift prints, whatever the host of the address", async () => {
    const sent = await graph("PATCH", `https://graph.microsoft.com${POLICY}`, '{ "displayName": "Renamed" }');
    assert.deepEqual(sent, { kind: "done", text: "204\n" });
    const read = await graph("GET", POLICY);
    assert.match(read.kind === "done" ? read.text : "", /^200\n.*"displayName":"Renamed"/);
  });

  it("shows why Graph refuses", async () => {
    const sent = await graph("PATCH", POLICY, '{ "displayName": "" }');
    assert.match(sent.kind === "refused" ? sent.complaint : "", /^400\n.*"error"/);
  });

  it("refuses what isn't a request", async () => {
    for (const args of [["FETCH", POLICY], ["GET"], ["GET", "policies"], ["GET", POLICY, "{}", "more"]])
      assert.deepEqual((await graph(...args)).kind, "refused", args.join(" "));
  });
});
