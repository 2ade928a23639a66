import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { namesIn } from "../../src/cli/arguments";
import { SIGN_IN_OPTIONS } from "../../src/cli/sign-in-options";
import { REASONS } from "../../src/law/evaluate";
import { suiteFolder } from "../temporary-folder";
import { aGroup, aPolicy, aTenant, groupId, oneOf, people, userId } from "./a-tenant";
import { recordedRun } from "./recorded-run";
import { readComparison, readVerdicts } from "./verdict-schema";

const PAGE = readFileSync(join(__dirname, "../../docs/verdicts.md"), "utf8");

/** The tenant of the page's examples of one sign-in. */
const ONE_SIGN_IN = aTenant(
  [
    aPolicy({ id: "e-1", displayName: "MFA for everybody", users: { excludeGroups: [groupId(2)] } }),
    aPolicy({ id: "e-2", displayName: "MFA at risk", conditions: { signInRiskLevels: ["high", "medium"] } }),
    aPolicy({ id: "e-3", displayName: "MFA for guests", users: { includeUsers: ["GuestsOrExternalUsers"] } }),
    aPolicy({
      id: "e-4",
      displayName: "Block legacy clients",
      grantControls: oneOf(["block"]),
      conditions: { clientAppTypes: ["exchangeActiveSync", "other"] },
    }),
  ],
  {
    users: [
      { id: userId(1), displayName: "Robin Roe", userPrincipalName: "robin@contoso.example", userType: "Member" },
    ],
    groups: [
      aGroup(1, [{ id: userId(1) }], { displayName: "Night shift" }),
      aGroup(2, [{ "@odata.type": "#microsoft.graph.group", id: groupId(1) }], { displayName: "MFA exceptions" }),
    ],
  },
);

describe("docs/verdicts.md", () => {
  const files = suiteFolder();

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
  const operations = aGroup(1, [{ id: userId(2) }, { id: userId(3) }], { displayName: "Operations" });
  const forThem = { displayName: "MFA for Operations", users: { includeUsers: [], includeGroups: [groupId(1)] } };
  const leavingOut = aPolicy({ users: { excludeGroups: [groupId(1)] } });
  const examples: readonly (readonly [name: string, tenant: unknown, options: readonly string[]])[] = [
    [
      "excluded-group",
      aTenant([leavingOut, aPolicy({ id: "e-2", state: idle, ...forThem })], {
        users: people(5),
        groups: [operations],
      }),
      [],
    ],
    ["hanging", aTenant([excluding], { groups: undefined }), []],
    ["assumed", aTenant([leavingOut], { groups: undefined }), ["--assume", "unknown-groups=empty"]],
    ["as-if-enabled", aTenant([aPolicy({ state: idle })]), ["--as-if-enabled"]],
  ];
  for (const [name, tenant, options] of examples)
    it(`has the example ${name} as it is printed`, async () => {
      const path = files.write("tenant.json", tenant);
      const { out } = await recordedRun(["prove", ...options, path]);
      const printed = out.replaceAll(`${files.path}/`, "").split("\n\nAssumptions")[0] ?? "";
      const [, shown = ""] = new RegExp(`<!-- example: ${name} -->\n\`\`\`\n([\\s\\S]*?)\n\`\`\``).exec(PAGE) ?? [];
      assert.equal(shown, printed);
    });

  it("lists every reason in its order", () => {
    const [list = ""] = /`state`, [\s\S]*?`clientApplications`/.exec(PAGE) ?? [];
    assert.deepEqual(
      Array.from(list.matchAll(/`(\w+)`/g), ([, reason]) => reason),
      [...REASONS],
    );
  });

  const lines = [...PAGE.matchAll(/^\$ npm run -s azmfa -- explain (.*)\n([\s\S]*?)^```/gm)];
  it("has examples of one sign-in", () => assert.notEqual(lines.length, 0));

  for (const [, line = "", shown = ""] of lines)
    it(`shows what explain ${line} prints`, async () => {
      const path = files.write("tenant.json", ONE_SIGN_IN);
      const { status, out, err } = await recordedRun(["explain", ...line.replace("tenant.json", path).split(" ")]);
      assert.deepEqual([status, err], [0, ""]);
      assert.equal(out.replace(path, "tenant.json"), shown);
    });

  it("explains every key that is printed of one sign-in, and names every option for its circumstances", async () => {
    const path = files.write("tenant.json", ONE_SIGN_IN);
    const { out } = await recordedRun(["explain", path, "--user", "robin@contoso.example", "--format", "json"]);
    const printed = JSON.parse(out);
    const keys = new Set([printed, printed.user, printed.policies[0]].flatMap(Object.keys));
    for (const key of keys) assert.match(PAGE, new RegExp(`\`(user\\.)?${key}\``), key);
    for (const option of namesIn(SIGN_IN_OPTIONS)) assert.ok(PAGE.includes(`\`--${option}`), option);
  });
});
