import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { KINDS, WAYS } from "../../src/replay/words";
import { aRecord, decided, POLICY, recordId, withoutMfa } from "../replay/a-record";
import { suiteFolder } from "../temporary-folder";
import { aPolicy, aTenant, groupId, userId } from "./a-tenant";
import { recordedRun } from "./recorded-run";

const PAGE = readFileSync(join(__dirname, "../../docs/replay.md"), "utf8");
const RISK = "eeeeeeee-0000-4000-8000-000000000002";

/** The tenant of the page's example, and its log: one sign-in agrees, one differs, two came in. */
const TENANT = aTenant(
  [
    aPolicy({ users: { excludeUsers: [userId(2)], excludeGroups: [groupId(1)] } }),
    aPolicy({ id: RISK, displayName: "MFA at insider risk", conditions: { insiderRiskLevels: "elevated" } }),
  ],
  { groups: [{ id: groupId(1), members: [] }] },
);
const applied = (result: string, missed?: string): object => ({
  appliedConditionalAccessPolicies: [decided(POLICY, result, missed), decided(RISK, "notApplied", "insiderRisk")],
});
const LOG = [
  aRecord(applied("success")),
  aRecord({ ...applied("notApplied", "users"), id: recordId(2) }),
  withoutMfa({ ...applied("notApplied", "users"), id: recordId(3), userId: userId(2) }),
  withoutMfa({
    ...applied("notApplied", "users"),
    id: recordId(4),
    userId: userId(2),
    ipAddress: "192.0.2.44",
    createdDateTime: "2026-09-12T20:40:00Z",
    clientAppUsed: "Mobile Apps and Desktop clients",
    appDisplayName: "Microsoft Azure CLI",
  }),
];

describe("docs/replay.md", () => {
  const files = suiteFolder();

  it("shows what replay prints", async () => {
    const [, shown = ""] =
      /^\$ npm run -s azmfa -- replay signins\.json --tenant tenant\.json\n([\s\S]*?)^```/m.exec(PAGE) ?? [];
    const [log, tenant] = [files.write("signins.json", LOG), files.write("tenant.json", TENANT)];
    const { status, out, err } = await recordedRun(["replay", log, "--tenant", tenant]);
    const plain = out.replaceAll(log, "signins.json").replaceAll(tenant, "tenant.json");
    assert.deepEqual([status, err, shown], [1, "", plain]);
  });

  it("has every key of the JSON, every kind of difference and every way in", async () => {
    const [log, tenant] = [files.write("signins.json", LOG), files.write("tenant.json", TENANT)];
    const { out } = await recordedRun(["replay", log, "--tenant", tenant, "--format", "json"]);
    const json = JSON.parse(out);
    const objects = [json, json.records, json.signIns, json.decisions, json.differences[0], KINDS, json.withoutMfa];
    for (const word of objects.flatMap(Object.keys)) assert.ok(PAGE.includes(`\`${word}\``), word);
    for (const by of Object.keys(WAYS)) assert.ok(PAGE.includes(`| \`${by}\``), by);
  });
});
