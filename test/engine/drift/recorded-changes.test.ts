import assert from "node:assert/strict";
import { RECORDED_CHANGES } from "../../drift/recorded-changes";
import type { GraphPolicy } from "../session/graph";
import { DriftingProject, repairsIn } from "./drifting-project";

describe("every change that the official plugin was recorded with, under the real engine", () => {
  let stack: DriftingProject;
  let policy: GraphPolicy;

  before(async () => {
    stack = await DriftingProject.deploy();
    policy = await stack.project.madePolicy();
  });

  after(() => stack.close());

  for (const [name, { changes, drift }] of Object.entries(RECORDED_CHANGES))
    it(`${name} is drift in ${drift.join(" and ") || "nothing, though the preview shows it"}`, async () => {
      await stack.restore(policy);
      await stack.change(changes);
      const report = await stack.report(drift.length === 0 ? 0 : 1);
      assert.deepEqual(Object.keys(repairsIn(report)).sort(), drift);
      assert.ok(!Object.values(repairsIn(report)).includes("notShown"), JSON.stringify(repairsIn(report)));
      if (drift.length === 0) assert.ok((report.policies[0]?.notDrift.length ?? 0) > 0);
    });

  it("is put right by one pulumi up where that is claimed", async () => {
    await stack.restore(policy);
    const claimed = [
      "exclude_role",
      "exclude_guests",
      "user_action",
      "client_types",
      "platforms",
      "flows",
      "grant_or",
      "session",
    ];
    for (const name of claimed) await stack.change(RECORDED_CHANGES[name]?.changes ?? {});
    const repairs = repairsIn(await stack.report(1));
    assert.deepEqual([...new Set(Object.values(repairs))], ["repaired"]);
    await stack.project.succeed("up", "--yes");
    await stack.report(0);
  });

  it("stays after pulumi up where that is said, as far as this Graph merges", async () => {
    await stack.restore(policy);
    for (const name of ["client_applications", "insider_risk", "times"])
      await stack.change(RECORDED_CHANGES[name]?.changes ?? {});
    await stack.project.succeed("up", "--yes");
    assert.deepEqual(repairsIn(await stack.report(1)), {
      "conditions.clientApplications": "leftToGraph",
      "conditions.insiderRiskLevels": "notSeen",
      "conditions.times": "notSeen",
    });
  });
});
