import assert from "node:assert/strict";
import type { Exchange, TenantOptions } from "../../../sandbox/tenant";
import { COLLECTIONS, GRAPH_KEYS } from "../../../src/tenant/graph/collections";
import { azmfaOfALocalTenant, refuse } from "../../tenant/live/azmfa-of-a-local-tenant";

describe("azmfa audit of the live tenant", () => {
  async function audit(options: Partial<TenantOptions> = {}) {
    const { status, stdout, stderr } = await azmfaOfALocalTenant(["audit", "--format", "json"], options);
    return { status, err: stderr, report: stdout === "" ? undefined : JSON.parse(stdout) };
  }

  it("asks for everything that its steps need, and for nothing else", async () => {
    const asked = new Set<string>();
    const onExchange = ({ method, url }: Exchange): void => {
      const { pathname } = new URL(url, "https://graph.example");
      if (method === "GET" && /^\/(v1\.0|beta)\//.test(pathname)) asked.add(pathname.replace(/[0-9a-f-]{36}/, "ID"));
    };
    const { status, report, err } = await audit({ onExchange });
    assert.equal(status, 1, err);
    const questions = GRAPH_KEYS.map((key) => COLLECTIONS[key].question);
    const needed = [
      ...questions.map(({ version = "v1.0", path }) => `/${version}${path}`),
      ...["", "/members", "/owners"].map((below) => `/v1.0/groups/ID${below}`),
    ];
    assert.deepEqual([...asked].toSorted(), needed.toSorted());
    const { file, outcome, tenant, notRead, steps } = report;
    const said = [file, outcome, tenant.displayName, notRead];
    assert.deepEqual(said, ["the live tenant", "not compliant", "Contoso (local sandbox)", []]);
    for (const { answer } of steps.slice(0, 3)) assert.equal(answer, "passed");
    assert.match(report.readAt, /^\d{4}-\d\d-\d\dT/);
  });

  it("doesn't know of licences that it may not read, and names the role", async () => {
    const { report, err } = await audit({ faults: [refuse("/subscribedSkus", 403)] });
    assert.equal(report.steps[2].answer, "unknown");
    assert.match(report.steps[2].todo.join(), /LicenseAssignment\.Read\.All/);
    assert.equal(report.notRead[0].key, "subscribedSkus");
    assert.ok(err.includes(report.notRead[0].why));
  });

  it("ends with status 2 and a sentence where the policies can't be read", async () => {
    const { status, report, err } = await audit({ faults: [refuse("/identity/conditionalAccess/policies", 403)] });
    assert.deepEqual([status, report], [2, undefined]);
    assert.match(err, /^azmfa audit: .*policies/m);
    assert.match(err, /help: .*Policy\.Read/);
  });
});
