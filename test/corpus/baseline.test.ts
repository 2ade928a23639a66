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

describe("a baseline of forty policies, as people export it", () => {
  const files = writtenFiles();

  async function told(tenant: unknown, ...options: readonly string[]): Promise<string> {
    const path = files.write("tenant.json", tenant);
    const { out, err } = await recordedRun(["prove", ...options, path]);
    return `${out}${err}`.replaceAll(`${files.folder}/`, "");
  }
  const register = (): string => files.write("register.yaml", REGISTER);

  it("is told first by what is certain, then once by the groups that nobody exported", async () =>
    assertGolden("policies-alone", await told(baseline())));

  it("is judged on the assumption that these hold nobody", async () =>
    assertGolden("assumed-empty", await told(baseline(), "--assume", "unknown-groups=empty")));

  it("is told by names where the directory is there", async () =>
    assertGolden("with-directory", await told(baseline({ known: DIRECTORY }), "--exclusions", register())));

  it("has nothing in force as a template", async () =>
    assertGolden("template", await told(baseline({ state: REPORT_ONLY }))));

  it("shows what a template would do if it were on", async () =>
    assertGolden(
      "template-as-if-enabled",
      await told(baseline({ state: REPORT_ONLY, known: DIRECTORY }), "--exclusions", register(), "--as-if-enabled"),
    ));
});
