import assert from "node:assert/strict";
import { openDirectory } from "../../../sandbox/tenant";
import { aPolicy } from "../../cli/a-tenant";
import { send } from "./client";
import { POLICIES, startedTenant } from "./started-tenant";

describe("changes outside Graph", () => {
  const started = startedTenant();
  const create = async (): Promise<string> => String((await started.call("POST", POLICIES, aPolicy())).body.id);
  const read = async (id: string) => (await started.call("GET", `${POLICIES}/${id}`)).body;

  it("can add a condition to a policy, and a PATCH that names it removes it", async () => {
    const id = await create();
    const path = `${POLICIES}/${id}`;
    const { conditions } = await read(id);
    await openDirectory(started.tenant).patch("policies", id, { conditions: { moonPhase: ["full"] } });
    assert.equal((await started.call("PATCH", path, { conditions: { moonPhase: null } })).status, 204);
    assert.deepEqual((await read(id)).conditions, { ...conditions, moonPhase: null });
  });

  it("need the sandbox's key: a Graph token doesn't open them", async () => {
    const wrong = [undefined, "Bearer wrong", `Bearer ${started.tenant.clientSecret}`];
    for (const authorization of wrong) {
      const headers = authorization === undefined ? {} : { authorization };
      assert.equal((await send(started.tenant, "GET", "/sandbox/data", undefined, headers)).status, 401);
      assert.equal((await send(started.tenant, "GET", "/sandbox/lease", undefined, headers)).status, 401);
    }
    assert.equal((await started.call("GET", "/sandbox/data")).status, 401);
  });
});

const EXCLUSIONS = "cccccccc-2222-4000-8000-000000000009";
const AUDITS = "/v1.0/auditLogs/directoryAudits";

describe("the log of changes to the tenant", () => {
  const started = startedTenant();
  type Changed = Record<string, Record<string, Record<string, string>>>;

  it("lists changes by Graph and by hand, and new members of groups, the newest first", async () => {
    const changesTo = async (id: string) => {
      const filter = encodeURIComponent(`targetResources/any(t:t/id eq '${id}')`);
      const { body } = await started.call("GET", `${AUDITS}?$filter=${filter}`);
      return body.value.map(({ activityDisplayName, initiatedBy }: Changed) => {
        const by = initiatedBy?.["user"]?.["userPrincipalName"] ?? initiatedBy?.["app"]?.["displayName"];
        return `${activityDisplayName} by ${by}`;
      });
    };
    const id = String((await started.call("POST", POLICIES, aPolicy())).body.id);
    await openDirectory(started.tenant).patch("policies", id, { state: "disabled" });
    await started.call("DELETE", `${POLICIES}/${id}`);
    await openDirectory(started.tenant).addMember(EXCLUSIONS, "aaaaaaaa-0000-4000-8000-000000000003");
    assert.deepEqual(await changesTo(id), [
      "Delete conditional access policy by Conditional Access as code",
      "Update conditional access policy by platform-engineer-2@contoso.example",
      "Add conditional access policy by Conditional Access as code",
    ]);
    assert.deepEqual(await changesTo(EXCLUSIONS), ["Update group by platform-engineer-2@contoso.example"]);
    assert.deepEqual(await changesTo("cccccccc-2222-4000-8000-000000000001"), []);
  });
});
