import assert from "node:assert/strict";
import { startedTenant } from "./started-tenant";

type Item = Record<string, unknown>;
const ENGINEERING = "cccccccc-2222-4000-8000-000000000001";
const PLATFORM = "cccccccc-2222-4000-8000-000000000002";
const EXCLUSIONS = "/v1.0/groups/cccccccc-2222-4000-8000-000000000009";
const FINANCE_3 = "aaaaaaaa-0000-4000-8000-000000000014";
const IDENTITY_ADMINISTRATOR = "aaaaaaaa-0000-4000-8000-000000000017";
const NOBODY = "12345678-0000-4000-8000-000000000009";

describe("groups", () => {
  const started = startedTenant();
  const ids = async (path: string): Promise<unknown[]> =>
    (await started.call("GET", path)).body.value.map(({ id }: Item) => id);
  const link = (id: string) => ({ "@odata.id": `${started.tenant.url}/v1.0/directoryObjects/${id}` });
  const status = async (method: string, path: string, body?: unknown) =>
    (await started.call(method, path, body)).status;

  it("list their direct members with their types", async () => {
    const { body } = await started.call("GET", `/v1.0/groups/${ENGINEERING}/members`);
    assert.deepEqual(
      body.value.map((member: Item) => [member["@odata.type"], member["displayName"]]),
      [
        ["#microsoft.graph.group", "Platform team"],
        ["#microsoft.graph.group", "Developers"],
      ],
    );
  });

  it("list the members of their groups, too, when asked for all, each once where groups hold each other", async () => {
    const path = `/v1.0/groups/${ENGINEERING}/transitiveMembers`;
    assert.equal((await ids(path)).length, 2 + 4 + 6);
    assert.equal(await status("POST", `/v1.0/groups/${PLATFORM}/members/$ref`, link(ENGINEERING)), 204);
    const all = await ids(path);
    assert.deepEqual([all.length, new Set(all).size], [13, 13]);
  });

  for (const [who, left] of [
    ["members", "eeeeeeee-0000-4000-8000-000000000001"],
    ["owners", IDENTITY_ADMINISTRATOR],
  ])
    it(`take one of their ${who} once, and give it back`, async () => {
      const path = `${EXCLUSIONS}/${who}`;
      assert.equal(await status("POST", `${path}/$ref`, link(FINANCE_3)), 204);
      const again = await started.call("POST", `${path}/$ref`, link(FINANCE_3.toUpperCase()));
      assert.equal(again.status, 400);
      assert.match(again.body.error.message, /already exist/);
      assert.deepEqual(await ids(`${path}?$filter=id+eq+'${FINANCE_3}'`), [FINANCE_3]);
      assert.equal(await status("DELETE", `${path}/${FINANCE_3}/$ref`), 204);
      assert.deepEqual(await ids(path), [left]);
      assert.equal(await status("DELETE", `${path}/${FINANCE_3}/$ref`), 404);
    });

  it("refuse a member that doesn't exist, a link without one, and a group in a role-assignable one", async () => {
    const path = `${EXCLUSIONS}/members/$ref`;
    assert.equal(await status("POST", path, link(NOBODY)), 404);
    assert.equal(await status("POST", path, {}), 400);
    assert.equal(await status("POST", path, link(PLATFORM)), 400);
    assert.equal(await status("PATCH", EXCLUSIONS, { isAssignableToRole: false }), 400);
  });

  it("are created with members and owners, and leave nothing behind", async () => {
    const body = {
      displayName: "New",
      mailEnabled: false,
      mailNickname: "new",
      securityEnabled: true,
      "members@odata.bind": [link(FINANCE_3)["@odata.id"]],
      "owners@odata.bind": [link(IDENTITY_ADMINISTRATOR)["@odata.id"]],
    };
    const created = await started.call("POST", "/v1.0/groups", body);
    assert.equal(created.status, 201);
    const path = `/v1.0/groups/${created.body.id}`;
    assert.deepEqual(await ids(`${path}/members`), [FINANCE_3]);
    assert.deepEqual(await ids(`${path}/owners`), [IDENTITY_ADMINISTRATOR]);
    assert.equal(await status("POST", `/v1.0/groups/${PLATFORM}/members/$ref`, link(created.body.id)), 204);
    assert.deepEqual(await ids(`${path}/memberOf`), [PLATFORM]);
    assert.equal(await status("DELETE", path), 204);
    assert.equal(await status("GET", path), 404);
    assert.ok(!(await ids(`/v1.0/groups/${PLATFORM}/members`)).includes(created.body.id));
  });

  it("need a name", async () => {
    const body = { mailEnabled: false, mailNickname: "x", securityEnabled: true };
    const answer = await started.call("POST", "/v1.0/groups", body);
    assert.equal(answer.status, 400);
    assert.match(answer.body.error.message, /'displayName'/);
  });
});

describe("the rest of the directory", () => {
  const started = startedTenant();

  it("shows of a user in v1.0 what Graph shows without $select: neither accountEnabled nor userType", async () => {
    const { body } = await started.call("GET", `/v1.0/users/${FINANCE_3}`);
    assert.equal(body.displayName, "Finance analyst 3");
    assert.ok(!("accountEnabled" in body) && !("userType" in body));
    assert.equal((await started.call("GET", `/beta/users/${FINANCE_3}`)).body.userType, "Member");
    assert.equal((await started.call("GET", `/v1.0/users/${FINANCE_3}?$select=userType`)).body.userType, "Member");
  });

  it("knows a user's manager, or says with 404 that there is none", async () => {
    const managed = await started.call("GET", "/v1.0/users/aaaaaaaa-0000-4000-8000-000000000004/manager");
    assert.equal(managed.body.id, "aaaaaaaa-0000-4000-8000-000000000001");
    const none = await started.call("GET", "/v1.0/users/bbbbbbbb-0000-4000-8000-000000000001/manager");
    assert.equal(none.status, 404);
  });

  it("says 404 for an object that isn't there", async () => {
    for (const path of ["users", "servicePrincipals"])
      assert.equal((await started.call("GET", `/v1.0/${path}/${NOBODY}`)).status, 404);
  });

  it("has the break-glass accounts and an administrator as Global Administrators", async () => {
    const filter = encodeURIComponent("roleDefinitionId eq '62e90394-69f5-4237-9190-012177145e10'");
    const { body } = await started.call("GET", `/v1.0/roleManagement/directory/roleAssignments?$filter=${filter}`);
    assert.deepEqual(
      body.value.map(({ principalId }: Item) => principalId),
      ["bbbbbbbb-0000-4000-8000-000000000001", "bbbbbbbb-0000-4000-8000-000000000002", IDENTITY_ADMINISTRATOR],
    );
  });

  it("names its organization and licences", async () => {
    assert.equal((await started.call("GET", "/v1.0/organization")).body.value[0].id, started.tenant.tenantId);
    assert.equal((await started.call("GET", "/v1.0/subscribedSkus")).body.value[0].skuPartNumber, "AAD_PREMIUM_P2");
  });
});
