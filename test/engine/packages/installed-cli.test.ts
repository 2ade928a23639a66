import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { archive } from "../../../scripts/packages/archive";
import { cliFiles } from "../../../scripts/packages/cli";
import { COMMANDS } from "../../../src/cli/commands";
import { labelledCase } from "../../cases/labelled-cases";
import { writtenFiles } from "../../cli/written-files";

describe("azmfa, installed from its archive in an empty project", () => {
  const files = writtenFiles();
  let project: string;
  let installed: string;

  before(async () => {
    const made = archive(
      "@contoso/azmfa",
      "1.2.3",
      join(files.folder, "azmfa"),
      await cliFiles("@contoso/azmfa", "1.2.3"),
    );
    project = join(files.folder, "project");
    mkdirSync(project);
    writeFileSync(join(project, "package.json"), "{}");
    execFileSync("npm", ["install", "--offline", "--no-audit", "--no-fund", "--silent", made.archive], {
      cwd: project,
    });
    installed = join(project, "node_modules", "@contoso", "azmfa");
  });

  const azmfa = (...args: readonly string[]) =>
    spawnSync(join(project, "node_modules", ".bin", "azmfa"), args, { cwd: project, encoding: "utf8" });

  it("is alone there", () => {
    assert.deepEqual(
      readdirSync(join(project, "node_modules")).filter((name) => !name.startsWith(".")),
      ["@contoso"],
    );
  });

  it("proves, and finds a way in", () => {
    const proved = azmfa("prove", "--format", "json", files.write("proved.json", labelledCase("all-apps").tenant));
    assert.equal(proved.status, 0, proved.stderr);
    assert.equal(JSON.parse(proved.stdout).verdict, "proved");
    const open = azmfa("prove", files.write("open.json", labelledCase("exclude-role-global-admin").tenant));
    assert.equal(open.status, 1, open.stderr);
  });

  it("says its own version", () => {
    assert.equal(azmfa("--version").stdout, "azmfa 1.2.3\n");
  });

  for (const name of Object.keys(COMMANDS))
    it(`helps with ${name}`, () => {
      const { status, stdout, stderr } = azmfa(name, "--help");
      assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
      assert.match(stdout, new RegExp(`^Usage: azmfa ${name} `));
    });

  it("can load what speaks to a tenant", () => {
    const env = {
      PATH: process.env["PATH"],
      HOME: project,
      ARM_TENANT_ID: "t",
      ARM_CLIENT_ID: "c",
      ARM_CLIENT_SECRET: "s",
    };
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(installed, "bin/azmfa.js"), "snapshot", "--out", "x.json"],
      {
        cwd: project,
        env: { ...env, HTTPS_PROXY: "http://127.0.0.1:9", ARM_METADATA_HOSTNAME: "127.0.0.1:9" },
        encoding: "utf8",
      },
    );
    assert.equal(status, 2, stderr);
    assert.doesNotMatch(stderr, /Cannot find module|is not a function|^\s+at /m);
  });

  it("names only modules of Node's own and of its own: nothing is missing where it is alone", () => {
    const own = readdirSync(join(installed, "lib"));
    const inside = ["../package.json", ...own.map((name) => `./${name}`)];
    for (const name of own) {
      const text = readFileSync(join(installed, "lib", name), "utf8").replaceAll(/^\s*\/\/.*$/gm, "");
      const wanted = [...text.matchAll(/(?<![\w.'])require\("([^"]+)"\)/g)].map(([, module = ""]) => module);
      for (const module of wanted)
        assert.ok(module.startsWith("node:") || NODES_OWN.has(module) || inside.includes(module), `${name}: ${module}`);
    }
  });
});

const NODES_OWN: ReadonlySet<string> = new Set(require("node:module").builtinModules);
