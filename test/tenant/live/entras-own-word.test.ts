import assert from "node:assert/strict";
import { tellingTenant, tenantFileOf } from "../../../bench/sign-in-log/telling-tenant";
import { suiteFolder } from "../../temporary-folder";
import { azmfaOfALocalTenant as azmfa, refuse } from "./azmfa-of-a-local-tenant";

describe("azmfa replay --live", () => {
  it("reads the tenant and every page of its log, and finds that the law bears out", async () => {
    const { status, stdout, stderr } = await azmfa(["replay", "--live", "--format", "json"], { pageSize: 40 });
    assert.equal(status, 1, stderr); // nothing protects Azure management in a new tenant
    const { records, differences, withoutMfa } = JSON.parse(stdout);
    assert.deepEqual(differences, []);
    assert.ok(records.agree > 250 && records.agree === records.judged);
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

  it("agrees with an evaluator that shares no code with it, about each way in and a covering sample", async () => {
    const { status, stdout, stderr } = await azmfa(asking(file, "--format", "json"), { seed: data });
    assert.equal(status, 0, stdout + stderr);
    const { agree, disagree, knownDefect, questions, notAvailable, answeredBy, results } = JSON.parse(stdout);
    assert.deepEqual([disagree, knownDefect, agree + notAvailable], [0, 0, questions]);
    assert.ok(agree > 12);
    assert.match(answeredBy[0], /stands in for Microsoft's/);
    assert.ok(results.some(({ about }: { about: { kind: string } }) => about.kind === "wayIn"));
  });

  it("covers each policy, met and missed in each dimension that it has a condition on", async () => {
    const { stdout } = await azmfa(["whatif", file, "--dry-run", "--sign-ins", "200"], { seed: data });
    const lines = stdout.trim().split("\n");
    const bodies = lines.map((line) => JSON.parse(line));
    assert.ok(bodies.every(({ appliedPoliciesOnly }) => appliedPoliciesOnly === false));
    const values = (key: string) =>
      new Set(bodies.map(({ signInConditions }) => JSON.stringify(signInConditions[key]) ?? assert.fail(key)));
    for (const key of ["devicePlatform", "signInRiskLevel", "authenticationFlow", "deviceInfo", "ipAddress"])
      assert.ok(values(key).size > 1, key);
    for (const key of ["clientAppType", "userRiskLevel", "insiderRiskLevel"]) assert.ok(values(key).size > 0);
  });

  it("distinguishes a disagreement from the defect that groups and roles aren't found", async () => {
    const withoutGroups = { ...data, groups: data.groups.map((group) => ({ ...group, members: [] })) };
    const blind = await azmfa(asking(file, "--format", "json"), { seed: withoutGroups });
    const answer = JSON.parse(blind.stdout);
    assert.deepEqual([blind.status, answer.disagree], [0, 0]);
    assert.ok(answer.knownDefect > 0);
    const others = data.policies.map((policy) => ({
      ...policy,
      conditions: { ...(policy["conditions"] as object), clientAppTypes: ["browser"] },
    }));
    const other = await azmfa(asking(file), { seed: { ...data, policies: others as unknown as typeof data.policies } });
    assert.equal(other.status, 1);
    const said = /^DISAGREES .*the evaluation says that it doesn't apply.*; azmfa says that it applies/;
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
    assert.match(
      (await azmfa(asking(file, "--sign-ins", "x"))).stderr,
      /--sign-ins <N>' argument 'x' is invalid\. Use a whole number/,
    );
  });
});
