import assert from "node:assert/strict";
import { entry, FIRST, register, SECOND } from "../session/program";
import { DriftingProject } from "./drifting-project";

const GROUP = "cccccccc-2222-4000-8000-000000000009";
const SYNC = "eeeeeeee-0000-4000-8000-000000000001";
const HELP_DESK = "cccccccc-2222-4000-8000-000000000005";

describe("the members of an excluded group, under the real engine", () => {
  let stack: DriftingProject;

  before(async () => {
    const group = entry(`group: ${GROUP}`, { kind: "service-account", members: [SYNC] });
    stack = await DriftingProject.deploy(register(entry(`user: ${FIRST}`), entry(`user: ${SECOND}`), group));
  });

  after(() => stack.close());

  it("are no drift while they are those that the register lists", () => stack.report(0));

  it("are drift when one of them is missing", async () => {
    await stack.project.directory.removeMember(GROUP, SYNC);
    const report = await stack.report(1);
    await stack.project.directory.addMember(GROUP, SYNC);
    const at = { file: "config/dev.yaml", line: 14, column: 12 };
    assert.deepEqual(report.exclusions, [
      { kind: "memberMissing", id: GROUP, member: SYNC, at, effect: "neutral", opened: [], shutOut: [SYNC] },
    ]);
  });

  it("are drift when somebody comes in through another group", async () => {
    await stack.project.directory.addMember(GROUP, HELP_DESK);
    const report = await stack.report(1);
    await stack.project.directory.removeMember(GROUP, HELP_DESK);
    assert.deepEqual(
      report.exclusions.map(({ kind, member }) => [kind, member]),
      [
        ["memberAdded", "aaaaaaaa-0000-4000-8000-000000000010"],
        ["memberAdded", "aaaaaaaa-0000-4000-8000-000000000011"],
      ],
    );
  });
});
