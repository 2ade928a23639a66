import assert from "node:assert/strict";
import { BASELINE_POLICY, BREAK_GLASS, EXCLUDED_GROUP, ORDINARY_USER, OTHER_GROUP } from "../../policies/support/ids";
import { policyArguments } from "../../policies/support/policies";
import { aTenant, PROTECTED } from "../../policies/support/tenants";
import { carrier, code, joining, type Wanted } from "./support/program-text";
import { assertRejected, assertSilent, workbench } from "./support/workbench";

const ELSEWHERE = { "no-mfa-bypass": { baseline: "elsewhere" } };
const GUARDED = { ...ELSEWHERE, "protected-baseline": { protected: PROTECTED } };
const SNAPSHOT = { ...ELSEWHERE, "tenant-stays-closed": { tenant: aTenant() } };

const POLICY_URL = `identity/conditionalAccess/policies/${BASELINE_POLICY}`;
const member = (group: unknown, who: unknown = ORDINARY_USER, name = "helper"): Wanted => joining(name, group, who);
const graphWrite = (url: unknown): Wanted => ({
  resource: "msgraph:index/updateResource:UpdateResource",
  name: "generic",
  args: { url, body: { state: "disabled" } },
});
const weakPolicy: Wanted = { ...carrier(policyArguments({ state: "disabled" })), name: "ours", options: {} };
const ourGroup: Wanted = { resource: "Group", name: "group", args: { displayName: "ours", securityEnabled: true } };

describe("another team's stack", () => {
  const bench = workbench();

  const previewed = (configuration: object, ...resources: readonly Wanted[]) => {
    bench.declare(...resources);
    return bench.preview({ configuration });
  };

  it("passes without Entra resources, and with weak policies, groups and members that let no one new in", async () => {
    const both = { ...SNAPSHOT, ...GUARDED };
    assertSilent(await previewed(both));
    const members = [member(code("group.objectId")), member(OTHER_GROUP, ORDINARY_USER, "other")];
    assertSilent(await previewed(both, weakPolicy, ourGroup, ...members));
    assertSilent(await previewed(SNAPSHOT, member(EXCLUDED_GROUP, BREAK_GLASS)));
  });

  it("is rejected before the provider is called for each change of a protected object", async () => {
    const touching = [member(EXCLUDED_GROUP), graphWrite(POLICY_URL)];
    const { status, output } = await previewed(GUARDED, ...touching);
    assert.equal(status, 1, output);
    for (const { name } of touching)
      assert.match(output, new RegExp(`\\[mandatory\\].*protected-baseline.*\\b${name}\\b`));
    const ran = await bench.up({ configuration: GUARDED }, "--skip-preview");
    assert.notEqual(ran.status, 0);
    assert.deepEqual(ran.changes, []);
  });

  it("names the people who get in by the snapshot once, even if the object is also protected", async () => {
    const ran = await previewed({ ...SNAPSHOT, ...GUARDED }, member(EXCLUDED_GROUP));
    assertRejected(ran, /tenant-stays-closed/);
    assert.equal(ran.output.match(new RegExp(`user ${ORDINARY_USER} can reach Azure management`, "g"))?.length, 1);
  });

  it("is rejected when it imports a protected policy", async () => {
    const generic: Wanted = {
      resource: "msgraph:index/resource:Resource",
      name: "generic",
      args: { url: "identity/conditionalAccess/policies", body: { state: "disabled" } },
    };
    for (const taken of [
      { ...weakPolicy, options: { import: `/${POLICY_URL}` } },
      { ...generic, options: { import: POLICY_URL } },
    ]) {
      const { status, output } = await previewed(GUARDED, taken);
      assert.equal(status, 1, output);
      assert.match(output, /protected-baseline/);
    }
  });

  it("is stopped before the provider is called if a value differs from the preview", async () => {
    const hidden = (text: string) => code(`group.objectId.apply(() => "${text}")`);
    bench.declare(ourGroup, member(hidden(EXCLUDED_GROUP)), graphWrite(hidden(POLICY_URL)));
    const { status, output, changes } = await bench.up({ configuration: GUARDED });
    assert.equal(status, 1, output);
    assert.match(output, /\[mandatory\].*protected-baseline/);
    assert.doesNotMatch(changes.join("\n"), /::(helper|generic)$/m);
  });

  it("is rejected after an update without a preview if a membership rule takes in its new guest", async () => {
    const { groups, ...rest } = aTenant();
    const [excluded, ...others] = groups;
    const ruled = [{ ...excluded, membershipRule: "user.dirSyncEnabled -ne true" }, ...others];
    const configuration = { ...ELSEWHERE, "tenant-stays-closed": { tenant: { ...rest, groups: ruled } } };
    const invited = { userEmailAddress: "g@fabrikam.example", redirectUrl: "https://fabrikam.example" };
    bench.declare({ resource: "Invitation", name: "guest", args: invited });
    const { status, output } = await bench.up({ configuration }, "--skip-preview");
    assert.equal(status, 1, output);
    assert.match(
      output,
      /\[mandatory\].*tenant-stays-closed[\s\S]*makes or changes a user, and the membership rule may take/,
    );
  });
});
