import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { azmfa } from "../../azmfa/commands";
import { check } from "../../check/check-certificate";
import { aPolicy, aTenant } from "../cli/a-tenant";
import { recordedRun, SILENT } from "../cli/recorded-run";
import { aRecord, recordId, withoutMfa } from "../replay/a-record";
import { suiteFolder } from "../temporary-folder";

const REGISTER = "exclusions: []\n";
const sha256 = (content: string | Buffer): string => createHash("sha256").update(content).digest("hex");
const FILES =
  "README.txt certificate.json exclusions.yaml manifest.json policies.json report.csv report.html report.json"
    .concat(" report.junit.xml report.md report.sarif report.txt tenant.json")
    .split(" ");

describe("azmfa audit --bundle", () => {
  const files = suiteFolder();
  const bundle = () => join(files.path, "bundle");
  async function bundled(...more: readonly string[]) {
    const tenant = files.write("tenant.json", aTenant([aPolicy()]));
    const register = files.write("register.yaml", REGISTER);
    rmSync(bundle(), { recursive: true, force: true });
    return recordedRun(["audit", tenant, "--exclusions", register, "--operator", "Ops", "--bundle", bundle(), ...more]);
  }
  const verify = (folder = bundle()) => recordedRun(["audit", "--verify", folder]);
  const read = (name: string): string => readFileSync(join(bundle(), name), "utf8");
  const write = (name: string, text: string): void => writeFileSync(join(bundle(), name), text);
  /** Holds that it isn't verified, and why. */
  async function assertNot(says: RegExp): Promise<void> {
    const { status, out } = await verify();
    assert.match(out, says);
    assert.match(out, /^NOT VERIFIED/);
    assert.equal(status, 1);
  }
  const OTHERWISE = /`manifest\.json` differs from a new audit of its tenant/;

  it("has the evidence, each report and the certificate, for its owner alone, and names each with its SHA-256", async () => {
    await bundled();
    assert.deepEqual(readdirSync(bundle()).sort(), FILES);
    for (const name of FILES) assert.equal(statSync(join(bundle(), name)).mode & 0o077, 0, name);
    const bytes = (name: string) => readFileSync(join(bundle(), name));
    assert.match(check(bytes("tenant.json"), bytes("certificate.json")).join("\n"), /^valid/);
    const { _type, predicateType, predicate, subject } = JSON.parse(read("manifest.json"));
    const attestation = "https://in-toto.io/attestation/test-result/v0.1";
    assert.deepEqual([_type, predicateType], ["https://in-toto.io/Statement/v1", attestation]);
    for (const { name, digest } of subject) assert.equal(sha256(read(name)), digest.sha256, name);
    assert.equal(subject.length, FILES.length - 1);
    const [tenant, register] = predicate.configuration;
    assert.deepEqual([tenant.name, register.name], ["tenant.json", "exclusions.yaml"]);
  });

  it("is printed as a report as well, ends as the audit does, and is verified, also from another place", async () => {
    const { status, out } = await bundled("--format", "json");
    const { format, outcome } = JSON.parse(out);
    assert.deepEqual([format, status], ["azmfa-audit-1", outcome === "compliant" ? 0 : 1]);
    const moved = join(files.path, "elsewhere", "moved");
    cpSync(bundle(), moved, { recursive: true });
    for (const folder of [bundle(), moved, `${moved}/`]) {
      const verified = await verify(folder);
      const says = /^VERIFIED.*\n {2}could not tell, proved; [\s\S]*byte for byte\.\n.*docs\/audit\.md/;
      assert.match(verified.out, says);
      assert.equal(verified.status, 0);
    }
  });

  it("is there before its report is printed, because a reader that stops ends the program", async () => {
    const tenant = files.write("tenant.json", aTenant([aPolicy()]));
    rmSync(bundle(), { recursive: true, force: true });
    const isThere: boolean[] = [];
    const out = async () => void isThere.push(readdirSync(files.path).includes("bundle"));
    await azmfa(["audit", tenant, "--bundle", bundle()], { ...SILENT, out });
    assert.deepEqual(isThere, [true]);
  });

  it("keeps a folder of exports as it is", async () => {
    files.write("exports/Policies/one.json", aPolicy());
    for (const exports of [join(files.path, "exports"), dirname(files.write("exports/users.json", []))]) {
      rmSync(bundle(), { recursive: true, force: true });
      await recordedRun(["audit", exports, "--bundle", bundle()]);
      assert.ok(readdirSync(join(bundle(), "tenant", "Policies")).includes("one.json"));
      assert.equal((await verify()).status, 0);
    }
  });

  it("keeps the logs of sign-ins that it was made with", async () => {
    const log = files.write("log.json", [aRecord(), withoutMfa({ id: recordId(2) })]);
    await bundled("--sign-ins", log);
    assert.deepEqual(readdirSync(join(bundle(), "sign-ins")), ["1-log.json"]);
    assert.match(read("report.md"), /Signed in without MFA/);
    assert.equal((await verify()).status, 0);
  });

  it("isn't written over what is there, and leaves nothing half written", async () => {
    await bundled();
    const { status, err } = await recordedRun(["audit", join(files.path, "tenant.json"), "--bundle", bundle()]);
    assert.equal(status, 2);
    assert.match(err, /isn't an empty folder/);
    assert.equal((await verify()).status, 0);
    assert.ok(readdirSync(files.path).every((name) => !name.startsWith(".")));
  });

  it("isn't made where the report would be one of its files, or in its place", async () => {
    for (const out of [bundle(), join(bundle(), "tenant.json"), join(bundle(), "new", "report.html")]) {
      const { status, err } = await bundled("--out", out);
      assert.match(err, /^azmfa: the bundle has the report in each format; name a file outside it after --out\n$/, out);
      assert.deepEqual([status, readdirSync(files.path).includes("bundle")], [2, false], out);
    }
  });

  it("says why it can't be made", async () => {
    const tenant = files.write("tenant.json", aTenant([aPolicy()]));
    const { status, out, err } = await recordedRun(["audit", tenant, "--bundle", "none/bundle"]);
    const why = "azmfa: `none/bundle` could not be written: its folder doesn't exist\n";
    assert.deepEqual([status, out, err], [2, "", why]);
  });

  it("isn't verified once any of its files is changed, or gone", async () => {
    await bundled();
    for (const name of FILES.filter((one) => one !== "manifest.json")) {
      const before = read(name);
      write(name, `${before} `);
      await assertNot(new RegExp(`\`${name.replaceAll(".", "\\.")}\` was changed`));
      rmSync(join(bundle(), name));
      await assertNot(new RegExp(`\`${name.replaceAll(".", "\\.")}\` is missing`));
      write(name, before);
    }
    assert.equal((await verify()).status, 0);
  });

  it("isn't verified where a file is a link to a copy of it elsewhere, or a pipe", async () => {
    await bundled();
    const copy = files.write("copy.csv", read("report.csv"));
    for (const put of [(path: string) => symlinkSync(copy, path), (path: string) => execFileSync("mkfifo", [path])]) {
      rmSync(join(bundle(), "report.csv"));
      put(join(bundle(), "report.csv"));
      await assertNot(/`report\.csv` is missing, or isn't a file/);
    }
  });

  it("isn't verified with a file or folder more, but for a signature of the manifest", async () => {
    await bundled();
    write("manifest.json.sig", "");
    assert.equal((await verify()).status, 0);
    mkdirSync(join(bundle(), "empty"));
    await assertNot(/`empty` isn't a file of manifest\.json/);
    rmSync(join(bundle(), "empty"), { recursive: true });
    write("more.txt", "");
    await assertNot(/`more\.txt` isn't a file of manifest\.json/);
    const { subject, ...rest } = JSON.parse(read("manifest.json"));
    const named = { name: "more.txt", digest: { sha256: sha256("") } };
    write("manifest.json", `${JSON.stringify({ ...rest, subject: [...subject, named] }, undefined, 2)}\n`);
    await assertNot(OTHERWISE);
  });

  for (const [what, find, put] of [
    ["a report", "azmfa-audit-1", "azmfa-audit-2"],
    ["a step", '"passed"', '"failed"'],
  ] as const)
    it(`isn't verified where ${what} was changed, and the manifest with it`, async () => {
      await bundled();
      const [before, after] = [read("report.json"), read("report.json").replace(find, put)];
      assert.notEqual(before, after);
      write("report.json", after);
      write("manifest.json", read("manifest.json").replaceAll(sha256(before), sha256(after)));
      await assertNot(/`report\.json` differs from a new audit of its tenant/);
    });

  it("isn't verified where the manifest says otherwise of the result, or of what was audited", async () => {
    for (const [find, put, says] of [
      [/"result": "FAILED"/, '"result": "PASSED"', OTHERWISE],
      [/"sha256": "\w+"(?=\s+\},\s+"register")/, '"sha256": "0"', /`tenant\.json` isn't the file that was audited/],
      [/"operator": "Ops",/, '$&"approvedBy": "CISO",', OTHERWISE],
    ] as const) {
      await bundled();
      assert.match(read("manifest.json"), find);
      write("manifest.json", read("manifest.json").replace(find, put));
      await assertNot(says);
    }
  });

  it("isn't verified where the manifest of another version says another verdict, or another outcome", async () => {
    for (const [key, other] of Object.entries({ verdict: "bypass", outcome: "compliant" })) {
      await bundled();
      const manifest = JSON.parse(read("manifest.json"));
      const { run } = manifest.predicate;
      run.tool.version = "9.9.9";
      write("manifest.json", JSON.stringify(manifest));
      assert.match((await verify()).out, / another version: only the outcome was compared/);
      assert.notEqual(run[key], other);
      run[key] = other;
      write("manifest.json", JSON.stringify(manifest));
      await assertNot(/a new audit of its tenant says .*, and the manifest says/);
    }
  });

  it("reads nothing outside of the folder, and refuses a file that isn't a manifest", async () => {
    await bundled();
    const text = read("manifest.json");
    for (const other of ["../register.yaml", `${files.path}/register.yaml`, "./report.csv"]) {
      write("manifest.json", text.replace('"report.csv"', JSON.stringify(other)));
      await assertNot(new RegExp(`\`${other}\` is missing, or isn't a file`));
    }
    for (const other of [
      "",
      "{}",
      "[]",
      text.replace("Statement/v1", "Statement/v9"),
      text.replace('"name": "azmfa",', '$&"signedBy": "CISO",'),
      text.replace('"version": "0.1.0"', '"version": null'),
      text.replace('"operator": "Ops"', '"operator": 7'),
      text.replace('"at": ', '"at": 7, "was": '),
      text.replace('"report.csv"', '"report.html"'), // one name twice
    ]) {
      write("manifest.json", other);
      const { status, err } = await verify();
      assert.equal(status, 2);
      assert.match(err, /isn't the manifest of an audit/);
    }
    rmSync(join(bundle(), "manifest.json"));
    assert.equal((await verify()).status, 2);
  });

  it("isn't made with a log that can't be read", async () => {
    assert.equal((await bundled("--sign-ins", files.write("bad.json", "["))).status, 2);
    assert.ok(!readdirSync(files.path).includes("bundle"));
  });
});
