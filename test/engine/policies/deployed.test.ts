import assert from "node:assert/strict";
import { BREAK_GLASS, EXCLUDED_GROUP, ORDINARY_USER } from "../../policies/support/ids";
import { policyArguments } from "../../policies/support/policies";
import { aTenant } from "../../policies/support/tenants";
import { code, type Wanted } from "./support/program-text";
import { type Ran, Workbench } from "./support/workbench";

const carrier = (args: object): Wanted => ({
  resource: "ConditionalAccessPolicy",
  name: "azure-management-mfa",
  args,
  options: { protect: true },
});
const group = (...members: readonly string[]): Wanted => ({
  resource: "Group",
  name: "excluded",
  args: { displayName: "excluded", members },
});
const strength = (...allowedCombinations: readonly string[]): Wanted => ({
  resource: "AuthenticationStrengthPolicy",
  name: "strong",
  args: { displayName: "strong", allowedCombinations },
});
const excluding = carrier(policyArguments({ users: { excludedGroups: [code("excluded.objectId")] } }));
const throughStrength = carrier(
  policyArguments({ grantControls: { operator: "OR", authenticationStrengthPolicyId: code("strong.id") } }),
);

/** What a stack has made has ids, which no input tells: the same program is judged the same again. */
describe("a stack that is deployed and judged again", () => {
  let bench: Workbench;
  before(async () => {
    bench = await Workbench.open();
  });
  afterEach(() => bench.empty());
  after(() => bench.close());

  const silent = ({ status, output }: Ran) => {
    assert.equal(status, 0, output);
    assert.doesNotMatch(output, /\[(mandatory|advisory)\]/);
  };
  const rejected = ({ status, output }: Ran, rule: RegExp) => {
    assert.equal(status, 1, output);
    assert.match(output, rule);
    assert.equal(output.match(/\[mandatory\]/g)?.length, 1, output);
  };

  it("passes with the group that it excludes, and is rejected when somebody joins who isn't approved", async () => {
    bench.declare(group(BREAK_GLASS), excluding);
    silent(await bench.up());
    silent(await bench.preview());
    bench.declare(group(BREAK_GLASS, ORDINARY_USER), excluding);
    rejected(await bench.preview(), /approved-exclusions/);
  });

  it("stops the policy before the provider is called when its new group has somebody who isn't approved", async () => {
    bench.declare(group(ORDINARY_USER), excluding);
    const ran = await bench.up({}, "--skip-preview");
    rejected(ran, /approved-exclusions/);
    assert.doesNotMatch(ran.changes.join(), /conditionalAccessPolicy/);
  });

  it("passes with the strength that it requires, and is rejected when that is weakened", async () => {
    bench.declare(strength("fido2"), throughStrength);
    silent(await bench.up());
    silent(await bench.preview());
    bench.declare(strength("fido2", "password"), throughStrength);
    rejected(await bench.preview(), /no-mfa-bypass/);
  });

  it("passes elsewhere with groups and service principals of its own", async () => {
    const configuration = { "no-mfa-bypass": { baseline: "elsewhere" }, "tenant-stays-closed": { tenant: aTenant() } };
    const joining = (name: string, member: string): Wanted => ({
      resource: "GroupMember",
      name,
      args: { groupObjectId: EXCLUDED_GROUP, memberObjectId: code(member) },
    });
    const robot: Wanted = { resource: "ServicePrincipal", name: "robot", args: { clientId: ORDINARY_USER } };
    bench.declare(robot, group(BREAK_GLASS), joining("one", "robot.objectId"), joining("two", "excluded.objectId"));
    silent(await bench.up({ configuration }));
    silent(await bench.preview({ configuration }));
    bench.declare(group(ORDINARY_USER), joining("two", "excluded.objectId"));
    rejected(await bench.preview({ configuration }), /tenant-stays-closed/);
  });

  it("passes when it only reads a protected group, refreshed and analyzed too", async () => {
    const configuration = {
      "no-mfa-bypass": { baseline: "elsewhere" },
      "protected-baseline": { protected: { groups: [EXCLUDED_GROUP] } },
    };
    bench.write({
      "index.js": `require("@pulumi/azuread").Group.get("read", "/groups/${EXCLUDED_GROUP}");`,
    });
    silent(await bench.up({ configuration }));
    silent(await bench.preview({ configuration }, "--refresh"));
    silent(await bench.analyze({ configuration }));
  });
});
