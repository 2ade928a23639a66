import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { breakTenant, doneText, scenarioList } from "../../../sandbox/break/break";
import { AZURE_MANAGEMENT, NotHere, type Scenario, stackPolicy } from "../../../sandbox/break/portal";
import { SCENARIOS } from "../../../sandbox/break/scenarios";
import { openDirectory } from "../../../sandbox/tenant";
import type { TenantData } from "../../../sandbox/tenant/store/store";
import { userId } from "../../../src/law/model/ids";
import type { Exemption } from "../../../src/law/model/register";
import { readTenant } from "../../../src/tenant/graph/tenant";
import { compare } from "../../../src/verifier/compare";
import { temporaryFolder } from "../../temporary-folder";
import { POLICIES, startedTenant } from "../tenant/started-tenant";

const WIDEST = 80;
const widest = (text: string): number => Math.max(...text.split("\n").map((line) => line.length));

describe("npm run sandbox -- break", () => {
  const folder = temporaryFolder();
  const run = (...args: readonly string[]) => breakTenant(folder.path, args, () => undefined);

  it("lists each scenario, what it does and what to look at, and starts nothing", async () => {
    const listed = await run();
    assert.equal(listed.kind, "done");
    const text = listed.kind === "done" ? listed.text.replace(/\s+/g, " ") : "";
    for (const [name, { does, look }] of SCENARIOS) assert.ok(text.includes(`${name} ${does} > ${look} `), name);
    assert.ok(!existsSync(join(folder.path, ".sandbox")));
  });

  it("fits its output into 80 columns", () => {
    assert.ok(widest(scenarioList(SCENARIOS)) <= WIDEST);
    for (const scenario of SCENARIOS.values())
      assert.ok(widest(doneText(scenario, "Require MFA for Azure management")) <= WIDEST, scenario.does);
  });

  it("refuses an unknown scenario and says how to list them", async () => {
    const refused = await run("teapot");
    assert.ok(refused.kind === "refused");
    assert.match(refused.complaint, /no scenario `teapot`\n {2}help: `npm run sandbox -- break` lists them/);
  });

  it("creates no tenant where there is none, but says how to get one", async () => {
    const refused = await run("disable");
    assert.ok(refused.kind === "refused" && /`npm start` creates it the first time/.test(refused.complaint));
    assert.ok(!existsSync(join(folder.path, ".sandbox")));
  });
});

const BREAK_GLASS = ["bbbbbbbb-0000-4000-8000-000000000001", "bbbbbbbb-0000-4000-8000-000000000002"];

const DEPLOYED = {
  displayName: "Require MFA for Azure management",
  state: "enabled",
  conditions: {
    users: { includeUsers: ["All"], excludeUsers: BREAK_GLASS },
    applications: { includeApplications: [AZURE_MANAGEMENT] },
    clientAppTypes: ["all"],
  },
  grantControls: { operator: "OR", builtInControls: ["mfa"] },
};

/** The scenarios after which someone can reach Azure management without MFA who couldn't before. */
const OPENING = new Set([
  ...["disable", "report-only", "delete", "exclude-person", "exclude-role", "exclude-guests", "insider-risk"],
  ...["client-apps", "trusted-locations", "strength", "exclude-group", "join-group"],
  "security-defaults",
]);

describe("the scenarios of break", () => {
  const started = startedTenant();

  async function play(scenario: Scenario): Promise<{ readonly before: TenantData; readonly after: TenantData }> {
    const directory = openDirectory(started.tenant);
    const before = await directory.read();
    await scenario.play({ directory, data: before, policy: stackPolicy(before.policies) });
    return { before, after: await directory.read() };
  }

  for (const [name, scenario] of SCENARIOS)
    it(`${name}: ${OPENING.has(name) ? "opens Azure management" : "lets nobody new in"}`, async () => {
      const excludeGroups = name === "join-group" ? ["cccccccc-2222-4000-8000-000000000009"] : [];
      const { users } = DEPLOYED.conditions;
      const body = { ...DEPLOYED, conditions: { ...DEPLOYED.conditions, users: { ...users, excludeGroups } } };
      assert.equal((await started.call("POST", POLICIES, body)).status, 201);
      const { before, after } = await play(scenario);
      assert.notDeepEqual(after, before);
      assert.equal(opens(before, after), OPENING.has(name));
    });

  it("needs a policy to do it to, and says how to get one", async () => {
    const { policies } = await openDirectory(started.tenant).read();
    assert.throws(
      () => stackPolicy(policies),
      (error) => error instanceof NotHere && /npm start/.test(error.message),
    );
  });

  it("joins no group where the policy excludes none, and says what to write into the register", async () => {
    await started.call("POST", POLICIES, DEPLOYED);
    const joining = SCENARIOS.get("join-group");
    assert.ok(joining);
    await assert.rejects(
      play(joining),
      (error: Error) => error instanceof NotHere && /config\/dev\.yaml/.test(error.message),
    );
  });
});

function opens(before: TenantData, after: TenantData): boolean {
  const exempt: readonly Exemption[] = BREAK_GLASS.map((id) => ({ kind: "user", id: userId(id) }));
  return compare(tenantFrom(before), tenantFrom(after), exempt).opened.length > 0;
}

function tenantFrom({
  groups,
  users,
  policies,
  namedLocations,
  authenticationStrengthPolicies,
  roleAssignments,
}: TenantData) {
  const read = readTenant({
    ...{ users, policies, namedLocations, authenticationStrengthPolicies, roleAssignments },
    groups: groups.map(({ object, members }) => ({ ...object, members: members.map((id) => ({ id })) })),
  });
  assert.ok(read.ok);
  return read.tenant;
}
