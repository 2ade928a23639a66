import assert from "node:assert/strict";
import { recordedRun } from "./recorded-run";
import { writtenFiles } from "./written-files";

describe("azmfa check-config", () => {
  const files = writtenFiles();
  const check = (...texts: readonly string[]) =>
    recordedRun(["check-config", ...texts.map((text, index) => files.write(`${index}.yaml`, text))]);

  it("says that nothing is wrong, of YAML and of JSON", async () => {
    const { status, out, err } = await check("no-mfa-bypass: { baseline: in-stack }\n", '{ "all": "advisory" }');
    assert.deepEqual([status, err], [0, ""]);
    assert.match(out, /0\.yaml: valid\n.*1\.yaml: valid\n$/);
  });

  for (const [what, text, complaint] of [
    [
      "a misspelt rule without a level",
      '{ "protected-baselin": {} }',
      /no rule `protected-baselin`; did you mean `protected-baseline`/,
    ],
    [
      "a misspelt setting",
      "no-mfa-bypass: { basline: in-stack }\n",
      /has no setting `basline`; did you mean `baseline`/,
    ],
    [
      "a list that there is none of",
      "protected-baseline: { protected: { grups: [] } }\n",
      /no list `grups`; did you mean `groups`/,
    ],
    ["a level that there is none of", "all: strict\n", /`all` must be one of/],
    ["a text", "nonsense\n", /must have settings by the names of rules/],
    ["an alias of nothing", "all: *strict\n", /0\.yaml: Unresolved alias .*strict\n$/],
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
    assert.match(err, /bad\.yaml: .*\n\/none\.yaml: there is no such file\n/);
  });
});
