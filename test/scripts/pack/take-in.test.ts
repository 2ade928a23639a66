import assert from "node:assert/strict";
import { takeIn } from "../../../scripts/pack/take-in";
import { temporaryFolder } from "../../temporary-folder";

describe("what a built pack takes in", () => {
  const folder = temporaryFolder();

  it("is the register that the configuration names", () => {
    folder.write("dev.yaml", "exclusions: []\n");
    const { configuration, files } = takeIn(folder.write("c.yaml", "approved-exclusions: { register: dev.yaml }\n"));
    assert.deepEqual(configuration, { "approved-exclusions": { register: "register-dev.yaml" } });
    assert.deepEqual([...files.keys()], ["register-dev.yaml"]);
  });

  it("is every stack's register where the name says so", () => {
    for (const stack of ["dev", "prod"]) folder.write(`${stack}.yaml`, "exclusions: []\n");
    const { configuration, files } = takeIn(
      folder.write("c.json", '{ "approved-exclusions": { "register": "{stack}.yaml" } }'),
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
    it(`isn't ${what}`, () => assert.throws(() => takeIn(folder.write("c.yaml", text)), problem));
});
