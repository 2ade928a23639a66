import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "../../../check/check-certificate";
import { aRecord, recordId, withoutMfa } from "../../replay/a-record";
import { aPolicy, aTenant } from "../a-tenant";
import { recordedRun } from "../recorded-run";
import { writtenFiles } from "../written-files";

const REGISTER = "exclusions: []\n";
const sha256 = (content: string | Buffer): string => createHash("sha256").update(content).digest("hex");
const FILES =
  "README.txt certificate.json exclusions.yaml manifest.json policies.json report.csv report.html report.json"
    .concat(" report.junit.xml report.md report.sarif report.txt tenant.json")
    .split(" ");

describe("azmfa audit --bundle", () => {
  const files = writtenFiles();
  const bundle = () => join(files.folder, "bundle");
  async function bundled(...more: readonly string[]) {
    const tenant = files.write("tenant.json", aTenant([aPolicy()]));
    const register = files.write("register.yaml", REGISTER);
    rmSync(bundle(), { recursive: true, force: true });
    return recordedRun(["audit", tenant, "--exclusions", register, "--operator", "Ops", "--bundle", bundle(), ...more]);
  }
  const verify = () => recordedRun(["audit", "--verify", bundle()]);

  it("writes the evidence, each report and the certificate, for its owner alone", async () => {
    await bundled();
    assert.deepEqual(readdirSync(bundle()).sort(), FILES);
    for (const name of FILES) assert.equal(statSync(join(bundle(), name)).mode & 0o077, 0, name);
    const read = (name: string) => readFileSync(join(bundle(), name));
    assert.match(check(read("tenant.json"), read("certificate.json")).join("\n"), /^valid/);
  });

  it("names each file with its SHA-256 in an in-toto statement of a test result", async () => {
    await bundled();
    const manifest = JSON.parse(readFileSync(join(bundle(), "manifest.json"), "utf8"));
    assert.equal(manifest._type, "https://in-toto.io/Statement/v1");
    assert.equal(manifest.predicateType, "https://in-toto.io/attestation/test-result/v0.1");
    for (const { name, digest } of manifest.subject)
      assert.equal(sha256(readFileSync(join(bundle(), name))), digest.sha256, name);
    assert.equal(manifest.subject.length, FILES.length - 1);
    assert.deepEqual(
      manifest.predicate.configuration.map(({ name }: { name: string }) => name),
      ["tenant.json", "exclusions.yaml"],
    );
  });

  it("prints the report as well, and ends as the audit does", async () => {
    const { status, out } = await bundled("--format", "json");
    assert.equal(JSON.parse(out).format, "azmfa-audit-1");
    assert.equal(status, JSON.parse(out).outcome === "compliant" ? 0 : 1);
  });

  it("is verified, also from another place", async () => {
    await bundled();
    const moved = join(files.folder, "elsewhere", "moved");
    cpSync(bundle(), moved, { recursive: true });
    for (const folder of [bundle(), moved, `${moved}/`]) {
      const { status, out } = await recordedRun(["audit", "--verify", folder]);
      assert.match(out, /^VERIFIED {2}/);
      assert.match(
        out,
        /byte for byte\.\n {2}Check the proof .* check-certificate -- \S+tenant\.json \S+certificate\.json\n/,
      );
      assert.equal(status, 0);
    }
  });

  it("keeps a folder of exports as it is", async () => {
    const exports = join(files.folder, "exports");
    mkdirSync(join(exports, "Policies"), { recursive: true });
    writeFileSync(join(exports, "Policies", "one.json"), JSON.stringify(aPolicy()));
    writeFileSync(join(exports, "users.json"), "[]");
    rmSync(bundle(), { recursive: true, force: true });
    await recordedRun(["audit", exports, "--bundle", bundle()]);
    assert.ok(readdirSync(join(bundle(), "tenant", "Policies")).includes("one.json"));
    assert.equal((await verify()).status, 0);
  });

  it("keeps the logs of sign-ins that it was made with", async () => {
    const log = files.write("log.json", [aRecord(), withoutMfa({ id: recordId(2) })]);
    await bundled("--sign-ins", log);
    assert.deepEqual(readdirSync(join(bundle(), "sign-ins")), ["1-log.json"]);
    assert.match(readFileSync(join(bundle(), "report.md"), "utf8"), /Signed in without MFA/);
    assert.equal((await verify()).status, 0);
  });

  it("isn't written over what is there, and leaves nothing half written", async () => {
    await bundled();
    const { status, err } = await recordedRun(["audit", join(files.folder, "tenant.json"), "--bundle", bundle()]);
    assert.equal(status, 2);
    assert.match(err, /isn't an empty folder/);
    assert.equal((await verify()).status, 0);
    assert.deepEqual(
      readdirSync(files.folder).filter((name) => name.startsWith(".")),
      [],
    );
  });

  it("isn't verified once any of its files is changed, or gone", async () => {
    await bundled();
    for (const name of FILES.filter((one) => one !== "manifest.json")) {
      const before = readFileSync(join(bundle(), name));
      appendFileSync(join(bundle(), name), " ");
      assert.match((await verify()).out, new RegExp(`^NOT VERIFIED[^]*\`${name.replaceAll(".", "\\.")}\` was changed`));
      rmSync(join(bundle(), name));
      const { status, out } = await verify();
      assert.match(out, new RegExp(`\`${name.replaceAll(".", "\\.")}\` is missing`));
      assert.equal(status, 1);
      writeFileSync(join(bundle(), name), before);
    }
    assert.equal((await verify()).status, 0);
  });

  it("isn't verified with a file more, but for a signature of the manifest", async () => {
    await bundled();
    writeFileSync(join(bundle(), "manifest.json.sig"), "");
    assert.equal((await verify()).status, 0);
    writeFileSync(join(bundle(), "more.txt"), "");
    assert.match((await verify()).out, /`more\.txt` isn't in manifest\.json/);
    const manifest = join(bundle(), "manifest.json");
    const { subject, ...rest } = JSON.parse(readFileSync(manifest, "utf8"));
    const named = { name: "more.txt", digest: { sha256: sha256("") } };
    writeFileSync(manifest, `${JSON.stringify({ ...rest, subject: [...subject, named] }, undefined, 2)}\n`);
    assert.match((await verify()).out, /`manifest\.json` isn't what a new audit of its tenant says/);
  });

  for (const [what, edit] of [
    ["a report", (text: string) => text.replace("azmfa-audit-1", "azmfa-audit-2")],
    ["a step", (text: string) => text.replace('"passed"', '"failed"')],
  ] as const)
    it(`isn't verified where ${what} was changed, and the manifest with it`, async () => {
      await bundled();
      const [report, manifest] = [join(bundle(), "report.json"), join(bundle(), "manifest.json")];
      const [before, after] = [readFileSync(report, "utf8"), edit(readFileSync(report, "utf8"))];
      assert.notEqual(before, after);
      writeFileSync(report, after);
      writeFileSync(manifest, readFileSync(manifest, "utf8").replaceAll(sha256(before), sha256(after)));
      assert.match((await verify()).out, /`report\.json` isn't what a new audit of its tenant says/);
    });

  it("isn't verified where the manifest says otherwise of a step, or of what was audited", async () => {
    for (const [find, put, says] of [
      [/"warnedTests": \[[^\]]*\]/, '"warnedTests": []', /`manifest\.json` isn't what a new audit of its tenant says/],
      [/"sha256": "\w+"(?=\s+\},\s+"register")/, '"sha256": "0"', /`tenant\.json` isn't the file that was audited/],
      [/"operator": "Ops",/, '$&"approvedBy": "CISO",', /`manifest\.json` isn't what a new audit of its tenant says/],
      [/"name": "azmfa",/, '$&"signedBy": "CISO",', /`manifest\.json` isn't what a new audit of its tenant says/],
    ] as const) {
      await bundled();
      const manifest = join(bundle(), "manifest.json");
      const text = readFileSync(manifest, "utf8");
      assert.match(text, find);
      writeFileSync(manifest, text.replace(find, put));
      const { out, status } = await verify();
      assert.match(out, says);
      assert.equal(status, 1);
    }
  });

  it("isn't verified where the manifest of another version says another verdict, or another outcome", async () => {
    for (const [key, other] of [
      ["verdict", "bypass"],
      ["outcome", "compliant"],
    ] as const) {
      await bundled();
      const file = join(bundle(), "manifest.json");
      const manifest = JSON.parse(readFileSync(file, "utf8"));
      const { run } = manifest.predicate;
      run.tool.version = "9.9.9";
      writeFileSync(file, JSON.stringify(manifest));
      assert.match((await verify()).out, / another version: only the outcome was compared/);
      assert.notEqual(run[key], other);
      run[key] = other;
      writeFileSync(file, JSON.stringify(manifest));
      const { out, status } = await verify();
      assert.match(out, /a new audit of its tenant says .*, and the manifest says/);
      assert.equal(status, 1);
    }
  });

  it("reads nothing outside of the folder, and refuses a file that isn't a manifest", async () => {
    await bundled();
    const manifest = join(bundle(), "manifest.json");
    const text = readFileSync(manifest, "utf8");
    for (const other of [
      "",
      "{}",
      "[]",
      text.replace('"report.csv"', '"../register.yaml"'),
      text.replace("Statement/v1", "Statement/v9"),
      text.replace('"report.csv"', '"report.html"'), // one name twice
    ]) {
      writeFileSync(manifest, other);
      const { status, err } = await verify();
      assert.equal(status, 2);
      assert.match(err, /isn't the manifest of an audit/);
    }
    rmSync(manifest);
    assert.equal((await verify()).status, 2);
  });
});
