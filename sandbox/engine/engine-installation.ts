import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { SemVer } from "semver";
import { buildGoProgram, reportProgress } from "./build";
import { ENGINE_VERSION, type Engine, engineVersion, type Say } from "./engine";
import { type Installable, installation, linkOrCopy } from "./installation";
import { addLanguageHost, languageHostFingerprint } from "./language-host-bundle";

const SYSTEM = `${process.platform}-${process.arch}`;

/** The engine in the cache, put there first where it is missing: by the SDK's installer, else from Go modules. */
export async function engineInstallation(cache: string, say: Say): Promise<Engine> {
  const { folder, origin } = await installation(cache, await withLanguageHost(cache, say), say);
  const bin = join(folder, "bin");
  return {
    executable: join(bin, "pulumi"),
    version: ENGINE_VERSION,
    origin: origin === "installer" ? "installer" : "built",
    pathFolders: [bin],
  };
}

/**
 * The engine with its Node language host beside it, where it trusts it most. Apart from the engine alone, so that a
 * change of our host doesn't cost a build.
 */
async function withLanguageHost(cache: string, say: Say): Promise<Installable> {
  return {
    name: `engine-${ENGINE_VERSION}-${SYSTEM}-${await languageHostFingerprint()}`,
    title: "engine with its language host",
    install: async (folder) => {
      const bare = await installation(cache, bareEngine(say), say);
      await mkdir(join(folder, "bin"));
      for (const name of await readdir(join(bare.folder, "bin"))) {
        await linkOrCopy(join(bare.folder, "bin", name), join(folder, "bin", name));
      }
      if (bare.origin === "built") await addLanguageHost(folder);
      return bare.origin;
    },
  };
}

function bareEngine(say: Say): Installable {
  const name = `pulumi-${ENGINE_VERSION}-${SYSTEM}`;
  return { name, title: `Pulumi engine ${ENGINE_VERSION}`, install: (folder) => install(folder, say) };
}

async function install(folder: string, say: Say): Promise<string> {
  try {
    await installWithSdk(folder, say);
    return "installer";
  } catch (error) {
    say(`installing with the SDK's installer: not possible (${messageOf(error)})`);
    await empty(folder);
  }
  await build(folder, say);
  return "built";
}

async function build(folder: string, say: Say): Promise<void> {
  say(
    "building the engine from Go modules; this takes about 3 minutes on two cores, 1 GB of downloads and 3 GB of disk while it lasts",
  );
  const executable = join(folder, "bin", "pulumi");
  try {
    await buildGoProgram(PULUMI, executable, say);
  } catch (error) {
    throw new Error(whatToInstall(messageOf(error)));
  }
  const version = await engineVersion(executable);
  if (version !== ENGINE_VERSION)
    throw new Error(`the engine was built, but says that it is version ${version ?? "unknown"}`);
}

const PULUMI = {
  module: "pulumi",
  main: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
  // without it `pulumi version` is empty, and plugins refuse to work with it
  variables: { "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": ENGINE_VERSION },
};

async function empty(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const whatToInstall = (because: string): string =>
  [
    `no Pulumi engine can be had on this machine: ${because}`,
    "  help: any one of these will do, then run the same command again:",
    `    - Pulumi ${ENGINE_VERSION} on PATH, with its pulumi-language-nodejs (https://www.pulumi.com/docs/install)`,
    "    - Go 1.26.6 or newer on PATH, and a Go module proxy within reach",
    "    - Python 3 with pip or venv, and its package index and a Go module proxy within reach",
  ].join("\n");

/** Pulumi's download site, which the SDK's installer asks for its script. */
const DOWNLOAD_SITE = "https://get.pulumi.com/";
const PATIENCE_MS = 5_000;

/**
 * Has the SDK's own installer put the engine and its language hosts into `folder`. It waits for minutes where a firewall
 * swallows packets, so the site is knocked at first.
 * @throws Error that says why not
 */
async function installWithSdk(folder: string, say: Say): Promise<void> {
  await knock();
  const { PulumiCommand } = await import("@pulumi/pulumi/automation/index.js"); // slow to load, and seldom needed
  const stop = reportProgress(say, `installing Pulumi engine ${ENGINE_VERSION}`);
  try {
    await PulumiCommand.install({ root: folder, version: new SemVer(ENGINE_VERSION) });
  } finally {
    stop();
  }
}

async function knock(): Promise<void> {
  try {
    await fetch(DOWNLOAD_SITE, { method: "HEAD", signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch {
    throw new Error("Pulumi's download site is out of reach");
  }
}
