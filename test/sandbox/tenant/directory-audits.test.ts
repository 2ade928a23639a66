import assert from "node:assert/strict";
import { openDirectory } from "../../../sandbox/tenant";
import { aPolicy } from "./a-policy";
import { POLICIES, startedTenant } from "./started-tenant";

const EXCLUSIONS = "cccccccc-2222-4000-8000-000000000009";
const AUDITS = "/v1.0/auditLogs/directoryAudits";

describe("the log of changes to the tenant", () => {
  const started = startedTenant();
  const changesTo = async (id: string) => {
    const filter = encodeURIComponent(`targetResources/any(t:t/id eq '${id}')`);
    const { body } = await started.call("GET", `${AUDITS}?$filter=${filter}`);
    return body.value.map(
      ({ activityDisplayName, initiatedBy }: Record<string, Record<string, Record<string, string>>>) => [
        activityDisplayName,
        initiatedBy?.["user"]?.["userPrincipalName"] ?? initiatedBy?.["app"]?.["displayName"],
      ],
    );
  };

  it("says what was done with Graph and what by hand, the newest first", async () => {
    const id = String((await started.call("POST", POLICIES, aPolicy())).body.id);
    await openDirectory(started.tenant).patch("policies", id, { state: "disabled" });
    assert.deepEqual(await changesTo(id), [
      ["Update conditional access policy", "platform-engineer-2@contoso.example"],
      ["Add conditional access policy", "Conditional Access as code"],
    ]);
    await started.call("DELETE", `${POLICIES}/${id}`);
    assert.deepEqual((await changesTo(id))[0], ["Delete conditional access policy", "Conditional Access as code"]);
  });

  it("has who came into a group, and nothing of what wasn't changed", async () => {
    await openDirectory(started.tenant).addMember(EXCLUSIONS, "aaaaaaaa-0000-4000-8000-000000000003");
    assert.deepEqual(await changesTo(EXCLUSIONS), [["Update group", "platform-engineer-2@contoso.example"]]);
    assert.deepEqual(await changesTo("cccccccc-2222-4000-8000-000000000001"), []);
  });
});
