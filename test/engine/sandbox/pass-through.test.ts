import assert from "node:assert/strict";
import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { WEAKENINGS } from "../../../sandbox/weaken/scenarios";
import { weaken } from "../../../sandbox/weaken/weaken";
import { FIRST } from "../../cli/a-tenant";
import { assertNoStackTrace } from "../session/assert-no-stack-trace";
import { npm } from "../session/npm-run";
import { projectUnderTest } from "../session/project-under-test";

describe("npm run sandbox", () => {
  const project = projectUnderTest();

  const sandbox = (...args: readonly string[]) =>
    npm(project.folder, ["run", "--silent", "sandbox", "--", ...args]).outcome;

  it("passes a command on to the engine, and returns its status", async () => {
    assert.equal((await sandbox("up", "--yes", "--skip-preview")).status, 0);
    assert.equal((await project.madePolicy()).state, "enabled");
    assert.equal((await sandbox("preview", "--expect-no-changes")).status, 0);
    const { id } = await project.madePolicy();
    await project.directory.patch("policies", id, { state: "disabled" });
    assert.notEqual((await sandbox("preview", "--expect-no-changes")).status, 0);
    assert.equal((await sandbox("up", "--yes", "--skip-preview")).status, 0);
  });

  it("lets the engine refuse to destroy the policy, and say how to lift that", async () => {
    const { status, stderr, stdout } = await sandbox("destroy", "--yes");
    assert.notEqual(status, 0);
    assertNoStackTrace(stdout + stderr);
    assert.match(stdout + stderr, /protected[\s\S]*pulumi state unprotect/);
    assert.equal((await project.madePolicy()).state, "enabled");
    assert.equal((await sandbox("state", "unprotect", "--all", "--yes")).status, 0);
    assert.equal((await sandbox("destroy", "--yes")).status, 0);
    assert.deepEqual(await project.madePolicies(), []);
  });

  it("runs another project's program against the same tenant, and keeps its secrets", async () => {
    const other = join(project.folder, "another");
    mkdirSync(other);
    project.write("another/Pulumi.yaml", "name: another\nruntime: nodejs\n");
    project.write("another/package.json", '{ "name": "another", "main": "index.js" }');
    project.write("another/index.js", OTHER_PROGRAM);
    symlinkSync(join(project.folder, "node_modules"), join(other, "node_modules"));
    const { status, stdout, stderr } = await sandbox("-C", "another", "up", "--yes", "--skip-preview");
    assert.equal(status, 0, stdout + stderr);
    const { displayName, conditions, grantControls } = await project.madePolicy();
    assert.equal(displayName, "Of another project");
    assert.deepEqual([conditions.users.excludeGroups.length, conditions.locations.excludeLocations.length], [1, 1]);
    assert.equal(grantControls.authenticationStrength.displayName, "Keys");
    assert.ok(!(await sandbox("-C", "another", "stack", "export")).stdout.includes("Of another project"));
    const again = await sandbox("-C", "another", "preview", "--refresh", "--expect-no-changes");
    assert.equal(again.status, 0, again.stdout + again.stderr);
    assert.equal((await sandbox("-C", "another", "destroy", "--yes", "--skip-preview")).status, 0);
    assert.deepEqual(await project.madePolicies(), []);
  });

  it("lets this project's tools find the local tenant", async () => {
    const { status, stdout } = await sandbox("exec", "node", "-p", "process.env.ARM_METADATA_HOSTNAME");
    assert.deepEqual([status, stdout.trim()], [0, project.tenant.host]);
  });

  it("refuses a missing folder, and a command line without a command", async () => {
    const nowhere = await sandbox("-C", "nowhere", "preview");
    assert.deepEqual([nowhere.status, /error: there is no folder .*nowhere/.test(nowhere.stderr)], [2, true]);
    assert.equal((await sandbox("--official")).status, 2);
  });

  it("isn't deleted while it is in use, and can be deleted afterwards", async () => {
    const inUse = await npm(project.folder, ["run", "--silent", "sandbox:reset"]).outcome;
    assert.equal(inUse.status, 2);
    assert.match(inUse.stderr, /the sandbox is in use \(process \d+/);
    assert.ok(existsSync(join(project.folder, ".sandbox")));
    await project.session.close();
    const unused = await npm(project.folder, ["run", "--silent", "sandbox:reset"]).outcome;
    assert.equal(unused.status, 0);
    assert.ok(!existsSync(join(project.folder, ".sandbox")));
  });
});

/** A resource of each type that the stand-in knows. */
const OTHER_PROGRAM = `
const azuread = require("@pulumi/azuread");
const pulumi = require("@pulumi/pulumi");
const group = new azuread.Group("group", { displayName: "Excluded", securityEnabled: true });
new azuread.GroupMember("member", { groupObjectId: group.objectId, memberObjectId: "${FIRST}" });
const ip = { ipRanges: ["203.0.113.0/24"], trusted: true };
const location = new azuread.NamedLocation("location", { displayName: "Headquarters", ip });
const keys = new azuread.AuthenticationStrengthPolicy("keys", { displayName: "Keys", allowedCombinations: ["fido2"] });
new azuread.ConditionalAccessPolicy("other", {
  displayName: pulumi.secret("Of another project"),
  state: "disabled",
  conditions: {
    clientAppTypes: ["all"],
    users: { includedUsers: ["All"], excludedGroups: [group.objectId] },
    applications: { includedApplications: ["All"] },
    locations: { includedLocations: ["All"], excludedLocations: [location.objectId] },
  },
  grantControls: { operator: "OR", authenticationStrengthPolicyId: keys.id },
});
`;

describe("npm run sandbox -- weaken", () => {
  const project = projectUnderTest();

  before(() => project.succeed("up", "--yes", "--skip-preview"));

  for (const [name, weakening] of WEAKENINGS)
    it(`${name} is rejected before anything reaches the tenant`, async () => {
      const since = project.exchanges.length;
      assert.equal(await weaken(project.session, weakening), "rejected");
      assert.deepEqual(project.changes(since), []);
    });
});
