import assert from "node:assert/strict";
import { join } from "node:path";
import { recordedRun } from "../cli/recorded-run";
import { goldensIn } from "../golden-file";
import { suiteFolder } from "../temporary-folder";
import { asTemplate, POLICIES_ALONE, REGISTER, WITH_DIRECTORY } from "./baseline";

const assertGolden = goldensIn(join(__dirname, "golden"));

describe("an exported baseline of forty policies", () => {
  const files = suiteFolder();

  async function told(tenant: unknown, ...options: readonly string[]): Promise<string> {
    const path = files.write("tenant.json", tenant);
    const { out, err } = await recordedRun(["prove", ...options, path]);
    return `${out}${err}`.replaceAll(`${files.path}/`, "");
  }
  const register = (): string => files.write("register.yaml", REGISTER);

  it("is reported with the certain ways in first, then with the groups that weren't exported", async () =>
    assertGolden("policies-alone.txt", await told(POLICIES_ALONE)));

  it("is reported with names if the directory was exported", async () =>
    assertGolden("with-directory.txt", await told(WITH_DIRECTORY, "--exclusions", register())));

  it("is open to anybody as a template, and proved if all of its policies were enabled", async () => {
    assert.match(
      await told(asTemplate(POLICIES_ALONE)),
      /\n {2}Who {3}anybody in the directory and outsiders \(B2B direct/,
    );
    assert.match(
      await told(asTemplate(WITH_DIRECTORY), "--exclusions", register(), "--as-if-enabled"),
      /^PROVED, if every policy is enabled .*\n.*, except for 2 people that the register exempts\.\n/,
    );
  });
});
