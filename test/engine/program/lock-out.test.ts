import assert from "node:assert/strict";
import { entry, FIRST, register, SECOND, TWO_BREAK_GLASS } from "../session/program";
import { ProjectUnderTest } from "../session/project-under-test";

const NOBODY = "bbbbbbbb-0000-4000-8000-0000000000ff";
const DISABLED = "aaaaaaaa-0000-4000-8000-000000000020";
/** Holds one account, and takes what a test puts into it. */
const GROUP = "cccccccc-2222-4000-8000-000000000009";

const one = (): string => register(entry(`user: ${FIRST}`));
const two = (...others: readonly string[]): string =>
  register(entry(`user: ${FIRST}`), entry(`user: ${SECOND}`), ...others);
const exception = (who: string): string => entry(who, { kind: "exception" });

/** One of each sort; the program's own tests have them all. */
const REFUSED: readonly { readonly name: string; readonly register: string; readonly because: RegExp }[] = [
  {
    name: "one break-glass account is excluded",
    register: one(),
    because: /error\[too-few-break-glass\] .*only 1 live/,
  },
  {
    name: "a break-glass account is gone",
    register: two(entry(`user: ${NOBODY}`)),
    because:
      /config\/dev\.yaml:14:11 error\[account-gone\] user `bbbbbbbb-0000-4000-8000-0000000000ff` is not in the tenant/,
  },
  {
    name: "the break-glass group holds one live account and one disabled",
    register: register(entry(`group: ${GROUP}`)),
    because: /error\[too-few-break-glass\] .*only 1 live/,
  },
];

describe("no lock-out", () => {
  let project: ProjectUnderTest;

  before(async () => {
    project = await ProjectUnderTest.open();
    await project.directory.addMember(GROUP, DISABLED);
  });

  after(() => project.close());

  for (const { name, register: content, because } of REFUSED) {
    it(`nothing is enforced when ${name}`, async () => {
      project.write("config/dev.yaml", content);
      const said = await project.refuse("up", "--yes", "--skip-preview");
      assert.match(said, /could lock you out of Azure, so nothing was changed/);
      assert.match(said, because);
      assert.match(said, /pulumi config set azure-management-mfa:enforcement report-only --stack dev/);
      assert.deepEqual(project.changes(), []);
    });
  }

  it("a group with two live break-glass accounts is enough", async () => {
    await project.directory.addMember(GROUP, FIRST);
    project.write("config/dev.yaml", register(entry(`group: ${GROUP}`)));
    await project.succeed("up", "--yes", "--skip-preview");
    const { state, conditions } = await project.madePolicy();
    assert.equal(state, "enabled");
    assert.deepEqual(conditions.users.excludeGroups, [GROUP]);
  });

  it("back to report-only nothing stands in the way: accounts gone, disabled, too few", async () => {
    project.write("config/dev.yaml", register(entry(`user: ${DISABLED}`), exception(`user: ${NOBODY}`)));
    project.configure({ enforcement: "report-only" });
    const said = await project.succeed("up", "--yes", "--skip-preview");
    assert.match(said, /report-only locks nobody out, but you can't enforce the policy because of/);
    const { state, conditions } = await project.madePolicy();
    assert.equal(state, "enabledForReportingButNotEnforced");
    assert.deepEqual(conditions.users.excludeUsers, [DISABLED, NOBODY]);
  });

  it("an enforced policy whose break-glass account was deleted since goes back as well", async () => {
    project.write("config/dev.yaml", TWO_BREAK_GLASS);
    project.configure({ enforcement: "enforced" });
    await project.succeed("up", "--yes", "--skip-preview");
    assert.equal((await project.madePolicy()).state, "enabled");
    await project.directory.remove("users", SECOND);
    assert.match(await project.refuse("up", "--yes", "--skip-preview"), /8:11 error\[account-gone\]/);
    assert.equal((await project.madePolicy()).state, "enabled");
    project.configure({ enforcement: "report-only" });
    await project.succeed("up", "--yes", "--skip-preview");
    assert.equal((await project.madePolicy()).state, "enabledForReportingButNotEnforced");
  });
});
