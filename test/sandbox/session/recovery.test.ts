import assert from "node:assert/strict";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { recover } from "../../../sandbox/session/recovery";
import { openDirectory, startTenant, type Tenant } from "../../../sandbox/tenant";
import { temporaryFolder } from "../../temporary-folder";
import { fakeSession } from "./fake-session";

const STACK_NAME = { to: ["stack", "--show-name"], stdout: "organization/p/dev\n" };

const policy = {
  urn: "urn:policy",
  type: "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy",
  inputs: { displayName: "Require MFA" },
};

function exported(resources: readonly object[], pending: readonly object[]) {
  const operations = pending.map((resource) => ({ type: "creating", resource }));
  const stdout = JSON.stringify({ version: 3, deployment: { resources, pending_operations: operations } });
  return { to: ["stack", "export"], stdout };
}

describe("the recovery after a killed run", () => {
  const temporary = temporaryFolder();
  const said: string[] = [];
  let tenant: Tenant;
  beforeEach(async () => {
    said.length = 0;
    tenant = await startTenant({ folder: temporary.path, say: () => undefined });
  });
  afterEach(() => tenant.close({ now: true }));

  async function callsFor(resources: readonly object[], pending: readonly object[]): Promise<readonly string[][]> {
    const session = fakeSession(temporary.path, [STACK_NAME, exported(resources, pending)], tenant);
    mkdirSync(session.folders.root);
    await recover(session, (line) => void said.push(line), true);
    assert.equal(existsSync(join(session.folders.root, "recovered-state.json")), false);
    return session.calls.filter(([command, what]) => command === "refresh" || what === "import");
  }

  const put = (id: string, createdDateTime: string): Promise<void> =>
    openDirectory(tenant).put("policies", id, { id, displayName: "Require MFA", createdDateTime });

  it("does nothing where nothing was under way", async () => {
    assert.deepEqual(await callsFor([policy], []), []);
    assert.deepEqual(said, []);
  });

  it("takes over the newest policy of that name that no state knows", async () => {
    await put("10000000-0000-4000-8000-000000000001", "2026-01-01T00:00:00Z");
    await put("10000000-0000-4000-8000-000000000002", "2026-03-01T00:00:00Z");
    await put("10000000-0000-4000-8000-000000000003", "2026-02-01T00:00:00Z");
    const calls = await callsFor([], [policy]);
    assert.match(said.join(), /had created urn:policy; taking over .*\/10000000-0000-4000-8000-000000000002\)/);
    assert.deepEqual(
      calls.map((call) => call.slice(0, 3)),
      [
        ["stack", "import", "--file"],
        ["refresh", "--yes", "--skip-preview"],
      ],
    );
  });

  it("leaves alone a policy that the state has already", async () => {
    const id = "10000000-0000-4000-8000-000000000001";
    await put(id, "2026-01-01T00:00:00Z");
    await callsFor([{ ...policy, urn: "urn:mine", id: `/identity/conditionalAccess/policies/${id}` }], [policy]);
    assert.match(said.join(), /had begun to create urn:policy; the tenant has none, it will be created now/);
  });

  it("forgets what the tenant doesn't have, and what it can't look up", async () => {
    await callsFor([], [policy, { urn: "urn:other", type: "random:index/randomId:RandomId" }]);
    assert.equal(said.length, 2);
    for (const line of said) assert.match(line, /the tenant has none/);
  });
});
