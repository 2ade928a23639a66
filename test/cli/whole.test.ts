import assert from "node:assert/strict";
import { join } from "node:path";
import { aRecord } from "../replay/a-record";
import { suiteFolder } from "../temporary-folder";
import { aGroup, aPolicy, GLOBAL_ADMINISTRATOR, groupId, people, userId } from "./a-tenant";
import { recordedRun, wholeRun } from "./recorded-run";

const pageOf = (context: string, value: readonly object[]) => ({
  "@odata.context": `https://graph.microsoft.com/v1.0/$metadata#${context}`,
  value,
});
const OPEN = /may have more than is listed: (.*)\. If/;

describe("lists that somebody vouches for", () => {
  const files = suiteFolder();

  /** An export of files of its own: nothing says that these are all. */
  function folderOf(): string {
    files.write("export/policies.json", { value: [aPolicy({ users: { excludeGroups: [groupId(1)] } })] });
    files.write("export/users.json", pageOf("users", people(2)));
    files.write("export/groups.json", pageOf("groups", [aGroup(1, [{ id: userId(1) }])]));
    return `${files.path}/export`;
  }

  const commands = {
    replay: (folder: string) => ["replay", files.write("signins.json", [aRecord()]), "--tenant", folder],
    explain: (folder: string) => ["explain", folder, "--user", userId(1)],
  };

  for (const [name, command] of Object.entries(commands)) {
    it(`are whole for ${name}`, async () => {
      const args = command(folderOf());
      assert.deepEqual(OPEN.exec((await wholeRun(args)).err)?.[1], "users and groups");
      const vouched = await wholeRun([...args, "--whole", "users,groups"]);
      assert.notEqual(vouched.status, 2, vouched.err);
      assert.doesNotMatch(vouched.err, OPEN);
    });

    it(`have to be lists that there are, for ${name}`, async () => {
      const { status, err } = await recordedRun([...command(folderOf()), "--whole", "user"]);
      assert.equal(status, 2);
      assert.match(err, /'user' is invalid\. The lists are policies/);
    });
  }

  it("are both of who holds an excluded role and of who may make it active: one alone proves nothing", async () => {
    const folder = join(files.path, "roles");
    files.write("roles/policies.json", { value: [aPolicy({ users: { excludeRoles: [GLOBAL_ADMINISTRATOR] } })] });
    for (const [key, value] of Object.entries({ users: people(2), groups: [] }))
      files.write(`roles/${key}.json`, pageOf(key, value));
    for (const key of ["roleAssignments", "roleEligibilitySchedules"])
      files.write(`roles/${key}.json`, pageOf(`roleManagement/directory/${key}`, []));
    for (const [whole, status] of [
      ["users,groups,roleAssignments", 1],
      ["users,groups,roleEligibilitySchedules", 1],
      ["users,groups,roleAssignments,roleEligibilitySchedules", 0],
    ] as const) {
      const judged = await recordedRun(["prove", folder, "--whole", whole]);
      assert.equal(judged.status, status, whole + judged.out + judged.err);
    }
  });

  it("are there, and aren't those of the live tenant, which says itself how much was read", async () => {
    for (const [args, says] of [
      [
        ["prove", folderOf(), "--whole", "users,roleAssignments"],
        /names roleAssignments, but the export has no such list/,
      ],
      [["prove", folderOf(), "--whole", "users,"], /--whole/],
      [["replay", "--live", "--whole", "users"], /'--live' cannot be used with option '--whole/],
      [["whatif", "--live", "--whole", "users"], /'--live' cannot be used with option '--whole/],
    ] as const) {
      const { status, err } = await recordedRun(args);
      assert.equal(status, 2);
      assert.match(err, says);
    }
  });
});
