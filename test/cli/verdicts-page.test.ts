import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { REASONS } from "../../src/law/evaluate";
import { aPolicy, aTenant, groupId, people, userId } from "./a-tenant";
import { recordedRun } from "./recorded-run";
import { readComparison, readVerdicts } from "./verdict-schema";
import { writtenFiles } from "./written-files";

const PAGE = readFileSync(join(__dirname, "../../docs/verdicts.md"), "utf8");

describe("docs/verdicts.md", () => {
  const files = writtenFiles();

  it("explains every key that is printed", async () => {
    const open = files.write("open.json", aTenant([aPolicy({ conditions: { clientAppTypes: ["browser"] } })]));
    const shut = files.write("shut.json", aTenant([aPolicy()]));
    const [verdict] = readVerdicts((await recordedRun(["prove", "--format", "json", open])).out);
    const comparison = readComparison((await recordedRun(["diff", "--format", "json", shut, open])).out);
    const [bypass] = verdict?.bypasses ?? [];
    assert.ok(verdict && bypass);
    const keys = [verdict, bypass, bypass.signIn, comparison].flatMap((object) => Object.keys(object));
    for (const key of keys) assert.match(PAGE, new RegExp(`\`${key}(\\.\\w+)?\``), key);
    for (const key of Object.keys(bypass.who)) assert.ok(PAGE.includes(`\`who.${key}\``), key);
    for (const key of Object.keys(verdict.uncovered)) assert.ok(PAGE.includes(`\`uncovered.${key}\``), key);
  });

  const excluding = aPolicy({ users: { excludeUsers: [userId(1)], excludeGroups: [groupId(1)] } });
  const idle = "enabledForReportingButNotEnforced";
  const operations = { id: groupId(1), displayName: "Operations", members: [{ id: userId(2) }, { id: userId(3) }] };
  const examples: readonly (readonly [name: string, tenant: unknown, options: readonly string[]])[] = [
    [
      "excluded-group",
      aTenant(
        [
          aPolicy({ users: { excludeGroups: [groupId(1)] } }),
          aPolicy({
            id: "e-2",
            displayName: "MFA for Operations",
            state: idle,
            users: { includeUsers: [], includeGroups: [groupId(1)] },
          }),
        ],
        { users: people(5), groups: [operations] },
      ),
      [],
    ],
    ["hanging", aTenant([excluding], { groups: undefined }), []],
    [
      "assumed",
      aTenant([aPolicy({ users: { excludeGroups: [groupId(1)] } })], { groups: undefined }),
      ["--assume", "unknown-groups=empty"],
    ],
    ["as-if-enabled", aTenant([aPolicy({ state: idle })]), ["--as-if-enabled"]],
  ];
  for (const [name, tenant, options] of examples)
    it(`has the example ${name} as it is printed`, async () => {
      const path = files.write("tenant.json", tenant);
      const { out } = await recordedRun(["prove", ...options, path]);
      const printed = out.replaceAll(`${files.folder}/`, "").split("\n\nAssumptions")[0] ?? "";
      const [, shown = ""] = new RegExp(`<!-- example: ${name} -->\n\`\`\`\n([\\s\\S]*?)\n\`\`\``).exec(PAGE) ?? [];
      assert.equal(shown, printed);
    });

  it("lists every reason in its order", () => {
    const [list = ""] = /`state`, [\s\S]*?`clientApplications`/.exec(PAGE) ?? [];
    assert.deepEqual(
      [...list.matchAll(/`(\w+)`/g)].map(([, reason]) => reason),
      [...REASONS],
    );
  });
});
