import assert from "node:assert/strict";
import { suiteFolder } from "../temporary-folder";
import {
  aGroup,
  aPolicy,
  aRoleOf,
  aTenant,
  GLOBAL_ADMINISTRATOR,
  groupId,
  guests,
  oneOf,
  outside,
  userId,
} from "./a-tenant";
import { recordedRun } from "./recorded-run";
import { readVerdicts } from "./verdict-schema";

const GROUP = { "@odata.type": "#microsoft.graph.group" };
const ID = "eeeeeeee-0000-4000-8000-000000000001";

describe("what a verdict depends on, and what it is taken to rest on", () => {
  const files = suiteFolder();

  async function judged(tenant: unknown, ...options: readonly string[]) {
    const path = files.write("tenant.json", tenant);
    const { out, err, status } = await recordedRun(["prove", "--format", "json", ...options, path]);
    return { verdict: readVerdicts(out)[0], err, status };
  }
  const excluding = (...groups: readonly number[]) =>
    aTenant([aPolicy({ users: { excludeGroups: groups.map(groupId) } })], { groups: undefined });

  it("names the fewest groups that nobody exported, and what would settle it, and stays a bypass", async () => {
    const { verdict, status } = await judged(excluding(1, 2));
    assert.equal(verdict?.verdict, "bypass");
    assert.deepEqual(verdict.bypasses[0]?.hangsOn, [{ kind: "group", id: groupId(1), policies: 1 }]);
    const settledBy = [1, 2].map((number) => ({ kind: "group", id: groupId(number) }));
    assert.deepEqual(verdict.settledBy, settledBy);
    const settled = await judged(excluding(1, 2), ...settledBy.flatMap(({ id }) => ["--assume", `${id}=empty`]));
    assert.deepEqual([settled.verdict?.verdict, settled.status], ["proved", 0]);
    assert.deepEqual([verdict.ifUnknownGroupsEmpty, status], ["proved", 1]);
    const named = aTenant([aPolicy({ users: { excludeGroups: ["a = b"] } })], { groups: undefined });
    assert.equal((await judged(named, "--assume", "a = b=empty")).status, 0);
  });

  for (const [what, assigned, groups] of [
    ["that nobody listed", groupId(1), undefined],
    ["that holds one that nobody listed", groupId(2), [{ id: groupId(2), members: [{ id: groupId(1), ...GROUP }] }]],
  ] as const)
    it(`names the group whose members settle it, where a group ${what} may make a role active`, async () => {
      const roleAssignments = [aRoleOf(assigned, { assignmentState: "Eligible", principalType: "Group" })];
      const excluding = aPolicy({ users: { excludeRoles: [GLOBAL_ADMINISTRATOR] } });
      const tenant = aTenant([excluding], { groups, roleAssignments });
      const { verdict } = await judged(tenant);
      assert.deepEqual(verdict?.settledBy, [{ kind: "group", id: groupId(1) }]);
      assert.equal((await judged(tenant, "--assume", `${groupId(1)}=empty`)).verdict?.verdict, "proved");
    });

  it("says in the headline who gets in for certain, and then who does unless what is unknown stops them", async () => {
    const users = { excludeGroups: [groupId(1)], excludeGuestsOrExternalUsers: guests("serviceProvider") };
    const said =
      /Outsiders \(service provider users\) can reach .* MFA\.\s+Unless .*, (any|every)body in the directory/s;
    for (const known of [{ users: undefined }, {}]) {
      const path = files.write("parted.json", aTenant([aPolicy({ users })], { groups: undefined, ...known }));
      assert.match((await recordedRun(["prove", path])).out, said);
    }
  });

  const UNKNOWN = "dddddddd-0000-4000-8000-000000000009";
  for (const [kind, id, verdict, policy] of [
    ["role", GLOBAL_ADMINISTRATOR, "bypass", { users: { excludeRoles: [GLOBAL_ADMINISTRATOR] } }],
    ["location", UNKNOWN, "bypass", { conditions: outside(UNKNOWN) }],
    ["strength", UNKNOWN, "bypass", { grantControls: oneOf([], { authenticationStrength: { id: UNKNOWN } }) }],
    ["content", "conditions.times", "unknown", { conditions: { times: { weekdays: ["monday"] } } }],
  ] as const)
    it(`depends on a ${kind} that isn't known`, async () => {
      const found = (await judged(aTenant([aPolicy(policy)], { roleAssignments: undefined }))).verdict;
      assert.deepEqual([found?.verdict, found?.bypasses[0]?.hangsOn], [verdict, [{ kind, id, policies: 1 }]]);
    });

  const excludingGroupOf = (...members: readonly object[]) =>
    aTenant([aPolicy({ users: { excludeGroups: [groupId(1)] } })], { groups: [aGroup(1, members)] });

  it("keeps the members that the file shows", async () => {
    const tenant = excludingGroupOf({ id: userId(1) }, { id: groupId(2), ...GROUP });
    for (const assumed of ["unknown-groups=empty", `${groupId(2)}=empty`])
      assert.deepEqual((await judged(tenant, "--assume", assumed)).verdict?.uncovered.users, [userId(1)], assumed);
  });

  it("refuses to assume what it can't read, and what the tenant doesn't have", async () => {
    for (const [option, says] of [
      [`--assume=${groupId(7)}=empty`, /no policy or list names `cccccccc/],
      ["--assume=everything", /Use ID=empty, or unknown-groups=empty/],
      ["--as-if-enabled=nobody", /no policy or list names `nobody`/],
    ] as const) {
      const { status, err } = await judged(excludingGroupOf({ id: userId(1) }), option);
      assert.equal(status, 2);
      assert.match(err, says);
    }
  });

  const idle = aTenant([aPolicy({ state: "enabledForReportingButNotEnforced" })]);

  it("judges policies as if they were on, and never exits with 0 for that unless they are named", async () => {
    for (const [assumed, status] of [
      ["as-if-enabled", 1],
      [`as-if-enabled=${ID}`, 0],
    ] as const) {
      const { verdict, ...found } = await judged(idle, `--${assumed}`);
      assert.deepEqual([verdict?.verdict, verdict?.assumed, found.status], ["proved", [assumed], status]);
    }
  });

  for (const written of [ID.toUpperCase(), `{${ID}}`, ID.replaceAll("-", "")])
    it(`knows a policy or a group by its id, written as ${written}`, async () => {
      assert.equal((await judged(idle, `--as-if-enabled=${written}`)).verdict?.verdict, "proved");
      const shouting = aTenant([aPolicy({ state: "disabled", id: ID.toUpperCase(), users: { excludeGroups: [ID] } })]);
      const { verdict } = await judged(shouting, `--as-if-enabled=${ID}`, "--assume", `${written}=empty`);
      assert.equal(verdict?.verdict, "proved");
    });

  it("says that the lists may lack somebody where the file has only a part of one", async () => {
    const users = { value: [{ id: userId(1) }], "@odata.nextLink": "https://graph.example/next" };
    const { verdict } = await judged(aTenant([], { users }));
    assert.equal(verdict?.incomplete, true);
    assert.equal((await judged(aTenant([]))).verdict?.incomplete, false);
    const { out } = await recordedRun(["prove", files.write("tenant.json", aTenant([], { users }))]);
    assert.match(out, /Who {3}at least /);
  });
});
