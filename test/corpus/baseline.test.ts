import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { recordedRun } from "../cli/recorded-run";
import { writtenFiles } from "../cli/written-files";
import { baseline, DIRECTORY, REGISTER } from "./baseline";

const GOLDEN = join(__dirname, "golden");

/** Compares with what a person has read and found good. `UPDATE_GOLDEN=1` writes it anew, to be read again. */
function assertGolden(name: string, text: string): void {
  const path = join(GOLDEN, `${name}.txt`);
  if (process.env["UPDATE_GOLDEN"]) writeFileSync(path, text);
  assert.equal(text, readFileSync(path, "utf8"));
}

const REPORT_ONLY = "enabledForReportingButNotEnforced";

describe("an exported baseline of forty policies", () => {
  const files = writtenFiles();

  async function told(tenant: unknown, ...options: readonly string[]): Promise<string> {
    const path = files.write("tenant.json", tenant);
    const { out, err } = await recordedRun(["prove", ...options, path]);
    return `${out}${err}`.replaceAll(`${files.folder}/`, "");
  }
  const register = (): string => files.write("register.yaml", REGISTER);

  it("is reported with the certain ways in first, then with the groups that weren't exported", async () =>
    assertGolden("policies-alone", await told(baseline())));

  it("can be judged on the assumption that these groups are empty", async () =>
    assertGolden("assumed-empty", await told(baseline(), "--assume", "unknown-groups=empty")));

  it("is reported with names if the directory was exported", async () =>
    assertGolden("with-directory", await told(baseline({ known: DIRECTORY }), "--exclusions", register())));

  it("has no enforced policy as a template", async () =>
    assertGolden("template", await told(baseline({ state: REPORT_ONLY }))));

  it("shows what the template would do if it were enforced", async () =>
    assertGolden(
      "template-as-if-enabled",
      await told(baseline({ state: REPORT_ONLY, known: DIRECTORY }), "--exclusions", register(), "--as-if-enabled"),
    ));
});
