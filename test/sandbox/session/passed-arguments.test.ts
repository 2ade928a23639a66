import assert from "node:assert/strict";
import { passedArguments } from "../../../sandbox/session/passed-arguments";
import { needsStack } from "../../../sandbox/session/stack";

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
    assert.deepEqual(parse("-C", "other"), { kind: "wrong", because: "there is no command for the engine" });
  });
});

describe("a stack", () => {
  for (const line of ["preview", "up --yes", "destroy", "import a b c", "config set x y", "stack", "stack output"])
    it(`is needed for \`${line}\``, () => assert.ok(needsStack(line.split(" "))));
  for (const line of ["version", "plugin ls", "stack init x", "stack ls", "up --stack x", "up -s x", "up --stack=x"])
    it(`is not needed for \`${line}\``, () => assert.ok(!needsStack(line.split(" "))));
});
