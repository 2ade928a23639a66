import assert from "node:assert/strict";
import { openDirectory } from "../../../sandbox/tenant";
import { aPolicy } from "./a-policy";
import { POLICIES, startedTenant } from "./started-tenant";

const EXCLUSIONS = "cccccccc-2222-4000-8000-000000000009";
const AUDITS = "/v1.0/auditLogs/directoryAudits";

describe("the log of changes to the tenant", () => {
  const started = startedTenant();
  type Changed = Record<string, Record<string, Record<string, string>>>;

  it("says what was done with Graph and what by hand, the newest first, and who came into a group", async () => {
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
