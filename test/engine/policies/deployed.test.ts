import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BREAK_GLASS, EXCLUDED_GROUP, ORDINARY_USER, SECOND_BREAK_GLASS } from "../../policies/support/ids";
import { IN_STACK, policyArguments } from "../../policies/support/policies";
import { anEntry } from "../../policies/support/register";
import { aTenant } from "../../policies/support/tenants";
import { carrier, code, joining, type Wanted } from "./support/program-text";
import { assertRejected, assertSilent, workbench } from "./support/workbench";

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
const NEW_GROUP = code("excluded.objectId");
const EXCLUDING = policyArguments({ users: { excludedGroups: [NEW_GROUP] } });
const THROUGH_STRENGTH = policyArguments({
  grantControls: { operator: "OR", authenticationStrengthPolicyId: code("strong.id") },
});

describe("a stack that is deployed and judged again", () => {
  const bench = workbench();
  afterEach(() => bench.empty());

  const withoutPreview = (...resources: readonly Wanted[]) => {
    bench.declare(...resources);
    return bench.up({}, "--skip-preview");
  };

  const ELSEWHERE = { "no-mfa-bypass": { baseline: "elsewhere" }, "tenant-stays-closed": { tenant: aTenant() } };
  /** A list of one principal in the update, and nothing in the preview. */
  const later = (who: string) => code(`pulumi.runtime.isDryRun() ? undefined : ["${who}"]`);

  it("passes with the group that it excludes, and is rejected when someone joins without approval", async () => {
    bench.declare(group(BREAK_GLASS), carrier(EXCLUDING));
    assertSilent(await bench.up());
    assertSilent(await bench.preview());
    bench.declare(group(BREAK_GLASS, ORDINARY_USER), carrier(EXCLUDING));
    assertRejected(await bench.preview(), /approved-exclusions/);
  });

  it("stops the policy before the provider is called if its new group has a member without approval", async () => {
    const ran = await withoutPreview(group(ORDINARY_USER), carrier(EXCLUDING));
    assertRejected(ran, /approved-exclusions/);
    assert.doesNotMatch(ran.changes.join(), /conditionalAccessPolicy/);
  });

  it("allows members that the register approves, and stops other memberships before they are created", async () => {
    const approved = joining("break-glass", NEW_GROUP, SECOND_BREAK_GLASS);
    const deployed = await withoutPreview(group(BREAK_GLASS), approved, carrier(EXCLUDING));
    assertSilent(deployed);
    assert.match(deployed.changes.join("\n"), /^create \S+::azure-management-mfa$/m);
    // After the policy, so that what it excludes is known whichever of the two the engine would register first.
    const late = joining("helper", NEW_GROUP, ORDINARY_USER, { dependsOn: code("azureManagementMfa") });
    const ran = await withoutPreview(group(BREAK_GLASS), approved, carrier(EXCLUDING), late);
    assertRejected(ran, /approved-exclusions.*helper/);
    assert.doesNotMatch(ran.changes.join("\n"), /helper$/m);
  });

  it("passes with the strength that it requires, and is rejected when the strength is weakened", async () => {
    bench.declare(strength("fido2"), carrier(THROUGH_STRENGTH));
    assertSilent(await bench.up());
    assertSilent(await bench.preview());
    bench.declare(strength("fido2", "password"), carrier(THROUGH_STRENGTH));
    assertRejected(await bench.preview(), /no-mfa-bypass/);
  });

  it("passes with other groups and service principals in another stack", async () => {
    const robot: Wanted = { resource: "ServicePrincipal", name: "robot", args: { clientId: ORDINARY_USER } };
    const inGroup = joining("two", EXCLUDED_GROUP, NEW_GROUP);
    bench.declare(robot, group(BREAK_GLASS), joining("one", EXCLUDED_GROUP, code("robot.objectId")), inGroup);
    assertSilent(await bench.up({ configuration: ELSEWHERE }));
    assertSilent(await bench.preview({ configuration: ELSEWHERE }));
    bench.declare(group(ORDINARY_USER), inGroup);
    assertRejected(await bench.preview({ configuration: ELSEWHERE }), /tenant-stays-closed/);
  });

  it("stops its new group before that joins an excluded one, if only the update has members", async () => {
    const joins = joining("joins", EXCLUDED_GROUP, NEW_GROUP, { dependsOn: code("excluded") });
    const filled = { ...group(), args: { displayName: "excluded", members: later(ORDINARY_USER) } };
    const register = { exclusions: [anEntry({ user: BREAK_GLASS })] };
    const owned = { ...ELSEWHERE, ...IN_STACK, "approved-exclusions": { register, asOf: "2026-09-01" } };
    const excluding = carrier(policyArguments({ users: { excludedGroups: [EXCLUDED_GROUP] } }));
    for (const [rule, configuration, ...others] of [
      ["tenant-stays-closed", ELSEWHERE],
      ["approved-exclusions", owned, excluding],
    ] as const) {
      bench.declare(...others, filled, joins);
      const ran = await bench.up({ configuration });
      assert.equal(ran.status, 1, ran.output);
      assert.match(ran.output, new RegExp(`\\[mandatory\\].*${rule}.*joins`));
      assert.match(ran.changes.join("\n"), /^create \S+::excluded$/m);
      assert.doesNotMatch(ran.changes.join("\n"), /joins$/m);
      bench.declare(...others, group(BREAK_GLASS), joins);
      assertSilent(await bench.up({ configuration }));
      await bench.empty();
    }
  });

  it("passes when it only reads a protected group, even when refreshed and analyzed", async () => {
    const configuration = {
      "no-mfa-bypass": { baseline: "elsewhere" },
      "protected-baseline": { protected: { groups: [EXCLUDED_GROUP] } },
    };
    bench.write({ "index.js": `require("@pulumi/azuread").Group.get("read", "/groups/${EXCLUDED_GROUP}");` });
    assertSilent(await bench.up({ configuration }));
    assertSilent(await bench.preview({ configuration }, "--refresh"));
    assertSilent(await bench.analyze({ configuration }));
  });

  it("is judged alike by `policy analyze` and by a preview, judged by its refreshed state, and must keep its protection", async () => {
    const strong = carrier(policyArguments());
    bench.declare(strong);
    assertSilent(await bench.up());
    assertSilent(await bench.analyze());
    const file = join(bench.folder, "export.json");
    await bench.pulumi("stack", "export", "--file", file);
    writeFileSync(file, readFileSync(file, "utf8").replaceAll('"enabled"', '"disabled"'));
    assert.match((await bench.analyze({}, "--file", file)).output, /no-mfa-bypass/);

    const conditions = { ...(policyArguments()["conditions"] as object), insiderRiskLevels: "elevated" };
    bench.drift({ "azure-management-mfa": { conditions } });
    const drifted = await bench.preview({}, "--refresh");
    assert.equal(drifted.status, 1, drifted.output);
    assert.match(drifted.output, /conditions\.insiderRiskLevels: elevated[\s\S]*the tenant was changed outside it/);
    bench.drift({ "azure-management-mfa": { state: "disabled" } });
    const mended = await bench.preview({}, "--refresh");
    assert.equal(mended.status, 0, mended.output);
    bench.drift({});

    bench.declare({ ...strong, options: {} });
    assertRejected(await bench.preview(), /protect-kept/);
  });
});
