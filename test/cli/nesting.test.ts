import assert from "node:assert/strict";
import { recordedRun } from "./recorded-run";
import { writtenFiles } from "./written-files";

const deep = `${"[".repeat(5000)}${"]".repeat(5000)}`;
const DEEP_TENANT = `{\n "policies": [{"id": "a", "displayName": "A", "state": "enabled", "conditions": {"x": ${deep}}}]}`;
const TENANT = { policies: [] };

describe("a file that nests without end", () => {
  const files = writtenFiles();
  const deepTenant = () => files.write("deep.json", DEEP_TENANT);

  it("is bad input, with its place, to each command that reads a tenant", async () => {
    const good = files.write("tenant.json", TENANT);
    for (const args of [
      ["prove", deepTenant()],
      ["audit", deepTenant()],
      ["diff", good, deepTenant()],
      ["replay", files.write("log.json", "[]"), "--tenant", deepTenant()],
    ]) {
      const { status, err } = await recordedRun(args);
      assert.equal(status, 2);
      assert.match(err, /deep\.json:2:\d+: lists and objects nest more than 100 deep/);
    }
  });

  it("isn't read as a record by replay", async () => {
    const log = files.write("log.json", `[{"id": "1", "x": ${deep}}]`);
    const { out } = await recordedRun(["replay", log, "--tenant", files.write("tenant.json", TENANT)]);
    assert.match(out.replace(/\s+/g, " "), /record 1: lists and objects nest more than 100 deep/);
  });

  it("is bad input to findings and check-config, with its place", async () => {
    const events = await recordedRun(["findings", files.write("events.json", `{"sequence": 1, "x": ${deep}}\n`)]);
    assert.equal(events.status, 2);
    assert.match(events.err, /events\.json:1:\d+: lists and objects nest/);
    const config = await recordedRun(["check-config", files.write("config.json", `{"approved-exclusions": ${deep}}`)]);
    assert.equal(config.status, 2);
    assert.match(config.err, /config\.json:1:\d+: the file nests too deep to be read/);
  });
});
