import assert from "node:assert/strict";
import { recordedRun } from "./recorded-run";
import { writtenFiles } from "./written-files";

const deep = `${"[".repeat(5000)}${"]".repeat(5000)}`;
const DEEP_TENANT = `{\n "policies": [{"id": "a", "displayName": "A", "state": "enabled", "conditions": {"x": ${deep}}}]}`;
const TENANT = { policies: [] };

describe("a file that nests without end", () => {
  const files = writtenFiles();
  const commands: readonly (readonly [command: string, args: (deep: string, good: string) => readonly string[]])[] = [
    ["prove", (bad) => ["prove", bad]],
    ["audit", (bad) => ["audit", bad]],
    ["diff", (bad, good) => ["diff", good, bad]],
    ["explain", (bad) => ["explain", bad, "--user", "alice@contoso.example"]],
    ["whatif", (bad) => ["whatif", bad, "--dry-run"]],
  ];
  for (const [command, args] of commands)
    it(`is bad input to ${command}, with its place`, async () => {
      const bad = files.write("deep.json", DEEP_TENANT);
      const { status, err } = await recordedRun(args(bad, files.write("tenant.json", TENANT)));
      assert.equal(status, 2);
      assert.match(err, /deep\.json:2:\d+: lists and objects nest more than 100 deep/);
    });

  it("is bad input to replay, whether it is the tenant or a record", async () => {
    const log = files.write("log.json", `[{"id": "1", "x": ${deep}}]`);
    const asTenant = await recordedRun(["replay", log, "--tenant", files.write("deep.json", DEEP_TENANT)]);
    assert.equal(asTenant.status, 2);
    assert.match(asTenant.err, /deep\.json:2:\d+: lists and objects nest/);
    const asRecord = await recordedRun(["replay", log, "--tenant", files.write("tenant.json", TENANT)]);
    assert.match(asRecord.out.replace(/\s+/g, " "), /record 1: lists and objects nest more than 100 deep/);
  });

  it("is bad input to findings and check-config, with its place", async () => {
    const events = await recordedRun(["findings", files.write("events.json", `{"sequence": 1, "x": ${deep}}\n`)]);
    assert.equal(events.status, 2);
    assert.match(events.err, /events\.json:1:\d+: lists and objects nest/);
    const config = await recordedRun(["check-config", files.write("config.json", `{"approved-exclusions": ${deep}}`)]);
    assert.equal(config.status, 2);
    assert.match(config.err, /config\.json:1:\d+: nesting this deep can't be read/);
  });
});
