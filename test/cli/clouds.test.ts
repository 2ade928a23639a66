import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { suiteFolder } from "../temporary-folder";
import { recordedRun } from "./recorded-run";

/** Every command that asks a live tenant; the drift check has tests of its own. */
const COMMANDS = (out: string): readonly (readonly string[])[] => [
  ["audit"],
  ["audit", "--format", "json"],
  ["snapshot", "--out", out],
  ["replay", "--live", "--days", "1"],
  ["whatif", "--live"],
];

describe("a national cloud", () => {
  const files = suiteFolder();
  const before = process.env;
  afterEach(() => {
    process.env = before;
  });

  it("is refused by whatever asks the live tenant", async () => {
    const written = join(files.path, "written.json");
    const application = { ARM_TENANT_ID: "t", ARM_CLIENT_ID: "c", ARM_CLIENT_SECRET: "hunter2" };
    process.env = { PATH: before["PATH"], ARM_ENVIRONMENT: "usgovernment", ...application };
    for (const args of COMMANDS(written)) {
      const { status, out, err } = await recordedRun(args);
      assert.deepEqual([status, out], [2, ""], args.join(" "));
      assert.match(err, /ARM_ENVIRONMENT names another cloud than public: Azure management has another application id/);
      assert.match(err, /help: .*public/);
      assert.doesNotMatch(err, /hunter2| {4}at /);
    }
    assert.ok(!existsSync(written));
  });
});
