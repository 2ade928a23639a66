import assert from "node:assert/strict";
import { existsSync, linkSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { suiteFolder } from "../../temporary-folder";
import { aPolicy, aTenant } from "../a-tenant";
import { recordedRun } from "../recorded-run";

describe("azmfa audit --out, and azmfa prove --certificate", () => {
  const files = suiteFolder();
  const register = () => files.write("register.yaml", "exclusions: []\n");
  const audit = (tenant: string, out: string) =>
    recordedRun(["audit", tenant, "--exclusions", register(), "--format", "json", "--out", out]);

  it("doesn't replace what was read, by whatever name or link, or a file in a folder of exports", async () => {
    const tenant = files.write("tenant.json", aTenant([aPolicy()]));
    const [soft, hard] = [join(files.path, "soft.json"), join(files.path, "hard.json")];
    symlinkSync(tenant, soft);
    linkSync(tenant, hard);
    const policy = files.write(join("exports", "policy.json"), aPolicy());
    for (const [read, out] of [
      [tenant, tenant],
      [tenant, register()],
      [tenant, soft],
      [tenant, hard],
      [soft, tenant],
      [`${files.path}/./tenant.json`, tenant],
      [join(files.path, "exports"), policy],
    ] as const) {
      const before = readFileSync(out, "utf8");
      const { status, err } = await audit(read, out);
      assert.equal(status, 2);
      assert.match(err, /would replace `[^`]*`, which is an input; name another place after --out/);
      const proved = await recordedRun(["prove", read, "--exclusions", register(), "--certificate", out]);
      assert.match(proved.err, /name another place after --certificate$|exactly one \.json file, and not a pipe$/m);
      assert.equal(readFileSync(out, "utf8"), before);
    }
  });

  it("writes nothing into a folder of exports, which the next run would read", async () => {
    const exports = dirname(files.write(join("exports", "policy.json"), aPolicy()));
    for (const [option, name] of [
      ["--out", "report.json"],
      ["--out", "none/../report.json.gz"],
      ["--bundle", "bundle"],
      ["--bundle", "below/bundle"],
    ] as const) {
      const { status, err } = await recordedRun(["audit", exports, option, `${exports}/${name}`]);
      assert.deepEqual([status, readdirSync(exports)], [2, ["policy.json"]]);
      assert.match(err, new RegExp(`would be an input of the next run.*; name another place after ${option}`));
    }
  });

  it("writes nothing into a bundle, neither into the one that it makes nor into an older one", async () => {
    const tenant = files.write("tenant.json", aTenant([aPolicy()]));
    const [old, made, link] = [join(files.path, "old"), join(files.path, "made"), join(files.path, "link")];
    await recordedRun(["audit", tenant, "--bundle", old]);
    symlinkSync(join("old", "no-report.json"), link);
    const before = readdirSync(files.path, { recursive: true });
    for (const args of [
      ...["", "/report.json", "/none/report.html"].map((name) => ["audit", "--bundle", made, "--out", made + name]),
      ...["--out", "--bundle"].map((option) => ["audit", option, join(old, "sign-ins", "more")]),
      ...[link, join(old, "certificate.json")].map((out) => ["prove", "--certificate", out]),
    ]) {
      const { status, out, err } = await recordedRun([...args, tenant]);
      assert.deepEqual([status, out, readdirSync(files.path, { recursive: true })], [2, "", before], args.join(" "));
      assert.match(err, /would be in a bundle, which has only the files of its manifest; name another place after --/);
    }
  });

  it("leaves no older certificate where nothing is proved, and nothing else is taken away", async () => {
    const [proved, bypass] = [files.write("proved.json", aTenant([aPolicy()])), files.write("no.json", aTenant([]))];
    const prove = async (tenant: string, to: string) => (await recordedRun(["prove", tenant, "--certificate", to])).err;
    const [certificate, notes] = [join(files.path, "proof.json"), files.write("notes.txt", "mine")];
    await prove(proved, certificate);
    assert.match(await prove(bypass, certificate), /`.*proof\.json` is removed: it was .*\n.*no certificate/);
    assert.doesNotMatch(await prove(bypass, notes), /removed/);
    assert.deepEqual([existsSync(certificate), readFileSync(notes, "utf8")], [false, "mine"]);
  });

  it("writes a new file next to the inputs, and replaces an older report", async () => {
    const tenant = files.write("new-tenant.json", aTenant([aPolicy()]));
    const out = join(files.path, "report.json");
    for (const _time of ["first", "second"]) assert.notEqual((await audit(tenant, out)).status, 2);
    assert.equal(JSON.parse(readFileSync(out, "utf8")).format, "azmfa-audit-1");
  });
});
