import assert from "node:assert/strict";
import { WEAKENINGS } from "../../../sandbox/weaken/scenarios";
import { weaken } from "../../../sandbox/weaken/weaken";
import { projectUnderTest } from "../session/project-under-test";

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
