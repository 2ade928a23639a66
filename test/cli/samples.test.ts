import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { labelledCase } from "../cases/labelled-cases";
import { POLICIES_ALONE, WITH_DIRECTORY } from "../corpus/baseline";
import { recordedRun } from "./recorded-run";

/** What each sample is made from, and what is to be said of it. */
const EXPECTED: Readonly<Record<string, readonly [tenant: unknown, headline: RegExp]>> = {
  baseline: [POLICIES_ALONE, /^BYPASS .*\(40 policies/],
  "baseline-with-directory": [WITH_DIRECTORY, /^BYPASS .*\n {2}4 of 9 people /],
  proved: [labelledCase("reference").tenant, /^PROVED /],
  "excluded-role": [labelledCase("exclude-role-global-admin").tenant, /^BYPASS .*\n {2}1 of 7 people /],
  "browser-only": [labelledCase("client-browser-only").tenant, /^BYPASS /],
  "trusted-locations": [labelledCase("location-exclude-alltrusted").tenant, /^BYPASS /],
  "or-compliant-device": [labelledCase("grant-or-compliant-device").tenant, /^BYPASS /],
  "report-only": [labelledCase("state-report-only").tenant, /^BYPASS /],
  "two-policies-one-hole": [labelledCase("split-client-hole").tenant, /^BYPASS .*\(2 policies/],
  "new-condition": [labelledCase("condition-unheard-of").tenant, /^UNKNOWN /],
};

const FOLDER = join(__dirname, "../../samples");

describe("sample tenants", () => {
  it("are these", () => {
    const files = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ""));
    assert.deepEqual(Object.keys(EXPECTED).toSorted(), files.toSorted());
  });

  for (const [name, [tenant, headline]] of Object.entries(EXPECTED))
    it(`${name} is what the tests know it as, and gets its verdict`, async () => {
      const path = join(FOLDER, `${name}.json`);
      const sample = JSON.parse(readFileSync(path, "utf8"));
      assert.deepEqual(sample, JSON.parse(JSON.stringify(tenant)));
      const { out, status } = await recordedRun(["prove", path]);
      assert.match(out, headline);
      assert.equal(status, out.startsWith("PROVED") ? 0 : 1);
    });
});
