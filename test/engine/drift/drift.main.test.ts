import assert from "node:assert/strict";
import { signedIn } from "../session/graph";
import { FIRST, SECOND } from "../session/program";
import { DriftingProject, repairsIn } from "./drifting-project";

const ENGINEER = "aaaaaaaa-0000-4000-8000-000000000003";

describe("the drift check under the real engine", () => {
  let stack: DriftingProject;

  before(async () => {
    stack = await DriftingProject.deploy();
  });

  after(() => stack.close());

  it("finds none after a deployment", async () => {
    const { status, stdout } = await stack.run();
    assert.equal(status, 0, stdout);
    assert.match(stdout, /^NO DRIFT {2}stack dev\n {2}The tenant has what the code says\.\n/);
  });

  it("finds what the engine sees, says who gets in, and pulumi up puts it right", async () => {
    const policy = await stack.project.madePolicy();
    await stack.change({ state: "disabled", conditions: { users: { excludeUsers: [FIRST, SECOND, ENGINEER] } } });
    const report = await stack.report(1);
    assert.deepEqual(repairsIn(report), { state: "repaired", "conditions.users.excludeUsers": "repaired" });
    assert.deepEqual([report.meaning?.verdict, report.meaning?.asCoded], ["bypass", "proved"]);
    assert.ok(report.meaning?.uncovered.users.includes(ENGINEER));
    await stack.project.succeed("up", "--yes");
    await stack.report(0);
    assert.deepEqual((await stack.project.madePolicy()).conditions, policy.conditions);
  });

  it("finds what the engine is blind for; pulumi up leaves it, and the request that is printed doesn't", async () => {
    await stack.change({
      conditions: {
        insiderRiskLevels: "elevated",
        applications: { applicationFilter: { mode: "exclude", rule: "x" } },
      },
    });
    await stack.project.succeed("up", "--yes");
    const report = await stack.report(1);
    assert.deepEqual(repairsIn(report), {
      "conditions.applications.applicationFilter": "notSeen",
      "conditions.insiderRiskLevels": "notSeen",
    });
    assert.equal(report.meaning?.verdict, "bypass");
    const request = report.policies[0]?.request;
    assert.ok(request);
    const call = await signedIn(stack.project.tenant);
    assert.equal((await call(request.method, request.path, request.body)).status, 204);
    await stack.report(0);
  });
});
