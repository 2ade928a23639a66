import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { buildSync } from "esbuild";
import { findEngine, prepareYamlLanguage } from "../../../../sandbox/engine";
import { type Outcome, runChild } from "../../../../sandbox/processes/child";
import { programText, type Wanted } from "./program-text";

/** Packages that programs may use, each played by the same provider. */
const PLUGINS = ["azuread-v6.9.1", "msgraph-v1.0.0", "random-v4.0.0", "kubernetes-v4.0.0", "azure-native-v3.0.0"];

const REPOSITORY = join(__dirname, "..", "..", "..", "..");

export interface Ran extends Outcome {
  /** What was printed, both streams. */
  readonly output: string;
  /** Changes that the provider was asked for since the workbench was last emptied: `create <name>`. */
  readonly changes: readonly string[];
}

/** Checks that a run ended well, and that the pack said nothing. */
export function assertSilent({ status, output }: Ran): void {
  assert.equal(status, 0, output);
  assert.doesNotMatch(output, /\[(mandatory|advisory)\]/);
}

/** Checks that a run ended with one finding, which stops it. */
export function assertRejected({ status, output }: Ran, finding: RegExp): void {
  assert.equal(status, 1, output);
  assert.match(output, new RegExp(`\\[mandatory\\].*${finding.source}`));
  assert.equal(output.match(/\[mandatory\]/g)?.length, 1, output);
  assert.doesNotMatch(output, /\[advisory\]/);
}

interface Options {
  readonly pack?: string;
  readonly configuration?: object;
  /** Laid over the environment of the engine. */
  readonly environment?: NodeJS.ProcessEnv;
}

/** A workbench for the tests of a suite. @param options whether programs in YAML are wanted as well */
export function workbench(options: { readonly yaml?: boolean } = {}): Workbench {
  const bench = new Workbench();
  before(() => bench.open(options));
  after(() => bench.close());
  return bench;
}

/** A Pulumi project of its own with a provider that takes whatever it is given, on the real engine. */
export class Workbench {
  readonly folder = mkdtempSync(join(tmpdir(), "policy-workbench-"));
  #environment: NodeJS.ProcessEnv = {};
  #engine = "";

  async open({ yaml = false }: { readonly yaml?: boolean }): Promise<void> {
    const engine = await findEngine({ say: () => undefined });
    for (const name of ["backend", "program"]) mkdirSync(join(this.folder, name));
    const provider = bundledProvider(this.folder);
    for (const plugin of PLUGINS) layOutPlugin(join(this.folder, "home"), plugin, provider);
    symlinkSync(join(REPOSITORY, "node_modules"), join(this.folder, "program", "node_modules"));
    const path = [...engine.pathFolders, dirname(process.execPath), process.env["PATH"] ?? ""].join(delimiter);
    this.#engine = engine.executable;
    this.#environment = environmentOf(this.folder, path);
    if (yaml) await prepareYamlLanguage({ engine, environment: this.#environment, say: () => undefined });
    this.write({
      "Pulumi.yaml": "name: another\nruntime: nodejs\nmain: index.js\n",
      "package.json": '{ "name": "another" }',
    });
    await this.pulumi("stack", "init", "dev");
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Declares the resources that the next commands are about. */
  declare(...resources: readonly Wanted[]): void {
    this.write({ "index.js": programText(resources) });
  }

  /** Puts files into the program's folder. */
  write(files: { readonly [name: string]: string }): void {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.folder, "program", name), text);
  }

  /** What the provider shall find when it reads, by logical name, laid over what was deployed. */
  drift(byName: object): void {
    writeFileSync(join(this.folder, "drift.json"), JSON.stringify(byName));
  }

  /** Forgets what was deployed, without asking the provider. */
  async empty(): Promise<void> {
    this.drift({});
    rmSync(join(this.folder, "changes"), { force: true });
    await this.pulumi("stack", "rm", "--yes", "--force", "--preserve-config", "dev");
    await this.pulumi("stack", "init", "dev");
  }

  preview(options: Options = {}, ...more: readonly string[]): Promise<Ran> {
    const { environment = {} } = options;
    return this.#run(environment, ["preview", ...QUIET, ...packArguments(this.folder, options), ...more]);
  }

  up(options: Options = {}, ...more: readonly string[]): Promise<Ran> {
    return this.pulumi("up", "--yes", ...QUIET, ...packArguments(this.folder, options), ...more);
  }

  /** Deploys without any pack. */
  deploy(): Promise<Ran> {
    return this.pulumi("up", "--yes", "--skip-preview", ...QUIET);
  }

  analyze(options: Options = {}, ...more: readonly string[]): Promise<Ran> {
    return this.pulumi("policy", "analyze", ...packArguments(this.folder, options), ...more);
  }

  pulumi(...args: readonly string[]): Promise<Ran> {
    return this.#run({}, args);
  }

  async #run(more: NodeJS.ProcessEnv, args: readonly string[]): Promise<Ran> {
    const environment = { ...this.#environment, ...more };
    const cwd = join(this.folder, "program");
    const outcome = await runChild({ command: this.#engine, args: [...args, "--non-interactive"], cwd, environment });
    return { ...outcome, output: outcome.stdout + outcome.stderr, changes: this.#changes() };
  }

  #changes(): readonly string[] {
    try {
      return readFileSync(join(this.folder, "changes"), "utf8").trim().split("\n");
    } catch {
      return []; // nothing was asked for
    }
  }
}

const OWN_PACK = join(REPOSITORY, "policies");

/** The day on which this repository's own register is judged in examples. */
const HELD_DAY = join(REPOSITORY, "sandbox", "policy-pack-config.json");

const QUIET = ["--suppress-progress", "--color", "never"];

function packArguments(folder: string, { pack = OWN_PACK, configuration }: Options): readonly string[] {
  if (configuration === undefined && pack === OWN_PACK)
    return ["--policy-pack", pack, "--policy-pack-config", HELD_DAY];
  if (configuration === undefined) return ["--policy-pack", pack];
  const file = join(folder, "configuration.json");
  writeFileSync(file, JSON.stringify(configuration));
  return ["--policy-pack", pack, "--policy-pack-config", file];
}

function environmentOf(folder: string, path: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PULUMI|ARM|AZURE)_/.test(name));
  return {
    ...Object.fromEntries(kept),
    PATH: path,
    PULUMI_HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${join(folder, "backend")}`,
    PULUMI_CONFIG_PASSPHRASE: "workbench",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    RECORDING_LOG: join(folder, "changes"),
    RECORDING_DRIFT: join(folder, "drift.json"),
  };
}

/** In one file, which starts in a third of the time: each command starts it again. */
function bundledProvider(folder: string): string {
  const outfile = join(folder, "recording-provider.js");
  const entryPoints = [join(__dirname, "recording-provider.ts")];
  buildSync({ entryPoints, outfile, bundle: true, platform: "node", target: "node20", logLevel: "error" });
  return outfile;
}

function layOutPlugin(home: string, plugin: string, provider: string): void {
  const folder = join(home, "plugins", `resource-${plugin}`);
  mkdirSync(folder, { recursive: true });
  const executable = join(folder, `pulumi-resource-${plugin.slice(0, plugin.lastIndexOf("-v"))}`);
  writeFileSync(executable, `#!/bin/sh\nexec '${process.execPath}' '${provider}'\n`);
  chmodSync(executable, 0o755);
}
