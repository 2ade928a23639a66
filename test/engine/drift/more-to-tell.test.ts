import assert from "node:assert/strict";
import { signedIn } from "../session/graph";
import { entry, FIRST, register, SECOND } from "../session/program";
import { DriftingProject, repairsIn } from "./drifting-project";

const ENGINEER = "aaaaaaaa-0000-4000-8000-000000000003";
const GROUP = "cccccccc-2222-4000-8000-000000000009";
const REGISTER = register(
  entry(`user: ${FIRST}`),
  entry(`user: ${SECOND}`),
  entry(`group: ${GROUP}`, { kind: "service-account", members: ["eeeeeeee-0000-4000-8000-000000000001"] }),
);

describe("the drift check where it has more to tell", () => {
  let stack: DriftingProject;

  before(async () => {
    stack = await DriftingProject.deploy(REGISTER);
  });

  after(() => stack.close());

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

  it("finds somebody new in an excluded group, whom no preview shows", async () => {
    await stack.project.directory.addMember(GROUP, ENGINEER);
    await stack.project.succeed("preview", "--refresh", "--expect-no-changes");
    const { status, stdout } = await stack.run();
    await stack.project.directory.removeMember(GROUP, ENGINEER);
    assert.equal(status, 1);
    assert.match(stdout, /\n {2}- `Platform engineer 3` \(aaaaaaaa-[\s\S]*config\/dev\.yaml:14:12/);
    assert.match(
      stdout,
      /Undo this change first\n {2}- take .*Platform engineer 3.* out of[\s\S]*Newly open[\s\S]*Who .*Platform engineer 3/,
    );
  });

  it("doesn't take noise for drift, and explains it", async () => {
    await stack.change({
      conditions: {
        platforms: { includePlatforms: ["all"], excludePlatforms: [] },
        users: { excludeUsers: [SECOND.toUpperCase(), FIRST], includeGroups: null },
      },
      grantControls: { operator: "AND" },
    });
    const report = await stack.report(0);
    const explained = report.policies[0]?.notDrift.map(({ field }) => field) ?? [];
    assert.deepEqual(explained.toSorted(), [
      "conditions.platforms",
      "conditions.users.excludeUsers",
      "grantControls.operator",
    ]);
  });

  it("can't tell after a failed preview, and still says what Graph shows", async () => {
    await stack.change({ state: "disabled" });
    stack.project.write("config/dev.yaml", "exclusions: [");
    const { status, stdout } = await stack.run();
    assert.equal(status, 2);
    assert.match(
      stdout,
      /^DRIFT {2}stack dev\n {2}The tenant allows sign-ins without MFA .*\n[\s\S]* {2}There may be more drift/,
    );
    assert.match(stdout, /Could not tell\n {2}- the preview failed: [\s\S]*exclusions register/);
    assert.match(stdout, /\n {2}- state: weakens\n {4}tenant disabled\n/);
    stack.project.write("config/dev.yaml", REGISTER);
    await stack.change({ state: "enabled" });
  });

  it("can't tell when the policies can't be read", async () => {
    await stack.project.directory.addFault({
      path: "/identity/conditionalAccess/policies",
      effect: {
        kind: "refuse",
        status: 403,
        code: "AccessDenied",
        message: "You cannot perform the requested operation",
      },
    });
    const { status, stdout } = await stack.run();
    await stack.project.directory.clearFaults();
    assert.equal(status, 2);
    assert.match(stdout, /application role Policy\.Read\.All, with admin consent/);
  });

  it("finds a deleted policy, and what that opens", async () => {
    const { id } = await stack.project.madePolicy();
    await stack.project.directory.remove("policies", id);
    const report = await stack.report(1);
    assert.equal(report.policies[0]?.kind, "deleted");
    assert.equal(report.meaning?.verdict, "bypass");
    await stack.project.succeed("up", "--yes");
    await stack.report(0);
  });
});
