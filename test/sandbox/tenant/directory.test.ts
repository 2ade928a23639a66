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

  it("list direct and nested members, each once even if groups contain each other", async () => {
    const path = `/v1.0/groups/${ENGINEERING}/transitiveMembers`;
    assert.equal((await ids(path)).length, 2 + 4 + 6);
    assert.equal(await status("POST", `/v1.0/groups/${PLATFORM}/members/$ref`, link(ENGINEERING)), 204);
    const all = await ids(path);
    assert.deepEqual([all.length, new Set(all).size], [13, 13]);
  });

  for (const who of ["members", "owners"])
    it(`add and remove one of their ${who}`, async () => {
      const path = `${EXCLUSIONS}/${who}`;
      const before = await ids(path);
      assert.equal(await status("POST", `${path}/$ref`, link(FINANCE_3)), 204);
      assert.equal(await status("POST", `${path}/$ref`, link(FINANCE_3.toUpperCase())), 400);
      assert.deepEqual(await ids(`${path}?$filter=id+eq+'${FINANCE_3}'`), [FINANCE_3]);
      assert.equal(await status("DELETE", `${path}/${FINANCE_3}/$ref`), 204);
      assert.deepEqual(await ids(path), before);
      assert.equal(await status("DELETE", `${path}/${FINANCE_3}/$ref`), 404);
    });

  it("refuse an unknown member, and a link without an id", async () => {
    const path = `${EXCLUSIONS}/members/$ref`;
    assert.equal(await status("POST", path, link(NOBODY)), 404);
    assert.equal(await status("POST", path, {}), 400);
  });

  it("are created with members and owners, and deleted completely", async () => {
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
});
