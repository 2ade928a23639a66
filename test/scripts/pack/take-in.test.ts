import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { takeIn } from "../../../scripts/pack/take-in";

describe("what a built pack takes in", () => {
  let folder: string;
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "take-in-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is the register that the configuration names", () => {
    write("dev.yaml", "exclusions: []\n");
    const { configuration, files } = takeIn(write("c.yaml", "approved-exclusions: { register: dev.yaml }\n"));
    assert.deepEqual(configuration, { "approved-exclusions": { register: "register-dev.yaml" } });
    assert.deepEqual([...files.keys()], ["register-dev.yaml"]);
  });

  it("is every stack's register where the name says so", () => {
    for (const stack of ["dev", "prod"]) write(`${stack}.yaml`, "exclusions: []\n");
    const { configuration, files } = takeIn(
      write("c.json", '{ "approved-exclusions": { "register": "{stack}.yaml" } }'),
    );
    assert.deepEqual(configuration, { "approved-exclusions": { register: "register-{stack}.yaml" } });
    assert.deepEqual([...files.keys()].sort(), ["register-dev.yaml", "register-prod.yaml"]);
  });

  const wrong: readonly (readonly [string, string, RegExp])[] = [
    ["a misspelt rule", "no-mfa-bypas: {}\n", /did you mean `no-mfa-bypass`/],
    ["a register that isn't there", "approved-exclusions: { register: none.yaml }\n", /there is no such file/],
    [
      "a snapshot that isn't there",
      "tenant-stays-closed: { tenant: none.json }\n",
      /no such file .*azmfa -- snapshot --out/,
    ],
    ["a snapshot that is none", "tenant-stays-closed: { tenant: c.yaml }\n", /is no JSON/],
  ];
  for (const [what, text, problem] of wrong)
    it(`isn't ${what}`, () => assert.throws(() => takeIn(write("c.yaml", text)), problem));
});
