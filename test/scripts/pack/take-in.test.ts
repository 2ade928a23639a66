import assert from "node:assert/strict";
import { parse } from "yaml";
import { registerContent } from "../../../scripts/pack/register-content";
import { takeIn } from "../../../scripts/pack/take-in";
import { aRegister } from "../../cli/a-tenant";
import { temporaryFolder } from "../../temporary-folder";

const NAMING_STACKS = { "approved-exclusions": { register: "{stack}.yaml" } };

describe("the files that go into a built pack", () => {
  const folder = temporaryFolder();

  it("include the register that the configuration names", () => {
    folder.write("dev.yaml", "exclusions: []\n");
    const { configuration, files } = takeIn(folder.write("c.yaml", "approved-exclusions: { register: dev.yaml }\n"));
    assert.deepEqual(configuration, { "approved-exclusions": { register: "register-dev.yaml" } });
    assert.deepEqual([...files.keys()], ["register-dev.yaml"]);
  });

  it("include the register of every stack if the name has {stack}", () => {
    for (const stack of ["dev", "prod"]) folder.write(`${stack}.yaml`, "exclusions: []\n");
    const { configuration, files } = takeIn(folder.write("c.json", NAMING_STACKS));
    assert.deepEqual(configuration, { "approved-exclusions": { register: "register-{stack}.yaml" } });
    assert.deepEqual([...files.keys()].sort(), ["register-dev.yaml", "register-prod.yaml"]);
  });

  for (const [what, text, problem] of [
    ["a misspelt rule", "no-mfa-bypas: {}\n", /no rule `no-mfa-bypas`; known: .*no-mfa-bypass/],
    ["a register that isn't there", "approved-exclusions: { register: none.yaml }\n", /there is no such file/],
    ["a snapshot that isn't there", "tenant-stays-closed: { tenant: none }\n", /no such .*azmfa -- snapshot --out/],
    ["a snapshot that is none", "tenant-stays-closed: { tenant: c.yaml }\n", /it isn't JSON/],
  ] as const)
    it(`can't include ${what}`, () => assert.throws(() => takeIn(folder.write("c.yaml", text)), problem));
});

const [USER, MEMBER] = ["bbbbbbbb-0000-4000-8000-000000000001", "bbbbbbbb-0000-4000-8000-000000000002"];
const GROUP = "cccccccc-0000-4000-8000-000000000001";
const entries = [`user: ${USER}`, `group: ${GROUP}\n    members: [${MEMBER}]`];
const REGISTER = `# who to call: +49 30 0000\n${aRegister(entries)}`;

describe("a register that goes into a pack", () => {
  it("says who is exempt until when, and nothing else about people", () => {
    const { text, words } = registerContent(REGISTER, false);
    const left = { reason: "left out of the pack", owner: "left out of the pack", approvedBy: "left out of the pack" };
    assert.deepEqual(parse(text), {
      exclusions: [{ user: USER }, { group: GROUP, members: [MEMBER] }].map((who) => ({
        ...who,
        kind: "break-glass",
        ...left,
        reviewBy: "2027-01-31",
      })),
    });
    assert.doesNotMatch(text, /contoso|Emergency|call/);
    assert.equal(words, "2 exclusions; by id, without reasons, owners and approvers");
  });

  it("is the unchanged file with --with-names", () => {
    const { text, words } = registerContent(REGISTER, true);
    assert.equal(text, REGISTER);
    assert.equal(words, "2 exclusions; with reasons, owners and approvers");
  });

  it("can have Windows line ends", () => {
    assert.equal(registerContent(REGISTER.replaceAll("\n", "\r\n"), false).text, registerContent(REGISTER, false).text);
  });
});
