import assert from "node:assert/strict";
import {
  aGroup,
  aPolicy,
  aRoleOf,
  aTenant,
  GLOBAL_ADMINISTRATOR,
  groupId,
  oneOf,
  people,
  userId,
} from "../cli/a-tenant";
import { recordedRun } from "../cli/recorded-run";
import { suiteFolder } from "../temporary-folder";

const BLOCK = oneOf(["block"]);

describe("what azmfa advises", () => {
  const files = suiteFolder();

  /** What stands behind `Do` in each way in, without line breaks. */
  async function advice(tenant: unknown): Promise<readonly string[]> {
    const { out } = await recordedRun(["prove", files.write("tenant.json", tenant)]);
    return out
      .split(/\n(?=Way in)/)
      .slice(1)
      .map((way) => (/\n {2}Do {4}([\s\S]*?)(\n\n|$)/.exec(way)?.[1] ?? "").replaceAll(/\s+/g, " "));
  }

  const legacy = { clientAppTypes: ["exchangeActiveSync", "other"] };
  const onWindows = { platforms: { includePlatforms: ["windows"] } };
  const withDevice = { operator: "AND", builtInControls: ["mfa", "compliantDevice"] };
  for (const [what, policy] of [
    ["widens a block", { displayName: "Block legacy", conditions: legacy, grantControls: BLOCK }],
    ["switches on a block of everybody", { state: "disabled", grantControls: BLOCK }],
    ["widens a policy that asks for a device beside MFA", { conditions: onWindows, grantControls: withDevice }],
  ] as const)
    it(`never ${what}: that would stop people from signing in at all`, async () => {
      const [told = ""] = await advice(aTenant([aPolicy(policy)]));
      assert.match(told, /^add a policy that requires MFA for all users/);
      assert.doesNotMatch(told, /Block legacy/);
    });

  it("doesn't ask everybody for what an alternative asks for beside MFA", async () => {
    const grantControls = oneOf(["mfa", "block", "compliantDevice"]);
    const [told = ""] = await advice(aTenant([aPolicy({ grantControls })]));
    assert.match(told, /require multifactor authentication, and nothing else, in its grant.*after that: proved/);
  });

  it("tells what surely lets somebody through, and not a filter for applications that may", async () => {
    const applications = { includeApplications: ["All"], applicationFilter: { mode: "exclude", rule: "x" } };
    const [told = ""] = await advice(aTenant([aPolicy({ conditions: { applications, clientAppTypes: ["browser"] } })]));
    assert.match(told, /client/);
    assert.doesNotMatch(told, /filter/);
  });

  it("tells a user, a group and a role that are left out as one way in, closed by one change", async () => {
    const users = { excludeUsers: [userId(1)], excludeGroups: [groupId(1)], excludeRoles: [GLOBAL_ADMINISTRATOR] };
    const known = { groups: [aGroup(1, [{ id: userId(2) }])], roleAssignments: [aRoleOf(userId(3))] };
    const told = await advice(aTenant([aPolicy({ users })], { users: people(5), ...known }));
    assert.equal(told.length, 1);
    assert.match(told[0] ?? "", /remove this exclusion.*after that: proved\)/);
  });

  it("advises a policy that is on rather than one that is off", async () => {
    const off = aPolicy({ id: "e-1", displayName: "For all", state: "disabled" });
    const leftOut = aPolicy({ id: "e-2", displayName: "Left out", users: { excludeUsers: [userId(1)] } });
    const [told = ""] = await advice(aTenant([off, leftOut], { users: people(5) }));
    assert.match(told, /^"Left out": remove this .*\(after that: proved\)$/);
  });

  it("says a reason that policies share once", async () => {
    const policies = Array.from({ length: 12 }, (_, index) =>
      aPolicy({ id: `e-${index}`, displayName: `CA${index}`, users: { excludeGroups: [groupId(1)] } }),
    );
    const tenant = aTenant(policies, { groups: [aGroup(1, [{ id: userId(1) }])] });
    const { out } = await recordedRun(["prove", files.write("tenant.json", tenant)]);
    assert.match(out.replaceAll(/\s+/g, " "), /"CA0", "CA1", "CA2" and 9 more: each excludes the group "group 1"/);
  });

  it("names one person whose id is open, and not classes that they may be of", async () => {
    const file = files.write("tenant.json", { policies: [aPolicy({ users: { excludeUsers: [userId(7)] } })] });
    const { out } = await recordedRun(["prove", file]);
    assert.match(out, /1 person can reach/);
    assert.match(out, /Who +aaaaaaaa-0000-4000-8000-00000000000\d/);
  });
});
