import assert from "node:assert/strict";
import { entry, FIRST, registerOf, SECOND } from "../../cli/a-tenant";
import { projectUnderTest } from "../session/project-under-test";

const GROUP = "cccccccc-2222-4000-8000-000000000009";
const HELP_DESK = "cccccccc-2222-4000-8000-000000000005";
const SYNC = "eeeeeeee-0000-4000-8000-000000000001";
const NAMESAKE = "cccccccc-4444-4000-8000-000000000001";
const REGISTER = registerOf(
  entry(`user: ${FIRST}`),
  entry(`user: ${SECOND}`),
  entry(`group: ${GROUP}`, { kind: "service-account", members: [SYNC] }),
);

describe("the drift check under the real engine", () => {
  const project = projectUnderTest();
  before(() => {
    project.write("config/dev.yaml", REGISTER);
    return project.succeed("up", "--yes");
  });

  it("finds new members of an excluded group, even through another group, and missing ones, which no preview shows", async () => {
    const { directory } = project;
    await directory.removeMember(GROUP, SYNC);
    await directory.addMember(GROUP, HELP_DESK);
    await project.succeed("preview", "--refresh", "--expect-no-changes");
    const { changes, meaning } = await project.driftReport(1);
    await directory.removeMember(GROUP, HELP_DESK);
    await directory.addMember(GROUP, SYNC);
    assert.deepEqual(
      changes.map(({ source, kind, id, at }) => ({ source, kind, id, at })),
      [{ source: "register", kind: "changed", id: GROUP, at: { file: "config/dev.yaml", line: 14, column: 12 } }],
    );
    const [{ tenant, expected } = assert.fail()] = changes[0]?.fields ?? [];
    const joined = ["aaaaaaaa-0000-4000-8000-000000000010", "aaaaaaaa-0000-4000-8000-000000000011"];
    assert.deepEqual([(tenant as string[]).toSorted(), expected], [joined, [SYNC]]);
    assert.equal(meaning?.verdict, "bypass");
    await project.driftReport(0);
  });

  it("reports a disabled break-glass account, although the guard stops the preview", async () => {
    await project.directory.patch("users", FIRST, { accountEnabled: false });
    const report = await project.driftReport(2);
    await project.directory.patch("users", FIRST, { accountEnabled: true });
    const disabled = report.changes.map(({ kind, id }) => `${kind} ${id}`);
    assert.deepEqual([report.comparedWith, disabled], ["deployment", [`disabled ${FIRST}`]]);
    assert.match(report.problems[0]?.message ?? "", /^the preview failed: [\s\S]*account-disabled/);
  });

  it("reports a policy with the same name as drift unless the settings accept it", async () => {
    await project.directory.patch("policies", NAMESAKE, { displayName: "Require MFA for Azure management" });
    const reports = [await project.driftReport(1)];
    project.configure({ enforcement: "enforced", acceptedNamesakes: NAMESAKE });
    reports.push(await project.driftReport(0));
    project.configure({ enforcement: "enforced" });
    await project.directory.patch("policies", NAMESAKE, { displayName: "Block legacy authentication" });
    const found = reports.map(({ changes }) => changes.map(({ kind, id }) => `${kind} ${id}`));
    assert.deepEqual(found, [[`namesake ${NAMESAKE}`], []]);
  });

  it("finds a deleted policy, and says who gets in", async () => {
    const { id } = await project.madePolicy();
    await project.directory.remove("policies", id);
    const report = await project.driftReport(1);
    assert.deepEqual(
      report.changes.map(({ list, kind }) => `${list} ${kind}`),
      ["policies removed"],
    );
    assert.equal(report.meaning?.verdict, "bypass");
  });

  it("has no verdict about a missing stack", async () => {
    const { status, stderr } = await project.drift("--stack", "nowhere");
    assert.equal(status, 2);
    assert.match(stderr, /the stack can't be read: no stack named 'nowhere' found/);
  });
});
