import assert from "node:assert/strict";
import { openDirectory } from "../../../sandbox/tenant";
import { POLICIES, startedTenant } from "./started-tenant";

type Item = Record<string, unknown>;
const names = (items: readonly Item[]) => items.map(({ displayName }) => displayName);

describe("lists", () => {
  const started = startedTenant({ pageSize: 7 });
  const find = async (path: string, filter: string): Promise<readonly Item[]> => {
    const answer = await started.call("GET", `${path}?$filter=${encodeURIComponent(filter)}&$top=100`);
    assert.equal(answer.status, 200, answer.text);
    return answer.body.value;
  };

  it("come in pages, and the links lead through all of them once", async () => {
    const seen: unknown[] = [];
    const sizes: number[] = [];
    let next: string | undefined = `${started.tenant.url}/v1.0/users?$select=id`;
    while (next !== undefined) {
      assert.ok(next.startsWith(started.tenant.url));
      const { body } = await started.call("GET", next.slice(started.tenant.url.length));
      sizes.push(body.value.length);
      seen.push(...body.value.map(({ id }: Item) => id));
      next = body["@odata.nextLink"];
    }
    assert.deepEqual(sizes, [7, 7, 7, 7, 3]);
    assert.equal(new Set(seen).size, 31);
  });

  it("take $top as the size of a page, and keep the filter in the link", async () => {
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

  const filters: readonly { filter: string; path?: string; finds: readonly string[] }[] = [
    { filter: "displayName eq 'Help desk 1'", finds: ["Help desk 1"] },
    { filter: "accountEnabled eq false", finds: ["Former contractor 1"] },
    {
      filter: "externalUserState eq 'Accepted' and userType ne 'Guest'",
      finds: ["Subsidiary engineer 1", "Subsidiary engineer 2"],
    },
    { filter: "isAssignableToRole eq true", path: "/v1.0/groups", finds: ["Admins", "Azure MFA exclusions"] },
    { filter: "groupTypes/any(c:c eq 'Unified')", path: "/v1.0/groups", finds: [] },
    {
      filter: "appId eq '797f4846-ba00-4fd7-ba43-dac1f8f63013'",
      path: "/v1.0/servicePrincipals",
      finds: ["Windows Azure Service Management API"],
    },
    {
      filter: "state eq 'enabledForReportingButNotEnforced'",
      path: POLICIES,
      finds: ["MFA for risky sign-ins (being tried)"],
    },
  ];
  for (const { filter, path = "/v1.0/users", finds } of filters) {
    it(`with the filter ${filter} hold ${finds.join(", ") || "nothing"}`, async () => {
      assert.deepEqual(names(await find(path, filter)), finds);
    });
  }

  for (const query of [
    "$filter=displayName gt 'a'",
    "$filter=contains(displayName,'a')",
    "$top=1000",
    "$expand=members",
  ])
    it(`refuse ${query}, rather than answer another question`, async () => {
      const answer = await started.call("GET", `/v1.0/groups?${query.replaceAll(" ", "%20")}`);
      assert.equal(answer.status, 400);
      assert.equal(answer.body.error.code, "BadRequest");
    });
});
