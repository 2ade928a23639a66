import assert from "node:assert/strict";
import { userId } from "../cli/a-tenant";
import { recordedRun } from "../cli/recorded-run";
import { suiteFolder } from "../temporary-folder";

describe("azmfa check-config", () => {
  const files = suiteFolder();
  const check = (...texts: readonly string[]) =>
    recordedRun(["check-config", ...texts.map((text, index) => files.write(`${index}.yaml`, text))]);

  it("says that nothing is wrong, of YAML and of JSON", async () => {
    const { status, out, err } = await check("no-mfa-bypass: { baseline: in-stack }\n", '{ "all": "advisory" }');
    assert.equal(status, 0);
    assert.match(err, /^azmfa: \S*1\.yaml: it names nothing to protect, so by itself it rejects every stack.*\n$/);
    assert.match(out, /0\.yaml: valid\n.*1\.yaml: valid\n$/);
    assert.equal((await recordedRun(["check-config", "policies/config.yaml"])).err, "", "a register for each stack");
  });

  it("says which settings have no effect in a stack that doesn't own the guarantee", async () => {
    const elsewhere =
      "no-mfa-bypass: { baseline: elsewhere, carriers: [a] }\nreport-only-deadline: { reportOnlyUntil: 2026-12-01 }";
    const { status, err } = await check(
      `${elsewhere}\nprotected-baseline: { protected: { users: ["${userId(1)}"] } }\n`,
    );
    assert.equal(status, 0);
    assert.match(
      err,
      /0\.yaml: no rule reads `carriers` and `reportOnlyUntil` without `no-mfa-bypass\.baseline: in-stack`\n$/,
    );
  });

  it("looks for files in the folder of the pack", async () => {
    const file = files.write("elsewhere.yaml", "approved-exclusions: { register: '../config/{stack}.yaml' }\n");
    assert.equal((await recordedRun(["check-config", "--pack", "policies", file])).status, 0);
    assert.match((await recordedRun(["check-config", file])).err, /\.\.\/config\/\{stack\}\.yaml:1:1 .*no such file/);
  });

  for (const [what, text, complaint] of [
    ["a misspelt rule", '{ "no-mfa-bypas": {} }', /no rule `no-mfa-bypas`; known: .*no-mfa-bypass/],
    ["a register", "exclusions: []\n", /no rule `exclusions`; known: no-mfa-bypass, /],
    ["a misspelt setting", "no-mfa-bypass: { basline: in-stack }\n", /no setting `basline`; known: baseline/],
    ["an unknown list", "protected-baseline: { protected: { grups: [] } }\n", /`grups`; known: .*groups/],
    [
      "lists that protect nothing",
      "protected-baseline: { protected: { groups: [], users: [] } }\n",
      /0\.yaml: the configuration names nothing to protect.*List the objects/,
    ],
    [
      "a snapshot that isn't there",
      "tenant-stays-closed: { tenant: none.json }\n",
      /0\.yaml: tenant-stays-closed\.tenant: the snapshot `.*none\.json` can't be used: there is no such file or folder; check the path\. Write it/,
    ],
    [
      "a register that isn't there",
      "approved-exclusions: { register: none.yaml }\n",
      /0\.yaml: approved-exclusions\.register: the register can't be read:\nnone\.yaml:1:1 .*no such file/,
    ],
    [
      "the same where the stack owns the guarantee",
      "{ no-mfa-bypass: { baseline: in-stack }, approved-exclusions: { register: none.yaml } }\n",
      /0\.yaml: approved-exclusions\.register: the register can't be read:\nnone\.yaml:1:1 .*no such file/,
    ],
    ["carriers that no rule reads", "no-mfa-bypass: { carriers: [a] }\n", /`no-mfa-bypass\.carriers` needs/],
    ["a level that there is none of", "all: strict\n", /`all` must be one of/],
    ["a text", "nonsense\n", /must have settings by the names of rules/],
    [
      "an alias of nothing",
      "all: *strict\n",
      /0\.yaml: Unresolved alias .*strict\n {2}help: correct this, then check again; .*\n$/,
    ],
    ["what is no YAML, with its line", "a: 1\nb: [\n", /0\.yaml:\d+:\d+: /],
  ] as const)
    it(`names ${what}, and exits with 2`, async () => {
      const { status, out, err } = await check(text);
      assert.deepEqual([status, out], [2, ""]);
      assert.match(err, complaint);
    });

  it("names a file that isn't there, and all else that is wrong", async () => {
    const { status, err } = await recordedRun(["check-config", files.write("bad.yaml", "all: strict\n"), "/none.yaml"]);
    assert.equal(status, 2);
    assert.match(err, /bad\.yaml: .*\n\/none\.yaml: there is no such file or folder; check the path\n/);
  });
});
