import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { breakTenant, doneText, scenarioList } from "../../../sandbox/break/break";
import { NotHere, type Scenario, stackPolicy } from "../../../sandbox/break/portal";
import { SCENARIOS } from "../../../sandbox/break/scenarios";
import { openDirectory } from "../../../sandbox/tenant";
import type { TenantData } from "../../../sandbox/tenant/store/store";
import { userId } from "../../../src/law/model/ids";
import type { Exemption } from "../../../src/law/model/register";
import { compare } from "../../../src/verifier/compare";
import { aPolicy, FIRST, SECOND } from "../../cli/a-tenant";
import { temporaryFolder } from "../../temporary-folder";
import { read } from "../../verifier/generated/read";
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

  it("refuses an unknown scenario, creates no tenant where there is none, and says what to do", async () => {
    for (const [name, says] of [
      ["teapot", /no scenario `teapot`\n {2}help: `npm run sandbox -- break` lists them/],
      ["disable", /`npm start` creates it the first time/],
    ] as const) {
      const refused = await run(name);
      assert.match(refused.kind === "refused" ? refused.complaint : "", says);
    }
    assert.ok(!existsSync(join(folder.path, ".sandbox")));
  });
});

const deployed = (users: object = {}) => aPolicy({ users: { excludeUsers: [FIRST, SECOND], ...users } });

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
      assert.equal((await started.call("POST", POLICIES, deployed({ excludeGroups }))).status, 201);
      const { before, after } = await play(scenario);
      assert.notDeepEqual(after, before);
      assert.equal(opens(before, after), OPENING.has(name));
    });

  const says = (what: RegExp) => (error: Error) => error instanceof NotHere && what.test(error.message);

  it("needs a policy to do it to, and says how to get one", async () => {
    const { policies } = await openDirectory(started.tenant).read();
    assert.throws(() => stackPolicy(policies), says(/npm start/));
  });

  it("joins no group where the policy excludes none, and says what to write into the register", async () => {
    await started.call("POST", POLICIES, deployed());
    await assert.rejects(play(SCENARIOS.get("join-group") ?? assert.fail()), says(/config\/dev\.yaml/));
  });
});

function opens(before: TenantData, after: TenantData): boolean {
  const exempt: readonly Exemption[] = [FIRST, SECOND].map((id) => ({ kind: "user", id: userId(id) }));
  return compare(tenantFrom(before), tenantFrom(after), exempt).opened.length > 0;
}

function tenantFrom({ groups, ...data }: TenantData) {
  const { users, policies, namedLocations, authenticationStrengthPolicies, roleAssignments } = data;
  return read({
    users,
    policies,
    namedLocations,
    authenticationStrengthPolicies,
    roleAssignments,
    groups: groups.map(({ object, members }) => ({ ...object, members: members.map((id) => ({ id })) })),
  });
}
