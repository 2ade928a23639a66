import assert from "node:assert/strict";
import { startedTenant } from "./started-tenant";

type Item = Record<string, unknown>;
const ENGINEERING = "/v1.0/groups/cccccccc-2222-4000-8000-000000000001";
const PLATFORM = "cccccccc-2222-4000-8000-000000000002";
const EXCLUSIONS = "/v1.0/groups/cccccccc-2222-4000-8000-000000000009";
const FINANCE_3 = "aaaaaaaa-0000-4000-8000-000000000014";

describe("groups", () => {
  const started = startedTenant();
  const ids = async (path: string): Promise<unknown[]> =>
    (await started.call("GET", path)).body.value.map(({ id }: Item) => id);
  const link = (id: string) => ({ "@odata.id": `${started.tenant.url}/v1.0/directoryObjects/${id}` });

  it("list their direct members with their types", async () => {
    const { body } = await started.call("GET", `${ENGINEERING}/members`);
    assert.deepEqual(
      body.value.map((member: Item) => [member["@odata.type"], member["displayName"]]),
      [
        ["#microsoft.graph.group", "Platform team"],
        ["#microsoft.graph.group", "Developers"],
      ],
    );
  });

  it("list the members of their groups, too, when asked for all", async () => {
    const all = await ids(`${ENGINEERING}/transitiveMembers`);
    assert.equal(all.length, 2 + 4 + 6);
    assert.equal((await ids(`${ENGINEERING}/transitiveMembers/microsoft.graph.user`)).length, 10);
    assert.ok(all.includes("dddddddd-0000-4000-8000-000000000006"));
  });

  it("list each member once where groups hold each other", async () => {
    assert.equal(
      (
        await started.call(
          "POST",
          `/v1.0/groups/${PLATFORM}/members/$ref`,
          link("cccccccc-2222-4000-8000-000000000001"),
        )
      ).status,
      204,
    );
    const all = await ids(`${ENGINEERING}/transitiveMembers`);
    assert.equal(new Set(all).size, all.length);
    assert.equal(all.length, 13);
  });

  it("take a member once, and give it back", async () => {
    assert.equal((await started.call("POST", `${EXCLUSIONS}/members/$ref`, link(FINANCE_3))).status, 204);
    const again = await started.call("POST", `${EXCLUSIONS}/members/$ref`, link(FINANCE_3.toUpperCase()));
    assert.equal(again.status, 400);
    assert.match(again.body.error.message, /already exist/);
    assert.deepEqual(await ids(`${EXCLUSIONS}/members?$filter=id+eq+'${FINANCE_3}'`), [FINANCE_3]);
    assert.equal((await started.call("DELETE", `${EXCLUSIONS}/members/${FINANCE_3}/$ref`)).status, 204);
    assert.deepEqual(await ids(`${EXCLUSIONS}/members`), ["eeeeeeee-0000-4000-8000-000000000001"]);
    assert.equal((await started.call("DELETE", `${EXCLUSIONS}/members/${FINANCE_3}/$ref`)).status, 404);
  });

  it("refuse a member that doesn't exist, and a link without one", async () => {
    const ghost = await started.call(
      "POST",
      `${EXCLUSIONS}/members/$ref`,
      link("12345678-0000-4000-8000-000000000009"),
    );
    assert.equal(ghost.status, 404);
    assert.equal((await started.call("POST", `${EXCLUSIONS}/members/$ref`, {})).status, 400);
  });

  it("that are role-assignable hold no groups and stay what they are", async () => {
    assert.equal((await started.call("POST", `${EXCLUSIONS}/members/$ref`, link(PLATFORM))).status, 400);
    assert.equal((await started.call("PATCH", EXCLUSIONS, { isAssignableToRole: false })).status, 400);
  });

  it("are created with members and owners, and leave nothing behind", async () => {
    const body = {
      displayName: "New",
      mailEnabled: false,
      mailNickname: "new",
      securityEnabled: true,
      "members@odata.bind": [link(FINANCE_3)["@odata.id"]],
      "owners@odata.bind": [link("aaaaaaaa-0000-4000-8000-000000000017")["@odata.id"]],
    };
    const created = await started.call("POST", "/v1.0/groups", body);
    assert.equal(created.status, 201);
    const path = `/v1.0/groups/${created.body.id}`;
    assert.deepEqual(await ids(`${path}/members`), [FINANCE_3]);
    assert.deepEqual(await ids(`${path}/owners`), ["aaaaaaaa-0000-4000-8000-000000000017"]);
    assert.equal(
      (await started.call("POST", `/v1.0/groups/${PLATFORM}/members/$ref`, link(created.body.id))).status,
      204,
    );
    assert.deepEqual(await ids(`${path}/transitiveMemberOf`), [
      "cccccccc-2222-4000-8000-000000000001",
      PLATFORM,
      "cccccccc-2222-4000-8000-000000000007",
    ]);
    assert.equal((await started.call("DELETE", path)).status, 204);
    assert.equal((await started.call("GET", path)).status, 404);
    assert.ok(!(await ids(`/v1.0/groups/${PLATFORM}/members`)).includes(created.body.id));
  });

  it("need a name", async () => {
    const answer = await started.call("POST", "/v1.0/groups", {
      mailEnabled: false,
      mailNickname: "x",
      securityEnabled: true,
    });
    assert.equal(answer.status, 400);
    assert.match(answer.body.error.message, /'displayName'/);
  });

  it("take and give back owners", async () => {
    assert.equal((await started.call("POST", `${EXCLUSIONS}/owners/$ref`, link(FINANCE_3))).status, 204);
    assert.equal((await started.call("POST", `${EXCLUSIONS}/owners/$ref`, link(FINANCE_3))).status, 400);
    assert.equal((await started.call("DELETE", `${EXCLUSIONS}/owners/${FINANCE_3}/$ref`)).status, 204);
    assert.deepEqual(await ids(`${EXCLUSIONS}/owners`), ["aaaaaaaa-0000-4000-8000-000000000017"]);
  });
});

describe("users", () => {
  const started = startedTenant();
  const NEW = {
    accountEnabled: true,
    displayName: "New person 1",
    mailNickname: "new-1",
    userPrincipalName: "new-1@contoso.example",
    passwordProfile: { password: "a-secret-that-nobody-keeps" },
  };

  it("show in v1.0 what Graph shows without $select: neither accountEnabled nor userType", async () => {
    const { body } = await started.call("GET", `/v1.0/users/${FINANCE_3}`);
    assert.equal(body.displayName, "Finance analyst 3");
    assert.ok(!("accountEnabled" in body) && !("userType" in body));
    assert.equal((await started.call("GET", `/beta/users/${FINANCE_3}`)).body.userType, "Member");
    assert.equal((await started.call("GET", `/v1.0/users/${FINANCE_3}?$select=userType`)).body.userType, "Member");
  });

  it("are found by user principal name", async () => {
    assert.equal((await started.call("GET", "/v1.0/users/Finance-analyst-3@contoso.example")).body.id, FINANCE_3);
  });

  it("are created, changed and deleted, and no password is kept", async () => {
    const created = await started.call("POST", "/v1.0/users", NEW);
    assert.equal(created.status, 201);
    assert.ok(!created.text.includes("a-secret"));
    const path = `/v1.0/users/${created.body.id}`;
    assert.equal((await started.call("PATCH", path, { accountEnabled: false })).status, 204);
    assert.equal((await started.call("GET", `${path}?$select=accountEnabled`)).body.accountEnabled, false);
    assert.equal((await started.call("DELETE", path)).status, 204);
    assert.equal((await started.call("GET", path)).status, 404);
  });

  it("refuse a name that is taken, and a body without one", async () => {
    await started.call("POST", "/v1.0/users", NEW);
    assert.match(
      (await started.call("POST", "/v1.0/users", NEW)).body.error.message,
      /userPrincipalName already exists/,
    );
    assert.match(
      (await started.call("POST", "/v1.0/users", { ...NEW, userPrincipalName: "" })).body.error.message,
      /'userPrincipalName'/,
    );
  });

  it("leave their groups and roles when they are deleted", async () => {
    await started.call("DELETE", "/v1.0/users/aaaaaaaa-0000-4000-8000-000000000017");
    const members = await started.call("GET", "/v1.0/groups/cccccccc-2222-4000-8000-000000000006/members");
    assert.equal(members.body.value.length, 2);
    const assignments = await started.call(
      "GET",
      "/v1.0/roleManagement/directory/roleAssignments?$filter=principalId eq 'aaaaaaaa-0000-4000-8000-000000000017'".replaceAll(
        " ",
        "%20",
      ),
    );
    assert.deepEqual(assignments.body.value, []);
  });

  it("know their manager, or say with 404 that there is none", async () => {
    const managed = await started.call("GET", "/v1.0/users/aaaaaaaa-0000-4000-8000-000000000004/manager");
    assert.equal(managed.body.id, "aaaaaaaa-0000-4000-8000-000000000001");
    const none = await started.call("GET", "/v1.0/users/bbbbbbbb-0000-4000-8000-000000000001/manager");
    assert.equal(none.status, 404);
  });

  it("know the groups they are in, directly or not", async () => {
    const path = "/v1.0/users/dddddddd-0000-4000-8000-000000000005";
    assert.deepEqual(
      (await started.call("GET", `${path}/memberOf`)).body.value.map(({ displayName }: Item) => displayName),
      ["Platform team"],
    );
    assert.deepEqual(
      (await started.call("GET", `${path}/transitiveMemberOf`)).body.value.map(({ displayName }: Item) => displayName),
      ["Engineering", "Platform team", "Azure subscription owners"],
    );
  });
});

describe("the rest of the directory", () => {
  const started = startedTenant();

  for (const [path, type] of [
    ["bbbbbbbb-0000-4000-8000-000000000001", "user"],
    [PLATFORM, "group"],
    ["cccccccc-1111-4000-8000-000000000001", "servicePrincipal"],
  ]) {
    it(`finds a ${type} as a directory object`, async () => {
      assert.equal(
        (await started.call("GET", `/v1.0/directoryObjects/${path}`)).body["@odata.type"],
        `#microsoft.graph.${type}`,
      );
    });
  }

  it("says 404 for an object that isn't there", async () => {
    assert.equal(
      (await started.call("GET", "/v1.0/directoryObjects/12345678-0000-4000-8000-000000000009")).status,
      404,
    );
    assert.equal(
      (await started.call("GET", "/v1.0/servicePrincipals/12345678-0000-4000-8000-000000000009")).status,
      404,
    );
  });

  it("has the break-glass accounts and an administrator as Global Administrators", async () => {
    const filter = encodeURIComponent("roleDefinitionId eq '62e90394-69f5-4237-9190-012177145e10'");
    const { body } = await started.call("GET", `/v1.0/roleManagement/directory/roleAssignments?$filter=${filter}`);
    assert.deepEqual(
      body.value.map(({ principalId }: Item) => principalId),
      [
        "bbbbbbbb-0000-4000-8000-000000000001",
        "bbbbbbbb-0000-4000-8000-000000000002",
        "aaaaaaaa-0000-4000-8000-000000000017",
      ],
    );
  });

  it("names its organization and licences", async () => {
    assert.equal((await started.call("GET", "/v1.0/organization")).body.value[0].id, started.tenant.tenantId);
    assert.equal((await started.call("GET", "/v1.0/subscribedSkus")).body.value[0].skuPartNumber, "AAD_PREMIUM_P2");
  });
});
