import assert from "node:assert/strict";
import { entry, FIRST, registerOf, SECOND, TWO_BREAK_GLASS } from "../../cli/a-tenant";
import { projectUnderTest } from "../session/project-under-test";

const NOBODY = "bbbbbbbb-0000-4000-8000-0000000000ff";
const DISABLED = "aaaaaaaa-0000-4000-8000-000000000020";
/** Holds one account, and takes what a test puts into it. */
const GROUP = "cccccccc-2222-4000-8000-000000000009";

/** One of a user and one of a group; the program's own tests have them all. */
const REFUSED: readonly (readonly [when: string, register: string, because: RegExp])[] = [
  [
    "a break-glass account is gone",
    registerOf(entry(`user: ${FIRST}`), entry(`user: ${SECOND}`), entry(`user: ${NOBODY}`)),
    /config\/dev\.yaml:14:11 error\[account-gone\] user `bbbbbbbb-0000-4000-8000-0000000000ff` is not in the tenant/,
  ],
  [
    "the break-glass group holds one live account and one disabled",
    registerOf(entry(`group: ${GROUP}`)),
    /error\[too-few-break-glass\] .*only 1 live/,
  ],
];

describe("the guard against a lock-out", () => {
  const project = projectUnderTest();

  before(() => project.directory.addMember(GROUP, DISABLED));

  const up = ["up", "--yes", "--skip-preview"] as const;

  for (const [when, content, because] of REFUSED)
    it(`enforces nothing when ${when}`, async () => {
      project.write("config/dev.yaml", content);
      const said = await project.refuse(...up);
      assert.match(said, /could lock you out of Azure, so nothing was changed/);
      assert.match(said, because);
      assert.match(said, /pulumi config set azure-management-mfa:enforcement report-only --stack dev/);
      assert.deepEqual(project.changes(), []);
    });

  it("accepts a group with two live break-glass accounts", async () => {
    await project.directory.addMember(GROUP, FIRST);
    project.write("config/dev.yaml", registerOf(entry(`group: ${GROUP}`)));
    await project.succeed(...up);
    const { state, conditions } = await project.madePolicy();
    assert.equal(state, "enabled");
    assert.deepEqual(conditions.users.excludeGroups, [GROUP]);
  });

  it("stops an enforced policy after an account was deleted, but not its way back to report-only", async () => {
    await project.directory.remove("users", SECOND);
    project.write("config/dev.yaml", TWO_BREAK_GLASS);
    assert.match(await project.refuse(...up), /8:11 error\[account-gone\]/);
    assert.equal((await project.madePolicy()).state, "enabled");
    project.configure({ enforcement: "report-only" });
    const said = await project.succeed(...up);
    assert.match(said, /report-only locks nobody out, but you can't enforce the policy because of/);
    const { state, conditions } = await project.madePolicy();
    assert.equal(state, "enabledForReportingButNotEnforced");
    assert.deepEqual(conditions.users.excludeUsers, [FIRST, SECOND]);
  });
});
