import assert from "node:assert/strict";
import { aRecord, recordId, withoutMfa } from "../../replay/a-record";
import { suiteFolder } from "../../temporary-folder";
import { aPolicy, aTenant } from "../a-tenant";
import { recordedRun } from "../recorded-run";

describe("azmfa audit --sign-ins", () => {
  const files = suiteFolder();
  const audit = (log: unknown, ...more: readonly string[]) => {
    const tenant = files.write("tenant.json", aTenant([aPolicy()]));
    return recordedRun(["audit", tenant, "--sign-ins", files.write("log.json", log as object), ...more]);
  };
  const CLEAN = [aRecord(), aRecord({ id: recordId(2) })];
  const LEAKY = [...CLEAN, withoutMfa({ id: recordId(3) })];

  it("says how many sign-ins were recorded, and that nobody came in without MFA", async () => {
    const { out } = await audit(CLEAN);
    assert.match(out, /Recorded: 2 sign-ins to Azure\s+management[\s\S]*Nobody\s+signed\s+in\s+without\s+MFA/);
  });

  for (const format of ["human", "markdown", "html"])
    it(`names who came in without MFA in ${format}, and ends with 1`, async () => {
      const { out, status } = await audit(LEAKY, "--format", format);
      assert.match(out, /1 sign-in\s+reached\s+Azure\s+management\s+without\s+MFA/);
      assert.match(out, /Signed in without MFA/);
      assert.equal(status, 1);
    });

  it("has in JSON what azmfa replay prints, and nothing without a log", async () => {
    const log = files.write("log.json", LEAKY);
    const tenant = files.write("tenant.json", aTenant([aPolicy()]));
    const inJson = async (...args: readonly string[]) =>
      JSON.parse((await recordedRun([...args, "--format", "json"])).out);
    const replayed = await inJson("replay", log, "--tenant", tenant);
    assert.deepEqual((await inJson("audit", tenant, "--sign-ins", log)).signIns, replayed);
    assert.equal((await inJson("audit", tenant)).signIns, null);
  });

  it("ends with 2 where a log can't be read, and reports nothing", async () => {
    const { out, err, status } = await audit("no log");
    assert.equal(status, 2);
    assert.match(err, /log\.json/);
    assert.equal(out, "");
  });
});
