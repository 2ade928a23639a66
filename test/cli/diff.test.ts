import assert from "node:assert/strict";
import { aPolicy, aTenant, userId } from "./a-tenant";
import { recordedRun } from "./recorded-run";
import { readComparison } from "./verdict-schema";
import { writtenFiles } from "./written-files";

describe("azmfa diff", () => {
  const files = writtenFiles();
  const closed = aTenant([aPolicy()]);
  const open = aTenant([aPolicy({ users: { excludeUsers: [userId(1)] } })]);

  async function diff(before: object, after: object, ...options: readonly string[]) {
    const paths = [files.write("before.json", before), files.write("after.json", after)];
    const { status, out, err } = await recordedRun(["diff", "--format", "json", ...options, ...paths]);
    assert.equal(err, "");
    return { status, ...readComparison(out) };
  }

  it("finds a tenant equivalent to itself, and exits with 0", async () => {
    const { status, comparison, opened, closed: no } = await diff(open, open);
    assert.deepEqual({ status, comparison, opened, no }, { status: 0, comparison: "equivalent", opened: [], no: [] });
  });

  it("shows who newly skips MFA, and exits with 1", async () => {
    const { status, comparison, opened, closed: no } = await diff(closed, open);
    assert.deepEqual({ status, comparison, no }, { status: 1, comparison: "different", no: [] });
    assert.deepEqual(
      opened.map(({ who, because }) => [who.id, because.map(({ reason }) => reason)]),
      [[userId(1), ["users"]]],
    );
  });

  it("shows who no longer does, and exits with 0", async () => {
    const { status, comparison, opened, closed: shut } = await diff(open, closed);
    assert.deepEqual({ status, comparison, opened }, { status: 0, comparison: "different", opened: [] });
    assert.deepEqual(
      shut.map(({ who }) => who.id),
      [userId(1)],
    );
  });

  it("is silent about an exclusion that is declared, until its review is overdue", async () => {
    const register = files.write(
      "register.yaml",
      `exclusions:\n  - { user: ${userId(1)}, kind: exception, reason: r, owner: o, approvedBy: a, reviewBy: 2026-10-01 }\n`,
    );
    assert.equal((await diff(closed, open, "--exclusions", register)).comparison, "equivalent");
    const late = await diff(closed, open, "--exclusions", register, "--on", "2026-10-02");
    assert.deepEqual([late.status, late.register.overdue], [1, [userId(1)]]);
  });

  it("adds the request for What If when asked to", async () => {
    const paths = [files.write("before.json", closed), files.write("after.json", open)];
    const { out } = await recordedRun(["diff", "--format", "json", "--what-if", ...paths]);
    assert.equal(JSON.parse(out).opened[0].whatIf.signInIdentity.userId, userId(1));
  });
});
