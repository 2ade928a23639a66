import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { COMMANDS } from "../../../azmfa/commands";
import { labelledCase } from "../../cases/labelled-cases";
import { suiteFolder } from "../../temporary-folder";
import { Clone, ROOT } from "./a-clone";

const page = (name: string): string => readFileSync(join(ROOT, "docs", name), "utf8");

/** The lines of a page's code blocks that are this command's. */
const commandsIn = (name: string, command: RegExp): readonly string[] =>
  [...page(name).matchAll(/^```\w*\n([\s\S]*?)^```$/gm)]
    .flatMap(([, block = ""]) => block.split("\n"))
    .filter((line) => command.test(line));

describe("the commands on the pages about packages", () => {
  let clone: Clone;
  const empty = suiteFolder();
  before(() => {
    clone = new Clone();
  });
  after(() => clone.remove());

  function run(command: string, folder: string) {
    const { npm_config_scope: _, ...env } = process.env;
    const quiet = { npm_config_audit: "false", npm_config_fund: "false", npm_config_yes: "true" };
    const offline = { ...env, npm_config_offline: "true", ...quiet };
    return spawnSync("bash", ["-c", command], { cwd: folder, env: offline, encoding: "utf8" });
  }

  it("build a pack from the configuration in docs/policy-pack.md", () => {
    const [, configuration = ""] = /^```yaml\n(protected-baseline:[\s\S]*?)^```$/m.exec(page("policy-pack.md")) ?? [];
    writeFileSync(join(clone.folder, "baseline.yaml"), configuration);
    writeFileSync(join(clone.folder, "tenant.json"), JSON.stringify(labelledCase("all-apps").tenant));
    const [command = "", ...others] = commandsIn("policy-pack.md", /^npm run build/);
    assert.deepEqual(others, []);
    const { status, stderr } = run(command, clone.folder);
    assert.equal(status, 0, stderr);
    const [archive = ""] = /dist\/contoso-[\w.-]+\.tgz/.exec(page("policy-pack.md")) ?? [];
    assert.ok(readFileSync(join(clone.folder, archive)).length > 0);
    for (const line of commandsIn("policy-pack.md", /^npm .*install/))
      assert.ok(line.includes(archive.replace("dist", ".")));
  });

  it("build azmfa, install it and run it in an empty folder, as in docs/installation.md", () => {
    for (const command of commandsIn("installation.md", /^npm run build/)) {
      const built = run(command, clone.folder);
      assert.equal(built.status, 0, built.stderr);
    }
    copyFileSync(join(clone.folder, "dist/contoso-azmfa-1.0.0.tgz"), join(empty.path, "contoso-azmfa-1.0.0.tgz"));
    writeFileSync(join(empty.path, "tenant.json"), JSON.stringify(labelledCase("all-apps").tenant));
    const commands = commandsIn("installation.md", /^(npm install --save-dev|npx) /);
    assert.equal(commands.length, 3);
    for (const command of commands) {
      const { status, stderr } = run(command, empty.path);
      assert.equal(status, 0, `${command}\n${stderr}`);
    }
    const installed = readdirSync(join(empty.path, "node_modules")).filter((name) => !name.startsWith("."));
    assert.deepEqual(installed, ["@contoso"], "it is alone there");
  });

  it("install an azmfa that knows its version, proves, finds a way in, and has help for each command", () => {
    const azmfa = (...args: readonly string[]) => run(["./node_modules/.bin/azmfa", ...args].join(" "), empty.path);
    assert.equal(azmfa("--version").stdout, "azmfa 1.0.0\n");
    assert.equal(JSON.parse(azmfa("prove", "--format json tenant.json").stdout).verdict, "proved");
    const open = labelledCase("exclude-role-global-admin").tenant;
    writeFileSync(join(empty.path, "open.json"), JSON.stringify(open));
    assert.equal(azmfa("prove", "open.json").status, 1);
    for (const name of Object.keys(COMMANDS)) {
      const { status, stdout, stderr } = azmfa(name, "--help");
      assert.deepEqual([status, stderr], [0, ""]);
      assert.match(stdout, new RegExp(`^Usage: azmfa ${name} `));
    }
  });

  it("install an azmfa that imports only modules of Node and its own, and can load the code for a tenant", () => {
    const lib = join(empty.path, "node_modules/@contoso/azmfa/lib");
    const own = readdirSync(lib);
    const known = new Set([...builtinModules, "../package.json", ...own.map((name) => `./${name}`)]);
    for (const name of own) {
      const text = readFileSync(join(lib, name), "utf8").replaceAll(/^\s*\/\/.*$/gm, "");
      for (const [, module = ""] of text.matchAll(/(?<![\w.'])require\("([^"]+)"\)/g))
        assert.ok(module.startsWith("node:") || known.has(module), `${name}: ${module}`);
    }
    const signIn = "ARM_TENANT_ID=t ARM_CLIENT_ID=c ARM_CLIENT_SECRET=s";
    const nowhere = "HTTPS_PROXY=http://127.0.0.1:9 ARM_METADATA_HOSTNAME=127.0.0.1:9";
    const { status, stderr } = run(
      `${signIn} ${nowhere} node ${lib}/../bin/azmfa.js snapshot --out x.json`,
      empty.path,
    );
    assert.equal(status, 2, stderr);
    assert.doesNotMatch(stderr, /Cannot find module|is not a function|^\s+at /m);
  });

  it("run the built azmfa in ci/Containerfile as the user nobody, on an image that the user pins", () => {
    const lines = readFileSync(join(ROOT, "ci/Containerfile"), "utf8")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"));
    assert.deepEqual(lines.slice(0, 2), ["ARG NODE_IMAGE", "FROM $" + "{NODE_IMAGE}"]);
    const [, into = ""] =
      lines.map((line) => /^COPY --chown=0:0 \. (\S+)$/.exec(line)).find((found) => found !== null) ?? [];
    const user = lines.indexOf("USER 65532:65532");
    const entry = lines.findIndex((line) => line.startsWith("ENTRYPOINT "));
    assert.ok(user > 0 && user < entry);
    const [node, program = ""] = JSON.parse((lines[entry] ?? "").replace("ENTRYPOINT ", ""));
    assert.equal(node, "node");
    const inImage = join(empty.path, "image");
    mkdirSync(inImage);
    const context =
      commandsIn("installation.md", /^docker build /)[0]
        ?.split(" ")
        .at(-1) ?? "";
    assert.ok(readdirSync(join(clone.folder, context)).includes("package.json"));
    const path = join(clone.folder, context, program.replace(into, ""));
    const { status, stdout } = spawnSync(process.execPath, [path, "--help"], { cwd: inImage, encoding: "utf8" });
    assert.equal(status, 0);
    assert.match(stdout, /^Usage: azmfa/);
  });
});
