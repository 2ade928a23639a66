import assert from "node:assert/strict";
import { passedArguments } from "../../../sandbox/session/passed-arguments";
import { needsStack } from "../../../sandbox/session/stack";

const parse = (...args: string[]) => passedArguments(args, "/project", "/caller");

describe("the arguments of npm run sandbox", () => {
  it("go to the engine as they are", () => {
    assert.deepEqual(parse("preview", "--diff", "-s", "dev"), {
      kind: "run",
      programFolder: "/project",
      provider: undefined,
      withoutPack: false,
      engine: ["preview", "--diff", "-s", "dev"],
    });
  });

  for (const given of [
    ["-C", "other", "up"],
    ["up", "--cwd", "other"],
    ["--cwd=other", "up"],
  ]) {
    it(`name another project with \`${given.join(" ")}\`, seen from where the user stands`, () => {
      assert.deepEqual(parse(...given), {
        kind: "run",
        programFolder: "/caller/other",
        provider: undefined,
        withoutPack: false,
        engine: ["up"],
      });
    });
  }

  it("choose the official provider with --official", () => {
    assert.deepEqual(parse("--official", "up"), {
      kind: "run",
      programFolder: "/project",
      provider: "official",
      withoutPack: false,
      engine: ["up"],
    });
  });

  it("have the tenant misbehave, in a way that there is", () => {
    const given = parse("--misbehave", "throttle", "up");
    assert.ok(given.kind === "run");
    assert.deepEqual([given.misbehaviour, given.engine], ["throttle", ["up"]]);
    for (const args of [["--misbehave"], ["--misbehave", "nicely", "up"]]) {
      const wrong = parse(...args);
      assert.match(
        wrong.kind === "wrong" ? wrong.because : "",
        /^--misbehave needs one of throttle, .*forget.* after it$/,
      );
    }
  });

  it("after break are a scenario's", () => {
    assert.deepEqual(parse("break", "disable"), { kind: "break", args: ["disable"] });
    assert.deepEqual(parse("break", "--help"), { kind: "break", args: ["--help"] });
  });

  it("are not looked at behind `--`", () => {
    assert.deepEqual(parse("exec", "--", "git", "-C", "x"), {
      kind: "run",
      programFolder: "/project",
      provider: undefined,
      withoutPack: false,
      engine: ["exec", "--", "git", "-C", "x"],
    });
  });

  for (const given of [[], ["--help"], ["-h"], ["help"]]) {
    it(`show the help with \`${given.join(" ")}\``, () => assert.deepEqual(parse(...given), { kind: "help" }));
  }

  it("leave the help of a command to the engine", () => {
    assert.equal(parse("up", "--help").kind, "run");
  });

  it("are wrong when -C has no folder, or there is no command", () => {
    assert.deepEqual(parse("up", "-C"), { kind: "wrong", because: "-C needs a folder after it" });
    assert.deepEqual(parse("-C", "other"), { kind: "wrong", because: "there is no command for the engine" });
  });
});

describe("a stack", () => {
  const needed = [
    "preview",
    "up --yes",
    "destroy",
    "refresh",
    "import a b c",
    "config set x y",
    "stack",
    "stack output",
    "stack export",
    "state unprotect x",
  ];
  for (const line of needed) {
    it(`is needed for \`${line}\``, () => assert.equal(needsStack(line.split(" ")), true));
  }

  const notNeeded = [
    "version",
    "about",
    "plugin ls",
    "stack init x",
    "stack select x",
    "stack ls",
    "up --stack x",
    "up -s x",
    "preview --stack=x",
    "up --help",
    "login",
  ];
  for (const line of notNeeded) {
    it(`is not needed for \`${line}\``, () => assert.equal(needsStack(line.split(" ")), false));
  }
});
