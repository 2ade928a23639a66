import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type ProviderChoice, prepareProvider } from "../../../sandbox/provider";
import { temporaryFolder } from "../../temporary-folder";

describe("the preparation of the azuread plugin", () => {
  const folder = temporaryFolder();
  const home = (): string => join(folder.path, "it's a home");
  const plugin = (): string => join(home(), "plugins", "resource-azuread-v6.9.1");
  const executable = (): string => join(plugin(), "pulumi-resource-azuread");

  const said: string[] = [];
  beforeEach(() => void said.splice(0));

  const prepare = (choice: ProviderChoice, engine = "pulumi", askedFor = "6.9.1") =>
    prepareProvider({
      folder: folder.path,
      engine: { executable: engine },
      environment: { ...process.env, PULUMI_HOME: home() },
      choice,
      askedFor,
      say: (line) => void said.push(line),
    });

  /** An executable that prints its name and arguments, or runs the given script. */
  function tool(name: string, body = 'echo "$0 $*"'): string {
    const path = join(folder.path, name);
    writeFileSync(path, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    return path;
  }

  it("puts the stand-in where the engine finds it, readable only by its owner", async () => {
    await prepare({ kind: "stand-in" });
    assert.equal(statSync(executable()).mode & 0o777, 0o700);
    assert.deepEqual(readdirSync(join(home(), "plugins")), ["resource-azuread-v6.9.1"]);
  });

  it("replaces the stand-in with the user's plugin, and back", async () => {
    await prepare({ kind: "stand-in" });
    const own = tool("my plugin's name");
    await prepare({ kind: "executable", path: own });
    assert.equal(await firstLine(spawn(executable(), ["a b"])), `${own} a b`);
    await prepare({ kind: "stand-in" });
    assert.match(readFileSync(executable(), "utf8"), /plugin\.js/);
  });

  it("refuses a plugin that can't be run, and says why", async () => {
    const path = join(folder.path, "nothing");
    const refused = (path: string, why: RegExp) => assert.rejects(prepare({ kind: "executable", path }), why);
    await refused(path, /AZUREAD_PLUGIN is .*nothing, but there is no such file/);
    await refused(folder.path, /which is not a file; name pulumi-resource-azuread/);
    writeFileSync(path, "", { mode: 0o644 });
    await refused(path, /isn't executable; try chmod \+x/);
  });

  it("supports another version that the program asks for, and says which one it imitates", async () => {
    await prepare({ kind: "stand-in" }, "pulumi", "5.53.5");
    const there = readdirSync(join(home(), "plugins")).sort();
    assert.deepEqual(there, ["resource-azuread-v5.53.5", "resource-azuread-v6.9.1"]);
    assert.match(said.join(), /asks for azuread 5\.53\.5; the stand-in behaves like 6\.9\.1/);
  });

  describe("without a choice", () => {
    const installs = `mkdir -p "$PULUMI_HOME/plugins/resource-azuread-v$5"; touch "$PULUMI_HOME/plugins/resource-azuread-v$5/pulumi-resource-azuread"`;

    it("uses the official plugin if the engine can download it", async function () {
      if (process.platform !== "linux") this.skip(); // elsewhere it wouldn't trust the local tenant
      assert.deepEqual(await prepare({ kind: "usual" }, tool("pulumi", installs)), { kind: "official" });
      assert.deepEqual(await prepare({ kind: "usual" }, tool("pulumi", "exit 1")), { kind: "official" });
    });

    it("uses the stand-in if it can't, and tries only once", async () => {
      assert.deepEqual(await prepare({ kind: "usual" }, tool("pulumi", "exit 1")), { kind: "stand-in" });
      assert.deepEqual(await prepare({ kind: "usual" }, tool("pulumi", installs)), { kind: "stand-in" });
    });
  });
});

/** The first line that a program prints; fails with what it complained about when there is none. */
function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const complaints: string[] = [];
    child.stderr?.on("data", (part: Buffer) => complaints.push(part.toString()));
    child.on("error", reject);
    child.on("close", (code) => reject(new Error(`ended with ${code}: ${complaints.join("")}`)));
    if (child.stdout !== null) createInterface(child.stdout).once("line", resolve);
  });
}
