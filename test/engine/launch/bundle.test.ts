import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isSource } from "../../../launch/sources-fingerprint";
import { temporaryFolder } from "../../temporary-folder";

const ROOT = join(__dirname, "../../..");
const CACHE = "node_modules/.cache/azure-management-mfa";

describe("a program that is started from its source", () => {
  const project = temporaryFolder();
  const { write } = project;
  const inProject = (...path: readonly string[]) => join(project.path, ...path);
  beforeEach(() => {
    for (const name of ["scripts/run.js", "scripts/insist-on-node.js", "launch", "package.json"])
      cpSync(join(ROOT, name), inProject(name), { recursive: true });
    mkdirSync(inProject("node_modules"));
    for (const name of ["esbuild", "@esbuild"])
      symlinkSync(join(ROOT, "node_modules", name), inProject("node_modules", name));
    write("src/greet.ts", `export const greeting: string = "hello";\n`);
    write("scripts/say.ts", `import { greeting } from "../src/greet";\nconsole.log(greeting, __dirname);\n`);
  });

  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, ["scripts/run.js", ...args], { cwd: project.path, encoding: "utf8" });

  const said = (word: string) => `${word} ${inProject("scripts")}\n`;

  const kept = () => readdirSync(inProject(CACHE, "scripts-say.ts")).filter((name) => name.endsWith(".js"));

  it("runs, knows its own folder, and is bundled once for the same sources", () => {
    for (const word of ["hello", "hello", "hallo", "hello"]) {
      write("src/greet.ts", `export const greeting: string = "${word}";\n`);
      assert.equal(run("scripts/say.ts").stdout, said(word));
    }
    assert.equal(kept().length, 2);
  });

  it("is never outdated: a new file that an import finds is used at once", () => {
    write("src/greet/index.ts", `export const greeting = "from the folder";\n`);
    rmSync(inProject("src/greet.ts"));
    assert.equal(run("scripts/say.ts").stdout, said("from the folder"));
    write("src/greet.ts", `export const greeting = "from the file";\n`);
    assert.equal(run("scripts/say.ts").stdout, said("from the file"));
  });

  it("is never outdated: with a file outside the fingerprint it is bundled each time", () => {
    write("elsewhere/word.json", '"one"');
    write("elsewhere/say.ts", `import word from "./word.json";\nconsole.log(word);\n`);
    write("scripts/say.ts", `import word from "../elsewhere/word.json";\nconsole.log(word);\n`);
    for (const word of ["one", "two"]) {
      write("elsewhere/word.json", `"${word}"`);
      for (const program of ["elsewhere/say.ts", "scripts/say.ts"]) assert.equal(run(program).stdout, `${word}\n`);
    }
  });

  it("isn't kept when a source changes while it is bundled", () => {
    const changing = `const { writeFileSync } = require("node:fs");
      writeFileSync("src/greet.ts", 'export const greeting = "changed meanwhile";');\n`;
    const maker = inProject("launch/make-bundle.js");
    writeFileSync(maker, changing + readFileSync(maker, "utf8"));
    assert.equal(run("scripts/say.ts").stdout, said("changed meanwhile"));
    assert.equal(existsSync(inProject(CACHE)), false);
  });

  it("gets its arguments, and returns its status", () => {
    write("scripts/say.ts", "console.log(process.argv.slice(2).join());\nprocess.exitCode = 3;\n");
    const { status, stdout } = run("scripts/say.ts", "--one", "two");
    assert.deepEqual({ status, stdout }, { status: 3, stdout: "--one,two\n" });
  });

  it("can be started several times at once", async () => {
    const several = Array.from({ length: 6 }, () => {
      const child = spawn(process.execPath, ["scripts/run.js", "scripts/say.ts"], { cwd: project.path });
      let out = "";
      child.stdout.on("data", (text) => {
        out += text;
      });
      return new Promise((resolve) => child.once("close", () => resolve(out)));
    });
    assert.deepEqual(
      await Promise.all(several),
      several.map(() => said("hello")),
    );
    assert.equal(kept().length, 1);
    const left = readdirSync(inProject(CACHE, "scripts-say.ts"));
    assert.ok(left.every((name) => !name.endsWith(".partial")));
  });

  it("runs in a read-only folder", () => {
    write(`${CACHE}`, "a file where the folder would be");
    const { status, stdout, stderr } = run("scripts/say.ts");
    assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: said("hello"), stderr: "" });
  });

  it("keeps only a few older bundles", () => {
    for (let state = 0; state < 9; state++) {
      write("src/greet.ts", `export const greeting = "${state}";\n`);
      assert.equal(run("scripts/say.ts").stdout, said(String(state)));
    }
    assert.equal(kept().length, 6);
  });

  it("names the line of the source when it fails, with a new bundle and with a kept one", () => {
    write(
      "src/greet.ts",
      `\n\nexport const greeting = fail();\nfunction fail(): never {\n  throw new Error("planted");\n}\n`,
    );
    for (let start = 0; start < 2; start++) {
      const { status, stderr } = run("scripts/say.ts");
      assert.equal(status, 1);
      assert.match(stderr, /Error: planted\n {4}at fail \(\S*src\/greet\.ts:5:9\)\n {4}at \S*src\/greet\.ts:3:25\n/);
    }
  });

  it("ends with status 2 if it can't be bundled, and names the place of the error", () => {
    write("scripts/say.ts", `import { greeting } from "../src/nowhere";\nconsole.log(greeting);\n`);
    const { status, stdout, stderr } = run("scripts/say.ts");
    assert.equal(status, 2);
    assert.equal(stdout, "");
    assert.match(stderr, /Could not resolve "\.\.\/src\/nowhere"(.|\n)*say\.ts:1:25(.|\n)*help: run `npm ci` first/);
  });
});

describe("the programs of this project", () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const programs = Object.values(scripts).flatMap(
    (command) => /scripts\/run\.js (\S+)/.exec(String(command))?.[1] ?? [],
  );

  for (const program of [...programs, "azmfa/main.ts", "policies/index.ts"])
    it(`have only files that the fingerprint covers: ${program}`, () => {
      const maker = join(ROOT, "launch/make-bundle.js");
      const { stdout } = spawnSync(process.execPath, [maker, ROOT, program, join(ROOT, "x.js")], {
        encoding: "utf8",
        maxBuffer: 2 ** 28,
      });
      const others = JSON.parse(stdout).inputs.filter((path: string) => !isSource(path));
      assert.deepEqual(others, []);
    });
});
