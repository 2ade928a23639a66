import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { COMPLIANT_REGISTER, compliantTenant } from "../audit/tenants/compliant";
import { recordedRun } from "../cli/recorded-run";
import { suiteFolder } from "../temporary-folder";

describe("the commit of an approval", () => {
  const files = suiteFolder();
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-C", files.path, "-c", "user.name=A", "-c", "user.email=a@contoso.example", ...args], {
      encoding: "utf8",
      env: { ...process.env, GIT_COMMITTER_DATE: `2026-09-0${++day}T08:00:00Z` },
    }).trim();
  let day = 0;
  const commitAll = (message: string): string => {
    git("add", ".");
    git("commit", "-qm", message);
    return git("rev-parse", "HEAD");
  };
  const audited = async (format: string, register: string, ...more: readonly string[]) =>
    recordedRun(["audit", tenant, "--exclusions", register, "--format", format, ...more]);
  const exclusionsOf = (out: string): readonly { readonly commit: string | null }[] => JSON.parse(out).exclusions;
  let [tenant, register] = ["", ""];

  before(() => {
    tenant = files.write("tenant.json", compliantTenant());
    register = join(files.path, "exclusions.yaml");
    symlinkSync(files.write("linked.yaml", COMPLIANT_REGISTER), register);
  });

  it("isn't known outside a git work tree, and the report says so", async () => {
    const { out } = await audited("json", register);
    assert.ok(exclusionsOf(out).every(({ commit }) => commit === null));
    const human = (await audited("human", register)).out.replaceAll(/\s+/g, " ");
    assert.match(human, /the commits of the approvals aren.t known/);
  });

  it("is the one that last touched the entry's lines, in each format and in a bundle", async () => {
    git("init", "-q");
    const first = commitAll("Approve");
    writeFileSync(register, COMPLIANT_REGISTER.replace("kind: break-glass", "kind: exception"));
    const second = commitAll("Renew");
    const { out } = await audited("json", register);
    assert.deepEqual([...new Set(exclusionsOf(out).map(({ commit }) => commit))].sort(), [first, second].sort());
    assert.equal(exclusionsOf(out)[0]?.commit, second);
    for (const format of ["human", "markdown", "html", "csv", "junit"])
      assert.ok((await audited(format, register)).out.includes(second.slice(0, 12)), format);
    const bundle = join(files.path, "bundle");
    await audited("json", register, "--bundle", bundle);
    const report = readFileSync(join(bundle, "report.json"), "utf8");
    assert.equal(exclusionsOf(report)[0]?.commit, second);
    const verified = await recordedRun(["audit", "--verify", bundle]);
    assert.equal(verified.status, 0, verified.out);
  });

  it("isn't known of an entry that isn't committed", async () => {
    writeFileSync(register, COMPLIANT_REGISTER.replace("kind: break-glass", "kind: service-account"));
    const [first, ...others] = exclusionsOf((await audited("json", register)).out);
    assert.deepEqual([first?.commit, others.some(({ commit }) => commit !== null)], [null, true]);
  });

  it("isn't known where an entry begins with another key than its id", async () => {
    writeFileSync(register, COMPLIANT_REGISTER.replaceAll(/- (.*)\n {4}(kind: .*)/g, "- $2\n    $1"));
    commitAll("Sort keys");
    const { out } = await audited("json", register);
    assert.ok(exclusionsOf(out).every(({ commit }) => commit === null));
    writeFileSync(register, COMPLIANT_REGISTER);
    commitAll("Sort keys again");
  });

  it("isn't known in a clone without the history", async () => {
    const clone = join(files.path, "clone");
    git("clone", "-q", "--depth", "1", `file://${files.path}`, clone);
    const { out } = await audited("json", join(clone, "linked.yaml"));
    assert.ok(exclusionsOf(out).every(({ commit }) => commit === null));
  });
});
