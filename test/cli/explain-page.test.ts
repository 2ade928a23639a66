import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { namesIn } from "../../src/cli/arguments";
import { SIGN_IN_OPTIONS } from "../../src/cli/sign-in-options";
import { aPolicy, aTenant, groupId, userId } from "./a-tenant";
import { recordedRun } from "./recorded-run";
import { writtenFiles } from "./written-files";

const PAGE = readFileSync(join(__dirname, "../../docs/verdicts.md"), "utf8");

/** The tenant of the page's examples. */
const TENANT = aTenant(
  [
    aPolicy({ id: "e-1", displayName: "MFA for everybody", users: { excludeGroups: [groupId(2)] } }),
    aPolicy({ id: "e-2", displayName: "MFA at risk", conditions: { signInRiskLevels: ["high", "medium"] } }),
    aPolicy({ id: "e-3", displayName: "MFA for guests", users: { includeUsers: ["GuestsOrExternalUsers"] } }),
    aPolicy({
      id: "e-4",
      displayName: "Block legacy clients",
      conditions: { clientAppTypes: ["exchangeActiveSync", "other"] },
      grantControls: { operator: "OR", builtInControls: ["block"] },
    }),
  ],
  {
    users: [
      { id: userId(1), displayName: "Robin Roe", userPrincipalName: "robin@contoso.example", userType: "Member" },
    ],
    groups: [
      { id: groupId(1), displayName: "Night shift", members: [{ id: userId(1) }] },
      {
        id: groupId(2),
        displayName: "MFA exceptions",
        members: [{ "@odata.type": "#microsoft.graph.group", id: groupId(1) }],
      },
    ],
  },
);

describe("docs/verdicts.md, on one sign-in", () => {
  const files = writtenFiles();
  const examples = [...PAGE.matchAll(/^\$ npm run -s azmfa -- explain (.*)\n([\s\S]*?)^```/gm)];

  it("has examples", () => assert.notEqual(examples.length, 0));

  for (const [, line = "", shown = ""] of examples)
    it(`shows what explain ${line} prints`, async () => {
      const path = files.write("tenant.json", TENANT);
      const { status, out, err } = await recordedRun(["explain", ...line.replace("tenant.json", path).split(" ")]);
      assert.deepEqual([status, err], [0, ""]);
      assert.equal(out.replace(path, "tenant.json"), shown);
    });

  it("explains every key that is printed", async () => {
    const path = files.write("tenant.json", TENANT);
    const { out } = await recordedRun(["explain", path, "--user", "robin@contoso.example", "--format", "json"]);
    const printed = JSON.parse(out);
    const keys = new Set([printed, printed.user, printed.policies[0]].flatMap(Object.keys));
    for (const key of keys) assert.match(PAGE, new RegExp(`\`(user\\.)?${key}\``), key);
  });

  it("names every option for the circumstances of a sign-in", () => {
    for (const option of namesIn(SIGN_IN_OPTIONS)) assert.ok(PAGE.includes(`\`--${option}`), option);
  });
});
