import assert from "node:assert/strict";
import { openDirectory } from "../../../sandbox/tenant";
import { startedTenant } from "./started-tenant";

type Item = Record<string, unknown>;
const names = (items: readonly Item[]) => items.map(({ displayName }) => displayName);

describe("lists", () => {
  const started = startedTenant({ pageSize: 7 });

  it("use $top as the size of a page, and keep the filter in the link", async () => {
    const filter = encodeURIComponent("userType eq 'Guest'");
    const first = await started.call("GET", `/v1.0/users?$filter=${filter}&$top=3&$count=true`);
    assert.equal(first.body.value.length, 3);
    assert.equal(first.body["@odata.count"], 4);
    const second = await started.call("GET", first.body["@odata.nextLink"].slice(started.tenant.url.length));
    assert.deepEqual(names(second.body.value), ["Freelance designer 1"]);
    assert.equal(second.body["@odata.nextLink"], undefined);
  });

  it("refuse a page token that has expired", async () => {
    const first = await started.call("GET", "/v1.0/users?$top=2");
    await openDirectory(started.tenant).remove("users", first.body.value[1].id);
    const answer = await started.call("GET", first.body["@odata.nextLink"].slice(started.tenant.url.length));
    assert.equal(answer.status, 400);
    assert.equal(answer.body.error.code, "Directory_ExpiredPageToken");
  });

  for (const [path, filter, ...finds] of [
    ["users", "accountEnabled eq false", "Former contractor 1"],
    [
      "users",
      "externalUserState eq 'Accepted' and userType ne 'Guest'",
      ...["1", "2"].map((n) => `Subsidiary engineer ${n}`),
    ],
    ["groups", "isAssignableToRole eq true", "Admins", "Azure MFA exclusions"],
    ["groups", "groupTypes/any(c:c eq 'Unified')"],
    ["servicePrincipals", "appId eq '797f4846-ba00-4fd7-ba43-dac1f8f63013'", "Windows Azure Service Management API"],
    [
      "identity/conditionalAccess/policies",
      "state eq 'enabledForReportingButNotEnforced'",
      "MFA for risky sign-ins (being tried)",
    ],
  ] as const)
    it(`with the filter ${filter} hold ${finds.join(", ") || "nothing"}`, async () => {
      const answer = await started.call("GET", `/v1.0/${path}?$filter=${encodeURIComponent(filter)}&$top=100`);
      assert.equal(answer.status, 200, answer.text);
      assert.deepEqual(names(answer.body.value), finds);
    });

  for (const query of [
    "$filter=displayName gt 'a'",
    "$filter=contains(displayName,'a')",
    "$top=1000",
    "$expand=members",
  ])
    it(`refuse ${query} rather than give a wrong answer`, async () => {
      const answer = await started.call("GET", `/v1.0/groups?${query.replaceAll(" ", "%20")}`);
      assert.equal(answer.status, 400);
      assert.equal(answer.body.error.code, "BadRequest");
    });
});

const API = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
const SIGN_INS = "/beta/auditLogs/signIns";

describe("the local tenant's sign-in log", () => {
  const started = startedTenant({ pageSize: 50 });
  const list = async (query: string) => (await started.call("GET", `${SIGN_INS}?${query}`)).body;

  it("has a month of sign-ins at the start, in pages, the newest first", async () => {
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

  it("can be filtered by resource, by time and by the kind of sign-in", async () => {
    const all = (await list("$top=300")).value as { resourceId: string; createdDateTime: string }[];
    const middle = all[150]?.createdDateTime ?? "";
    const filter = `resourceId eq '${API}' and createdDateTime ge ${middle} and signInEventTypes/any(t: t eq 'interactiveUser')`;
    const found = (await list(`$top=300&$filter=${encodeURIComponent(filter)}`)).value;
    const expected = all.filter((one) => one.resourceId === API && one.createdDateTime >= middle);
    assert.equal(found.length, expected.length);
    assert.ok(found.length > 100);
  });
});
