import assert from "node:assert/strict";
import { THROTTLED } from "../../../sandbox/tenant";
import { ProjectUnderTest } from "../session/project-under-test";
import { smallProject } from "../session/small-project";
import { azureadResources } from "./azuread-resources";

const PROGRAM = `"use strict";
const azuread = require("@pulumi/azuread");
const pulumi = require("@pulumi/pulumi");

new azuread.ConditionalAccessPolicy("mfa", {
  displayName: pulumi.secret("In trouble"),
  state: "enabledForReportingButNotEnforced",
  conditions: {
    clientAppTypes: ["all"],
    users: { includedUsers: ["All"] },
    applications: { includedApplications: ["797f4846-ba00-4fd7-ba43-dac1f8f63013"] },
  },
  grantControls: { operator: "OR", builtInControls: ["mfa"] },
});
`;
const POLICIES = "/identity/conditionalAccess/policies";

describe("the azuread plugin in trouble, under the real engine", () => {
  let project: ProjectUnderTest;

  before(async function () {
    // The official plugin waits for minutes in some of these cases.
    if (process.env["AZUREAD_PLUGIN"]) this.skip();
    project = await ProjectUnderTest.open({ folder: smallProject(PROGRAM) });
  });

  afterEach(async () => {
    await project.directory.clearFaults();
    await project.succeed("destroy", "--yes");
  });

  after(() => project?.close());

  /** The policy as it was deployed, and then switched off behind the program's back. */
  async function switchedOff(): Promise<void> {
    await project.succeed("up", "--yes");
    const [policy] = await policies();
    await project.directory.patch("policies", String(policy?.["id"]), { state: "disabled" });
  }

  it("passes on why Graph forbids a change, and leaves nothing behind", async () => {
    const effect = { kind: "refuse", status: 403, code: "Forbidden", message: "Insufficient privileges" } as const;
    await project.directory.addFault({ method: "POST", path: POLICIES, times: 1, effect });
    const { status, stdout, stderr } = await project.pulumi("up", "--yes");
    assert.notEqual(status, 0);
    assert.match(stdout + stderr, /unexpected status 403 .*Insufficient privileges/);
    assert.equal((await policies()).length, 0);
  });

  it("loses a policy that it can't see at once: it stays in the tenant, and the next run makes a second one", async () => {
    const effect = { kind: "refuse", status: 400, code: "BadRequest", message: "Not now" } as const;
    await project.directory.addFault({ method: "GET", path: POLICIES, times: 1, effect });
    assert.notEqual((await project.pulumi("up", "--yes")).status, 0);
    const orphans = await policies();
    assert.equal(orphans.length, 1);
    assert.deepEqual(
      (await azureadResources(project)).filter(({ type }) => type.endsWith("ConditionalAccessPolicy")),
      [],
    );
    await project.succeed("up", "--yes");
    assert.equal((await policies()).length, 2);
    await project.directory.remove("policies", String(orphans[0]?.["id"]));
  });

  it("waits while Graph is busy", async () => {
    await switchedOff();
    await project.directory.addFault({ method: "PATCH", path: POLICIES, times: 2, effect: THROTTLED });
    await project.succeed("up", "--yes", "--refresh");
    assert.equal((await policies())[0]?.["state"], "enabledForReportingButNotEnforced");
  });

  it("notices a change that Graph accepts and doesn't make", async () => {
    await switchedOff();
    await project.directory.addFault({ method: "PATCH", path: POLICIES, times: 1, effect: { kind: "ignore" } });
    const { status, stdout, stderr } = await project.pulumi("up", "--yes", "--refresh");
    assert.notEqual(status, 0);
    assert.match(stdout + stderr, /its state is still `disabled`/);
  });

  it("keeps a secret encrypted in the state", async () => {
    await project.succeed("up", "--yes");
    assert.ok(!(await project.succeed("stack", "export")).includes("In trouble"));
  });

  it("says how to get the official plugin for a type that the stand-in doesn't know", async () => {
    const { status, stdout, stderr } = await project.pulumi(
      "import",
      "azuread:index/application:Application",
      "app",
      "/applications/x",
      "--yes",
    );
    assert.notEqual(status, 0);
    assert.match(stdout + stderr, /doesn't know the type .*npm start -- --official/);
  });

  async function policies(): Promise<Record<string, unknown>[]> {
    const { policies: all } = await project.directory.read();
    const found = JSON.parse(JSON.stringify(all)) as Record<string, unknown>[];
    return found.filter(({ displayName }) => displayName === "In trouble");
  }
});
