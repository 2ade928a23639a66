import assert from "node:assert/strict";
import type { Fault } from "../../../sandbox/tenant";
import { refuse } from "../../tenant/live/azmfa-of-a-local-tenant";
import { AuditedTenant } from "./audited-tenant";

describe("azmfa audit of the live tenant", () => {
  const tenant = new AuditedTenant();

  before(() => tenant.start({}));
  after(() => tenant.stop());

  async function audit(faults: readonly Fault[] = []) {
    const { status, out, err } = await tenant.audit(["--format", "json"], faults);
    return { status, err, report: out === "" ? undefined : JSON.parse(out) };
  }

  it("finds everything there that its steps ask for", async () => {
    const { status, report, err } = await audit();
    assert.equal(status, 1, err);
    assert.deepEqual(
      [report.file, report.outcome, report.tenant.displayName],
      ["the live tenant", "not compliant", "Contoso (local sandbox)"],
    );
    assert.deepEqual(
      report.steps.slice(0, 3).map(({ answer }: { answer: string }) => answer),
      ["passed", "passed", "passed"],
    );
    assert.match(report.readAt, /^\d{4}-\d\d-\d\dT/);
  });

  it("doesn't know of licences that it may not read, and names the role", async () => {
    const { report } = await audit([refuse("/subscribedSkus", 403)]);
    assert.equal(report.steps[2].answer, "unknown");
    assert.match(report.steps[2].todo.join(), /LicenseAssignment\.Read\.All/);
    assert.equal(report.notRead[0].key, "subscribedSkus");
  });

  it("ends with status 2 and a sentence where the policies can't be read", async () => {
    const { status, report, err } = await audit([refuse("/identity/conditionalAccess/policies", 403)]);
    assert.deepEqual([status, report], [2, undefined]);
    assert.match(err, /nothing was audited: .*policies/);
    assert.match(err, /help: .*Policy\.Read/);
  });
});
