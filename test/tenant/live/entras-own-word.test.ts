import assert from "node:assert/strict";
import { tellingTenant, tenantFileOf } from "../../../bench/sign-in-log/telling-tenant";
import { canAsk, questionsAbout, whatIfBody } from "../../../src/replay/what-if";
import { suiteFolder } from "../../temporary-folder";
import { read } from "../../verifier/generated/read";
import { azmfaOfALocalTenant as azmfa, refuse } from "./azmfa-of-a-local-tenant";

describe("azmfa replay --live", () => {
  it("reads the tenant and every page of its log, and finds that the law bears out", async () => {
    const { status, stdout, stderr } = await azmfa(["replay", "--live", "--format", "json"], { pageSize: 40 });
    assert.equal(status, 1, stderr); // nothing protects Azure management in a new tenant
    const { signIns, differences, withoutMfa } = JSON.parse(stdout);
    assert.deepEqual(differences, []);
    assert.ok(signIns.agree > 250 && signIns.agree === signIns.judged);
    assert.ok(withoutMfa.undeclared > 200);
  });

  it("says which role is missing, and never passes a log that breaks off", async () => {
    const forbidden = await azmfa(["replay", "--live"], { faults: [refuse("/auditLogs", 403)] });
    assert.equal(forbidden.status, 2);
    assert.match(forbidden.stderr, /the sign-in log could not be read.*\n.*AuditLog\.Read\.All/);
    assert.equal(forbidden.stdout, "");
    const broken = await azmfa(["replay", "--live", "--format", "json"], {
      faults: [
        { ...refuse("/auditLogs", 403), query: { $skiptoken: "*" } },
        { path: "/auditLogs", effect: { kind: "pageBy", size: 40 } },
      ],
    });
    assert.deepEqual([broken.status, broken.stdout], [2, ""]);
  });
});

describe("azmfa whatif", () => {
  const data = tellingTenant();
  const folder = suiteFolder();
  let file = "";
  before(() => {
    file = folder.write("telling.json", tenantFileOf(data));
  });
  const asking = (...args: readonly string[]) => ["whatif", ...args];

  it("agrees with an evaluator that shares no code with it, about each way in and a sample", async () => {
    const { status, stdout, stderr } = await azmfa(asking(file, "--format", "json"), { seed: data });
    assert.equal(status, 0, stdout + stderr);
    const { signIns, differences, answeredBy } = JSON.parse(stdout);
    assert.deepEqual([signIns.differ, differences], [0, []]);
    assert.ok(signIns.agree > 40, JSON.stringify(signIns));
    assert.match(answeredBy[0], /stands in for Microsoft's/);
  });

  it("asks about several people, and about each value of a dimension that has a list of values", () => {
    const tenant = read(tenantFileOf(data));
    const questions = questionsAbout(tenant, [], 200).filter(({ signIn }) => canAsk(signIn, tenant));
    const bodies = questions.map(({ signIn }) => JSON.parse(JSON.stringify(whatIfBody(signIn, tenant))));
    assert.ok(bodies.every(({ appliedPoliciesOnly }) => appliedPoliciesOnly === false));
    assert.ok(new Set(bodies.map(({ signInIdentity }) => signInIdentity.userId)).size > 10);
    const values = (key: string) =>
      new Set(bodies.map(({ signInConditions }) => JSON.stringify(signInConditions[key]) ?? assert.fail(key)));
    for (const key of ["devicePlatform", "signInRiskLevel", "authenticationFlow", "clientAppType", "userRiskLevel"])
      assert.ok(values(key).size > 1, key);
  });

  it("says where groups and roles that the evaluation doesn't find explain a disagreement", async () => {
    const withoutGroups = { ...data, groups: data.groups.map((group) => ({ ...group, members: [] })) };
    const blind = await azmfa(asking(file, "--format", "json"), { seed: withoutGroups });
    const { differences } = JSON.parse(blind.stdout);
    assert.equal(blind.status, 1);
    assert.deepEqual(new Set(differences.map(({ kind }: { kind: string }) => kind)), new Set(["membership"]));
    const others = data.policies.map((policy) => ({
      ...policy,
      conditions: { ...(policy["conditions"] as object), clientAppTypes: ["browser"] },
    }));
    const other = await azmfa(asking(file), { seed: { ...data, policies: others as unknown as typeof data.policies } });
    assert.equal(other.status, 1);
    const said = /^DISAGREES .*The evaluation says that it doesn't apply.*; azmfa says that it applies/;
    assert.match(other.stdout.replaceAll(/\s+/g, " "), said);
  });

  it("says that nothing could be asked, and what is wrong with a command line", async () => {
    const forbidden = await azmfa(asking(file), { faults: [refuse("/identity/conditionalAccess/evaluate", 403)] });
    assert.deepEqual([forbidden.status, forbidden.stdout], [2, ""]);
    assert.match(forbidden.stderr, /Microsoft's evaluation could not be read.*\n.*Policy\.Read\.ConditionalAccess/);
    assert.match((await azmfa(asking())).stderr, /name a tenant file/);
    assert.match(
      (await azmfa(asking(file, "--live"))).stderr,
      /name a tenant file, or use --live for the live tenant, and not both\n/,
    );
  });
});
