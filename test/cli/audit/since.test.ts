import assert from "node:assert/strict";
import { join } from "node:path";
import { suiteFolder } from "../../temporary-folder";
import { aPolicy, aTenant, userId } from "../a-tenant";
import { recordedRun } from "../recorded-run";

describe("azmfa audit --since", () => {
  const files = suiteFolder();
  const SOUND = aTenant([aPolicy()]);
  const OPEN = aTenant([aPolicy({ users: { excludeUsers: [userId(1)] } })]);
  const audit = (tenant: object, ...more: readonly string[]) =>
    recordedRun(["audit", files.write("tenant.json", tenant), ...more]);
  const report = async (tenant: object, name: string, ...more: readonly string[]): Promise<string> =>
    files.write(name, JSON.parse((await audit(tenant, "--format", "json", ...more)).out));

  const trend = async (tenant: object, earlier: string) =>
    JSON.parse((await audit(tenant, "--format", "json", "--since", earlier)).out).since;

  it("says what failed since, and who gets in now", async () => {
    const earlier = await report(SOUND, "earlier.json");
    const { out } = await audit(OPEN, "--since", earlier);
    assert.match(out, /Since 2026-10-01T08:00:00\.000Z \(could not tell\)/);
    assert.match(out, /Newly failed or unknown: step 8 \(Users → Exclude\)/);
    assert.match(out, /Newly without MFA: person-1@contoso\.example/);
  });

  it("says what was mended, and who is covered now", async () => {
    const { mended, nowCovered, newlyFailed, newlyIn } = await trend(SOUND, await report(OPEN, "earlier.json"));
    assert.deepEqual([mended, nowCovered, newlyFailed, newlyIn], [[8], [userId(1)], [], []]);
  });

  it("remembers since when a step is open, from report to report", async () => {
    const first = JSON.parse((await audit(OPEN, "--format", "json")).out);
    const at = "2026-01-01T08:00:00.000Z";
    const older = files.write("first.json", { ...first, run: { ...first.run, at } });
    const second = await report(OPEN, "second.json", "--since", older);
    const { open } = await trend(OPEN, second);
    assert.deepEqual(
      open.filter(({ number }: { readonly number: number }) => number === 8),
      [{ number: 8, since: at }],
    );
  });

  it("knows classes of people again where nobody is listed", async () => {
    const unlisted = aTenant([aPolicy({ state: "disabled" })], { users: undefined });
    const { newlyIn, nowCovered } = await trend(unlisted, await report(unlisted, "earlier.json"));
    assert.deepEqual([newlyIn, nowCovered], [[], []]);
  });

  it("compares no steps with a report of another version, which may judge them otherwise", async () => {
    const earlier = JSON.parse((await audit(OPEN, "--format", "json")).out);
    const older = { ...earlier, run: { ...earlier.run, tool: { name: "azmfa", version: "0.0.1" } } };
    const said = await audit(SOUND, "--since", files.write("older.json", older));
    assert.match(said.out.replaceAll(/\s+/g, " "), /azmfa 0\.0\.1 made the earlier report.* aren't compared/);
    assert.doesNotMatch(said.out, /Mended/);
    assert.match(said.out, /Covered now: person-1@contoso\.example/);
  });

  it("refuses a report about another tenant, and names both", async () => {
    const of = (id: string) => ({ ...SOUND, organization: { id, displayName: "Contoso" } });
    const earlier = await report(of(userId(8)), "other.json");
    const { status, out, err } = await audit(of(userId(9)), "--since", earlier);
    assert.deepEqual([status, out], [2, ""]);
    assert.match(err, new RegExp(`other\\.json: it is of the tenant ${userId(8)}, not of ${userId(9)}`));
    assert.equal((await audit(SOUND, "--since", earlier)).status, 1, "the tenant isn't known");
  });

  it("takes a bundle, too", async () => {
    const bundle = join(files.path, "bundle");
    await audit(SOUND, "--bundle", bundle);
    assert.match((await audit(SOUND, "--since", bundle)).out, /Open since .*: step 3/);
  });

  it("says what isn't a report", async () => {
    for (const other of [files.write("other.json", {}), files.write("none.txt", "none"), files.path]) {
      const { status, err } = await audit(SOUND, "--since", other);
      assert.equal(status, 2);
      assert.match(err, /isn't a report|isn't JSON|report\.json|empty/);
    }
  });
});
