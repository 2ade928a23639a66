import assert from "node:assert/strict";
import { projectUnderTest } from "../session/project-under-test";

const POLICIES = "/identity/conditionalAccess/policies";
const REFUSED = { kind: "refuse", status: 400, code: "BadRequest", message: "Not now" } as const;

describe("a policy that a failed run left", () => {
  const project = projectUnderTest();
  let orphan: string;

  before(async () => {
    project.configure({ enforcement: "enforced" });
    // Only the plugin reads a policy by its id. It loses one that it can't read at once.
    await project.directory.addFault({ method: "GET", path: `${POLICIES}/`, times: 1, effect: REFUSED });
    await project.refuse("up", "--yes", "--skip-preview");
    const { id, state } = await project.madePolicy();
    assert.equal(state, "enabled");
    orphan = id;
  });

  for (const [enforcement, ...command] of [
    ["enforced", "preview"],
    ["report-only", "up", "--yes", "--skip-preview"],
  ] as const)
    it(`stops the next run, ${enforcement}, with \`${command.join(" ")}\``, async () => {
      project.configure({ enforcement });
      const since = project.exchanges.length;
      const said = await project.refuse(...command);
      assert.ok(said.includes(`${orphan} error[unmanaged-policy]`), said);
      assert.deepEqual(project.changes(since), []);
    });

  it("may stay if the settings say so, even if the tenant can't be read", async () => {
    project.configure({ enforcement: "report-only", acceptedNamesakes: orphan });
    await project.succeed("preview");
    project.configure({ enforcement: "report-only" });
    await project.directory.addFault({ method: "GET", path: POLICIES, effect: REFUSED });
    const said = await project.succeed("preview");
    await project.directory.clearFaults();
    assert.match(said, /warning\[policies-unreadable\] .*Graph answered 400/);
  });

  it("is reported as drift", async () => {
    project.configure({ enforcement: "enforced" });
    const { status, stdout } = await project.drift();
    assert.equal(status, 1, stdout);
    assert.match(stdout, /^DRIFT/);
    assert.ok(stdout.includes(`azure-management-mfa ${POLICIES}/${orphan} --stack dev`), stdout);
  });

  it("is imported by the command in the refusal, and then goes back to report-only", async () => {
    const said = await project.refuse("preview");
    const [, command = ""] = /`pulumi (import [^`]+)`/.exec(said.replace(/\s+/g, " ")) ?? [];
    await project.succeed(...command.split(" "), "--yes", "--generate-code=false");
    await project.succeed("preview", "--expect-no-changes");
    project.configure({ enforcement: "report-only" });
    await project.succeed("up", "--yes", "--skip-preview");
    const { id, state } = await project.madePolicy();
    assert.deepEqual([id, state], [orphan, "enabledForReportingButNotEnforced"]);
  });

  it("replaces the stack's own policy if that was deleted, so there is no second one", async () => {
    project.configure({ enforcement: "enforced" });
    await project.succeed("up", "--yes", "--skip-preview");
    const { id: own, ...rest } = await project.madePolicy();
    const other = "0fff0017-c02c-4e10-89f5-1869758c2d03";
    await project.directory.remove("policies", own);
    await project.directory.put("policies", other, { ...rest, id: other });
    const since = project.exchanges.length;
    const said = await project.refuse("up", "--yes", "--skip-preview");
    assert.ok(said.includes(`${other} error[unmanaged-policy]`), said);
    assert.deepEqual(project.changes(since), []);
    for (const [, command = ""] of said.replace(/\s+/g, " ").matchAll(/`pulumi ((?:refresh|import) [^`]+)`/g)) {
      const more = command.startsWith("import") ? ["--generate-code=false"] : [];
      await project.succeed(...command.split(" "), "--yes", ...more);
    }
    await project.succeed("preview", "--expect-no-changes");
    assert.equal((await project.madePolicy()).id, other);
  });
});
