import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suiteFolder } from "../temporary-folder";
import { labelledCase } from "./labelled-cases";
import { recordedRun } from "./recorded-run";

const README = readFileSync(join(__dirname, "../../README.md"), "utf8");

describe("the README", () => {
  const files = suiteFolder();

  it("shows an answer as it is given", async () => {
    const text = JSON.stringify(labelledCase("exclude-role-global-admin").tenant);
    const name = "CIS - Require MFA for Windows Azure Service Management API";
    const tenant = files.write("tenant.json", text.replace(name, "Require MFA for Azure management"));
    const { out } = await recordedRun(["prove", tenant]);
    const [, shown] = /^\$ npm run -s azmfa -- prove tenant\.json\n([\s\S]*?)^```/m.exec(README) ?? [];
    const timeless = (answer: string) => answer.replace(/\d+ ms/, "0 ms");
    assert.ok(shown);
    assert.ok(timeless(out).replace(tenant, "tenant.json").startsWith(timeless(shown)), out);
  });
});
