import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AUDIT_FORMATS } from "../../src/cli/audit/report";
import { SAMPLES } from "../../src/cli/tenant-source";
import { labelledCase } from "../cases/labelled-cases";
import { POLICIES_ALONE, WITH_DIRECTORY } from "../corpus/baseline";
import { recordedRun } from "./recorded-run";

/** What each sample is made from, and what is to be said of it. */
const EXPECTED: Readonly<Record<string, readonly [tenant: unknown, headline: RegExp]>> = {
  baseline: [POLICIES_ALONE, /^BYPASS {2}sample baseline {2}\(40 policies/],
  "baseline-with-directory": [WITH_DIRECTORY, /^BYPASS .*\n {2}4 of 9 people /],
  proved: [labelledCase("reference").tenant, /^PROVED {2}sample proved /],
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
  it("are all in their folder, and all listed", () => {
    const files = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ""));
    const names: readonly string[] = Object.keys(SAMPLES);
    assert.deepEqual(names.toSorted(), files.toSorted());
    assert.deepEqual(names.toSorted(), Object.keys(EXPECTED).toSorted());
  });

  for (const [name, [tenant, headline]] of Object.entries(EXPECTED))
    it(`${name} is what the tests know it as, and gets its verdict`, async () => {
      const sample = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), "utf8"));
      assert.deepEqual(sample, JSON.parse(JSON.stringify(tenant)));
      const { out, status } = await recordedRun(["prove", "--sample", name]);
      assert.match(out, headline);
      assert.equal(status, out.startsWith("PROVED") ? 0 : 1);
    });

  it("are listed by --sample alone, within 80 columns", async () => {
    const { out, status } = await recordedRun(["prove", "--sample"]);
    assert.equal(status, 0);
    for (const [name, about] of Object.entries(SAMPLES)) assert.match(out, new RegExp(`^ {2}${name} +${about}$`, "m"));
    assert.ok(out.split("\n").every((line) => line.length <= 80));
  });

  it("can be compared, and asked about a sign-in", async () => {
    const compared = await recordedRun(["diff", "--sample", "proved", "browser-only"]);
    assert.match(compared.out, /^OPENS {2}sample proved → sample browser-only\n/);
    const who = ["--user", "carol.admin@contoso.com", "--client", "browser"];
    const explained = await recordedRun(["explain", "--sample", "excluded-role", ...who]);
    assert.equal(explained.status, 0, explained.err);
    assert.match(explained.out, /sample excluded-role/);
  });

  it("can be audited, in every format, and point into no file", async () => {
    const audited = await recordedRun(["audit", "--sample", "browser-only"]);
    assert.equal(audited.status, 1, audited.err);
    assert.match(audited.out, /sample browser-only/);
    for (const format of AUDIT_FORMATS)
      assert.equal((await recordedRun(["audit", "--sample", "browser-only", "--format", format])).status, 1, format);
    for (const [args, complaint] of [
      [["browser-olny"], /there is no sample `browser-olny`; did you mean browser-only\?/],
      [["--format", "json"], /name a sample after --sample; alone, --sample lists them/],
    ] as const) {
      const { out, err, status } = await recordedRun(["audit", "--sample", ...args]);
      assert.deepEqual([out, status], ["", 2]);
      assert.match(err, complaint);
    }
  });
});
