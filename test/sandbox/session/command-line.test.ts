import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse as parseYaml } from "yaml";
import { keptByNpm, keptByNpmText } from "../../../sandbox/session/main";
import { withOwnPack } from "../../../sandbox/session/own-pack";
import { passedArguments } from "../../../sandbox/session/passed-arguments";
import { needsStack } from "../../../sandbox/session/stack";
import { temporaryFolder } from "../../temporary-folder";

const parse = (...args: string[]) => passedArguments(args, "/project", "/caller");

describe("the arguments of npm run sandbox", () => {
  const run = { kind: "run", programFolder: "/project", provider: undefined, withoutPack: false };
  for (const [what, given, wanted] of [
    ["go to the engine as they are", "preview --diff -s dev", { engine: ["preview", "--diff", "-s", "dev"] }],
    ["name another project, seen from the caller", "-C other up", { programFolder: "/caller/other", engine: ["up"] }],
    ["name it anywhere", "up --cwd other", { programFolder: "/caller/other", engine: ["up"] }],
    ["name it with =", "--cwd=other up", { programFolder: "/caller/other", engine: ["up"] }],
    ["choose the official provider", "--official up", { provider: "official", engine: ["up"] }],
    ["are not looked at behind `--`", "exec -- git -C x", { engine: ["exec", "--", "git", "-C", "x"] }],
  ] as const)
    it(what, () => assert.deepEqual(parse(...given.split(" ")), { ...run, ...wanted }));

  for (const given of [[], ["--help"], ["-h"], ["help"]]) {
    it(`show the help with \`${given.join(" ")}\``, () => assert.deepEqual(parse(...given), { kind: "help" }));
  }

  it("are wrong when -C has no folder, or there is no command", () => {
    assert.deepEqual(parse("up", "-C"), { kind: "wrong", because: "-C needs a folder after it" });
    assert.deepEqual(parse("-C", "other"), { kind: "wrong", because: "the command for the engine is missing" });
  });
});

describe("a stack", () => {
  for (const line of ["preview", "up --yes", "destroy", "import a b c", "config set x y", "stack", "stack output"])
    it(`is needed for \`${line}\``, () => assert.ok(needsStack(line.split(" "))));
  for (const line of ["version", "plugin ls", "stack init x", "stack ls", "up --stack x", "up -s x", "up --stack=x"])
    it(`is not needed for \`${line}\``, () => assert.ok(!needsStack(line.split(" "))));
});

const OPTIONS = ["exclusions", "fail-on", "location", "yes"];

describe("options that npm takes for itself", () => {
  const folder = temporaryFolder();

  /** The environment that a script of npm's has. */
  function environmentOf(...args: readonly string[]): NodeJS.ProcessEnv {
    const script = 'node -p "JSON.stringify(process.env)"';
    writeFileSync(join(folder.path, "package.json"), JSON.stringify({ name: "x", scripts: { show: script } }));
    return JSON.parse(execFileSync("npm", ["run", "-s", "show", ...args], { cwd: folder.path, encoding: "utf8" }));
  }

  it("are found in what npm leaves behind, with a value and without", () => {
    const environment = environmentOf("--exclusions", "a.yaml", "--fail-on=weakened");
    assert.deepEqual(keptByNpm(OPTIONS, environment), ["--exclusions", "--fail-on"]);
  });

  it("aren't found after the two dashes, and neither are those that npm has itself", () => {
    assert.deepEqual(keptByNpm(OPTIONS, environmentOf("--", "tenant.json")), []);
    assert.deepEqual(keptByNpm(OPTIONS, { npm_config_location: "global", npm_config_yes: "true" }), []);
  });

  it("are named in a message that shows how to write the command", () => {
    assert.equal(
      keptByNpmText(["--exclusions", "--on"], "npm run -s azmfa"),
      "npm took --exclusions and --on for itself, so nothing was run\n  help: write -- before all arguments that aren't for npm: npm run -s azmfa -- … --exclusions …",
    );
  });
});

const project = resolve(__dirname, "..", "..", "..");
const held = (...args: readonly string[]) => withOwnPack(args, { project, programFolder: project });
const assertAsGiven = (line: string) => assert.deepEqual(held(...line.split(" ")), line.split(" "));

describe("this project's own pack", () => {
  const pack = join(project, "policies");

  it("goes with each preview and deployment of this project", () => {
    for (const command of ["preview", "up"])
      assert.deepEqual(held(command, "--yes").slice(0, 4), [command, "--policy-pack", pack, "--yes"]);
  });

  for (const line of ["refresh --yes", "stack output", "up --help", "up --policy-pack=other", "up --policy-pack other"])
    it(`goes with no other command, and no other pack: ${line}`, () => assertAsGiven(line));

  it("goes with no other project", () =>
    assert.deepEqual(withOwnPack(["up"], { project, programFolder: "/another" }), ["up"]));

  it("gets the sandbox's day, unless it has a configuration or another pack is beside it", () => {
    const file = join(project, "sandbox", "policy-pack-config.json");
    assert.deepEqual(held("up", "--policy-pack", "policies").slice(3), ["--policy-pack-config", file]);
    assert.deepEqual(held("up", "--policy-pack=./policies").slice(2), ["--policy-pack-config", file]);
    for (const more of ["--policy-pack other", "--policy-pack-config mine.json"])
      assertAsGiven(`up --policy-pack policies ${more}`);
  });

  it("gets the stack's day, and the pack's own configuration fixes none", () => {
    const configuration = JSON.parse(readFileSync(join(project, "sandbox", "policy-pack-config.json"), "utf8"));
    const stack = parseYaml(readFileSync(join(project, "Pulumi.dev.yaml"), "utf8"));
    const { dev } = configuration["approved-exclusions"].asOf;
    assert.equal(dev, stack.config["azure-management-mfa:asOf"]);
    assert.doesNotMatch(readFileSync(join(project, "policies", "config.yaml"), "utf8"), /asOf/);
  });
});
