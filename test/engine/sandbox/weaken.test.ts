import assert from "node:assert/strict";
import { WEAKENINGS } from "../../../sandbox/weaken/scenarios";
import { weaken } from "../../../sandbox/weaken/weaken";
import { ProjectUnderTest } from "../session/project-under-test";

describe("npm run sandbox -- weaken", () => {
  let project: ProjectUnderTest;

  before(async () => {
    project = await ProjectUnderTest.open();
    await project.succeed("up", "--yes", "--skip-preview");
  });

  after(() => project.close());

  for (const [name, weakening] of WEAKENINGS)
    it(`${name} is rejected before anything reaches the tenant`, async () => {
      const since = project.exchanges.length;
      assert.equal(await weaken(project.session, weakening), "rejected");
      assert.deepEqual(project.changes(since), []);
    });
});
