import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { OTHER_CHECK_IDS, STEP_NUMBERS } from "../../src/audit/checklist";
import { AUDIT_FORMATS } from "../../src/bundle/reports";
import { recordedRun } from "../cli/recorded-run";
import { suiteFolder } from "../temporary-folder";
import { COMPLIANT_REGISTER, compliantTenant } from "./tenants/compliant";

const PAGE = readFileSync(join(__dirname, "..", "..", "docs", "audit.md"), "utf8");
const rows = PAGE.split("\n").filter((line) => line.startsWith("|"));

describe("the page about the audit", () => {
  const files = suiteFolder();

  it("has a row for each step, each thing beside them, and each format", () => {
    for (const step of STEP_NUMBERS)
      assert.ok(
        rows.some((row) => row.startsWith(`| ${step} |`)),
        `step ${step}`,
      );
    for (const name of [...OTHER_CHECK_IDS, ...AUDIT_FORMATS])
      assert.ok(
        rows.some((row) => (row.split("|")[1] ?? "").includes(`\`${name}\``)),
        name,
      );
  });

  it("shows commands that run", async () => {
    const commands = [...PAGE.matchAll(/^npm run -s azmfa -- (audit .*)$/gm)].map(([, command = ""]) =>
      command.split(" "),
    );
    assert.equal(commands.length, 6);
    const tenant = files.write("tenant.json", compliantTenant());
    const register = files.write("register.yaml", COMPLIANT_REGISTER);
    const path: { readonly [shown: string]: string } = {
      "tenant.json": tenant,
      "config/dev.yaml": register,
      "audit.html": join(files.path, "audit.html"),
      evidence: join(files.path, "evidence"),
    };
    for (const command of commands.filter((words) => words.includes("tenant.json") || words.includes("evidence"))) {
      const { status, err } = await recordedRun(command.map((word) => path[word] ?? word));
      assert.equal(status, 0, err);
    }
    for (const command of commands.filter((words) => words.some((word) => word.startsWith("samples/"))))
      assert.equal((await recordedRun(command)).status, 1, command.join(" "));
  });
});
