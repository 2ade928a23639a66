import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { REASONS } from "../../src/verifier/evaluate";
import { aPolicy, aTenant } from "./a-tenant";
import { recordedRun } from "./recorded-run";
import { readComparison, readVerdicts } from "./verdict-schema";
import { writtenFiles } from "./written-files";

const PAGE = readFileSync(join(__dirname, "../../docs/verdicts.md"), "utf8");

describe("docs/verdicts.md", () => {
  const files = writtenFiles();

  it("explains every key that is printed", async () => {
    const open = files.write("open.json", aTenant([aPolicy({ conditions: { clientAppTypes: ["browser"] } })]));
    const shut = files.write("shut.json", aTenant([aPolicy()]));
    const [verdict] = readVerdicts((await recordedRun(["prove", "--format", "json", open])).out);
    const comparison = readComparison((await recordedRun(["diff", "--format", "json", shut, open])).out);
    const [bypass] = verdict?.bypasses ?? [];
    assert.ok(verdict && bypass);
    const keys = [verdict, bypass, bypass.signIn, comparison].flatMap((object) => Object.keys(object));
    for (const key of keys) assert.match(PAGE, new RegExp(`\`${key}(\\.\\w+)?\``), key);
    for (const key of Object.keys(bypass.who)) assert.ok(PAGE.includes(`\`who.${key}\``), key);
    for (const key of Object.keys(verdict.uncovered)) assert.ok(PAGE.includes(`\`uncovered.${key}\``), key);
  });

  it("lists every reason in its order", () => {
    const [list = ""] = /`state`, [\s\S]*?`clientApplications`/.exec(PAGE) ?? [];
    assert.deepEqual(
      [...list.matchAll(/`(\w+)`/g)].map(([, reason]) => reason),
      [...REASONS],
    );
  });
});
