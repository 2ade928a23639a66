import assert from "node:assert/strict";
import {
  BASELINE_POLICY,
  BREAK_GLASS,
  CUSTOM_STRENGTH,
  EXCLUDED_GROUP,
  EXCLUDED_ROLE,
  ORDINARY_USER,
  OTHER_GROUP,
  TRUSTED_LOCATION,
} from "../../policies/support/ids";
import { policyArguments } from "../../policies/support/policies";
import { aTenant } from "../../policies/support/tenants";
import { code, type Wanted } from "./support/program-text";
import { Workbench } from "./support/workbench";

const ELSEWHERE = { "no-mfa-bypass": { baseline: "elsewhere" } };
const PROTECTED = {
  ...ELSEWHERE,
  "protected-baseline": {
    protected: {
      policies: [BASELINE_POLICY],
      users: [BREAK_GLASS],
      groups: [EXCLUDED_GROUP],
      roles: [EXCLUDED_ROLE],
      locations: [TRUSTED_LOCATION],
      strengths: [CUSTOM_STRENGTH],
      attributes: ["department"],
    },
  },
};
const SNAPSHOT = { ...ELSEWHERE, "tenant-stays-closed": { tenant: aTenant() } };

const member = (group: unknown, who: unknown = ORDINARY_USER): Wanted => ({
  resource: "GroupMember",
  name: "helper",
  args: { groupObjectId: group, memberObjectId: who },
});
const graph = (kind: string, args: object): Wanted => ({ resource: `msgraph:index/${kind}`, name: "generic", args });
const weakPolicy: Wanted = {
  resource: "ConditionalAccessPolicy",
  name: "ours",
  args: policyArguments({ state: "disabled" }),
};
const ourGroup: Wanted = { resource: "Group", name: "ours", args: { displayName: "ours", securityEnabled: true } };

describe("another team's stack", () => {
  let bench: Workbench;
  before(async () => {
    bench = await Workbench.open();
  });
  after(() => bench.close());

  const rejects = async (configuration: object, rule: RegExp, ...resources: readonly Wanted[]) => {
    bench.declare(...resources);
    const { status, output } = await bench.preview({ configuration });
    assert.equal(status, 1, output);
    assert.match(output, rule);
    return output;
  };
  const passes = async (configuration: object, ...resources: readonly Wanted[]) => {
    bench.declare(...resources);
    const { status, output } = await bench.preview({ configuration });
    assert.equal(status, 0, output);
    assert.doesNotMatch(output, /\[(mandatory|advisory)\]/);
  };

  it("is told when the pack protects nothing", () => rejects(ELSEWHERE, /\[mandatory\].*not-configured/));

  it("passes without Entra resources, and with weak policies and groups of its own", async () => {
    await passes(PROTECTED);
    await passes(PROTECTED, weakPolicy);
    await passes(PROTECTED, ourGroup, member(code("ours.objectId")));
    await passes(SNAPSHOT, weakPolicy);
  });

  const touching: readonly (readonly [string, Wanted])[] = [
    ["a member of a protected group", member(EXCLUDED_GROUP)],
    [
      "an attribute that decides about membership",
      {
        resource: "User",
        name: "user",
        args: { displayName: "u", userPrincipalName: "u@contoso.example", department: "Sales" },
      },
    ],
    [
      "a generic write to the policy",
      graph("updateResource:UpdateResource", {
        url: `identity/conditionalAccess/policies/${BASELINE_POLICY}`,
        body: { state: "disabled" },
      }),
    ],
  ];
  for (const [what, resource] of touching)
    it(`is rejected with ${what}, and stopped before the provider is called`, async () => {
      await rejects(PROTECTED, /\[mandatory\].*protected-baseline/, resource);
      const { status, changes } = await bench.up({ configuration: PROTECTED }, "--skip-preview");
      assert.notEqual(status, 0);
      assert.deepEqual(changes, []);
    });

  it("knows nothing for certain of a group that is known only after deployment", () => {
    const source: Wanted = { resource: "random:index/randomString:RandomString", name: "source", args: {} };
    return rejects(PROTECTED, /isn't known before deployment/, source, member(code("source.id")));
  });

  it("says exactly whom the snapshot shows to get in, once", async () => {
    const output = await rejects(SNAPSHOT, /tenant-stays-closed/, member(EXCLUDED_GROUP));
    assert.equal(output.match(new RegExp(`user ${ORDINARY_USER} can reach Azure management`, "g"))?.length, 1);
  });

  it("says it once when the object is protected as well", async () => {
    const both = { ...SNAPSHOT, ...PROTECTED };
    const output = await rejects(both, /tenant-stays-closed/, member(EXCLUDED_GROUP));
    assert.equal(output.match(/\[mandatory\]/g)?.length, 1, output);
  });

  it("protects an account that only the snapshot tells of, and reads what a membership rule asks for", async () => {
    const unit: Wanted = {
      resource: "AdministrativeUnitMember",
      name: "unit",
      args: { administrativeUnitObjectId: OTHER_GROUP, memberObjectId: BREAK_GLASS },
    };
    const account = (department: string): Wanted => ({
      resource: "User",
      name: "user",
      args: { displayName: "u", userPrincipalName: "u@contoso.example", department },
    });
    await rejects(SNAPSHOT, /\[mandatory\].*protected-baseline/, unit);
    const tenant = aTenant();
    const groups = tenant.groups.map((group) =>
      group.id === EXCLUDED_GROUP ? { ...group, membershipRule: 'user.Department -eq "Sales"' } : group,
    );
    const ruled = { ...ELSEWHERE, "tenant-stays-closed": { tenant: { ...tenant, groups } } };
    await passes(ruled, account("Platform"));
    await rejects(ruled, /sets `department` of a user/, account("Sales"));
  });

  it("passes where the snapshot shows that nobody new gets in", async () => {
    await passes(SNAPSHOT, member(EXCLUDED_GROUP, BREAK_GLASS));
    await passes(SNAPSHOT, member(OTHER_GROUP));
  });

  it("is rejected when it takes a protected policy over by import", async () => {
    const id = `/identity/conditionalAccess/policies/${BASELINE_POLICY}`;
    await rejects(PROTECTED, /protected-baseline/, { ...weakPolicy, options: { import: id } });
    const generic = graph("resource:Resource", {
      url: "identity/conditionalAccess/policies",
      body: { state: "disabled" },
    });
    await rejects(PROTECTED, /protected-baseline/, { ...generic, options: { import: id.slice(1) } });
  });

  const behindApply: readonly (readonly [string, Wanted])[] = [
    ["a protected group", member(code(`ours.objectId.apply(() => "${EXCLUDED_GROUP}")`))],
    [
      "an address",
      graph("updateResource:UpdateResource", {
        url: code(`ours.objectId.apply(() => "identity/conditionalAccess/policies/${BASELINE_POLICY}")`),
        body: { state: "disabled" },
      }),
    ],
  ];
  for (const [what, resource] of behindApply)
    it(`is stopped before the provider is called when ${what} turns out to be another than it looked like`, async () => {
      bench.declare(ourGroup, resource);
      const { status, output, changes } = await bench.up({ configuration: PROTECTED });
      assert.equal(status, 1, output);
      assert.match(output, /\[mandatory\].*protected-baseline/);
      assert.deepEqual(
        changes.filter((change) => change.endsWith(`::${resource.name}`)),
        [],
      );
      await bench.empty();
    });
});
