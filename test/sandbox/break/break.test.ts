import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { breakTenant, doneText, scenarioList } from "../../../sandbox/break/break";
import { SCENARIOS } from "../../../sandbox/break/scenarios";
import { temporaryFolder } from "../../temporary-folder";

const WIDEST = 80;
const widest = (text: string): number => Math.max(...text.split("\n").map((line) => line.length));

describe("npm run sandbox -- break", () => {
  const folder = temporaryFolder();
  const run = (...args: readonly string[]) => breakTenant(folder.path, args, () => undefined);

  it("alone lists each scenario with what it does and what to look at then, and starts nothing", async () => {
    const listed = await run();
    assert.equal(listed.kind, "done");
    const text = listed.kind === "done" ? listed.text.replace(/\s+/g, " ") : "";
    for (const [name, { does, look }] of SCENARIOS) assert.ok(text.includes(`${name} ${does} > ${look} `), name);
    assert.ok(!existsSync(join(folder.path, ".sandbox")));
  });

  it("fits 80 columns, whatever was done", () => {
    assert.ok(widest(scenarioList(SCENARIOS)) <= WIDEST);
    for (const scenario of SCENARIOS.values())
      assert.ok(widest(doneText(scenario, "Require MFA for Azure management")) <= WIDEST, scenario.does);
  });

  it("says where the names are when it doesn't know one", async () => {
    const refused = await run("teapot");
    assert.ok(refused.kind === "refused");
    assert.match(refused.complaint, /no scenario `teapot`\n {2}help: `npm run sandbox -- break` lists them/);
  });

  it("says how to get a tenant where there is none, and makes none", async () => {
    const refused = await run("disable");
    assert.ok(refused.kind === "refused" && /`npm start` makes it the first time/.test(refused.complaint));
    assert.ok(!existsSync(join(folder.path, ".sandbox")));
  });
});
