import assert from "node:assert/strict";
import { projectUnderTest } from "../session/project-under-test";

describe("a policy that was changed outside Pulumi", () => {
  const project = projectUnderTest();

  before(() => project.succeed("up", "--yes"));

  it("is compared with a bare preview, and a bare up undoes the change", async () => {
    const { id } = await project.madePolicy();
    await project.directory.patch("policies", id, { state: "disabled" });
    const preview = await project.succeed("preview", "--diff");
    assert.match(preview, /state\s*: "disabled" => "enabled"/);
    await project.succeed("up", "--yes");
    assert.equal((await project.madePolicy()).state, "enabled");
  });

  it("is created again after it was deleted", async () => {
    const { id } = await project.madePolicy();
    await project.directory.remove("policies", id);
    assert.deepEqual(await project.madePolicies(), []);
    await project.succeed("up", "--yes", "--skip-preview");
    const again = await project.madePolicy();
    assert.notEqual(again.id, id);
    assert.equal(again.state, "enabled");
  });

  it("is protected: the engine refuses to destroy it", async () => {
    const said = await project.refuse("destroy", "--yes");
    assert.match(said, /protect/);
    assert.equal((await project.madePolicy()).state, "enabled");
  });
});
