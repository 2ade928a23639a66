import assert from "node:assert/strict";
import { openDirectory, startTenant } from "../../../../sandbox/tenant";
import { temporaryFolder } from "../../temporary-folder";
import { graph } from "../client";
import { startedTenant } from "../started-tenant";

const API = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
const SIGN_INS = "/beta/auditLogs/signIns";

describe("the local tenant's sign-in log", () => {
  const started = startedTenant({ pageSize: 50 });
  const list = async (query: string) => (await started.call("GET", `${SIGN_INS}?${query}`)).body;

  it("has a month of sign-ins from the start, the newest first, page by page", async () => {
    const records: { id: string; createdDateTime: string }[] = [];
    let path: string | undefined = `${SIGN_INS}?$top=120`;
    let pages = 0;
    while (path !== undefined) {
      const { body } = await started.call("GET", path);
      records.push(...body.value);
      path = body["@odata.nextLink"]?.slice(started.tenant.url.length);
      pages++;
    }
    assert.deepEqual([records.length, pages], [300, 3]);
    assert.equal(new Set(records.map(({ id }) => id)).size, 300);
    const times = records.map(({ createdDateTime }) => createdDateTime);
    assert.deepEqual(times, times.toSorted().toReversed());
  });

  it("is filtered by resource, by time and by the sort of sign-in", async () => {
    const all = (await list("$top=300")).value as { resourceId: string; createdDateTime: string }[];
    const middle = all[150]?.createdDateTime ?? "";
    const filter = `resourceId eq '${API}' and createdDateTime ge ${middle} and signInEventTypes/any(t: t eq 'interactiveUser')`;
    const found = (await list(`$top=300&$filter=${encodeURIComponent(filter)}`)).value;
    const expected = all.filter((one) => one.resourceId === API && one.createdDateTime >= middle);
    assert.equal(found.length, expected.length);
    assert.ok(found.length > 100);
  });

  it("gets a record of whoever signs in, as the policies decide that there are then", async () => {
    const directory = openDirectory(started.tenant);
    const before = await directory.signIn({ user: "developer-1@contoso.example" });
    assert.equal(before[0]?.["authenticationRequirement"], "singleFactorAuthentication");
    await directory.put("policies", "0f0f0f0f-0000-4000-8000-000000000001", {
      displayName: "MFA for Azure management",
      state: "enabled",
      conditions: {
        users: { includeUsers: ["All"] },
        applications: { includeApplications: [API] },
        clientAppTypes: ["all"],
      },
      grantControls: { operator: "OR", builtInControls: ["mfa"] },
    });
    const after = await directory.signIn({ user: "developer-1@contoso.example" });
    const stolen = await directory.signIn({ user: "developer-1@contoso.example", mfa: false });
    assert.equal(after[0]?.["authenticationRequirement"], "multiFactorAuthentication");
    assert.deepEqual(stolen[0]?.["status"], {
      errorCode: 50074,
      failureReason: "Strong Authentication is required.",
      additionalDetails: null,
    });
    assert.equal((await list("$top=1")).value[0].id, stolen[0]?.id);
  });
});

describe("the local tenant's sign-in log, over restarts", () => {
  const folder = temporaryFolder();
  const start = () => startTenant({ folder: folder.path, say: () => undefined });

  it("keeps what it has", async () => {
    const first = await start();
    const [made] = await openDirectory(first).signIn({ user: "developer-1@contoso.example" });
    await first.close({ now: true });
    const second = await start();
    const call = await graph(second);
    const { body } = await call("GET", `${SIGN_INS}?$top=1&$count=true`);
    await second.close({ now: true });
    assert.deepEqual([body["@odata.count"], body.value[0].id], [301, made?.id]);
  });
});
