import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { SemVer } from "semver";
import { buildGoProgram, reportProgress } from "./build";
import { ENGINE_VERSION, type Engine, engineVersion, type Say } from "./engine";
import { OLDEST_GO } from "./go-toolchain";
import { type Installable, installation, linkOrCopy } from "./installation";
import { addLanguageHost, languageHostFingerprint } from "./language-host-bundle";

const SYSTEM = `${process.platform}-${process.arch}`;

/** The engine in the cache. If it is missing, the SDK's installer installs it, or else it is built from Go modules. */
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
 * The engine with the Node language host in its folder, where the engine looks first. The engine alone is a separate
 * installable, so that a change of our host doesn't need a new build.
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
    say(`the SDK's installer can't be used: ${messageOf(error)}`);
    await empty(folder);
  }
  await build(folder, say);
  return "built";
}

async function build(folder: string, say: Say): Promise<void> {
  say(
    "building the engine from Go modules; this takes about 3 minutes on two cores, downloads 1 GB, and needs 3 GB of disk until it ends",
  );
  const executable = join(folder, "bin", "pulumi");
  try {
    await buildGoProgram(PULUMI, executable, say);
  } catch (error) {
    throw new Error(whatToInstall(messageOf(error)));
  }
  const version = await engineVersion(executable);
  if (version !== ENGINE_VERSION)
    throw new Error(`the engine was built, but its version is ${version ?? "unknown"} instead of ${ENGINE_VERSION}`);
}

const PULUMI = {
  name: "pulumi",
  module: {
    version: `github.com/pulumi/pulumi/pkg/v3@v${ENGINE_VERSION}`,
    checksum: "h1:XYyUwBMf1bCA0bnvL4MfgX96qr38ezcNnXXbXavw9Fo=",
  },
  besides: {
    "../sdk": {
      version: `github.com/pulumi/pulumi/sdk/v3@v${ENGINE_VERSION}`,
      checksum: "h1:Sy2OifRLCPVmFMDTkp18yRk/YviwhJuGZU6vfLwruPM=",
    },
  },
  main: "./cmd/pulumi",
  // without it `pulumi version` is empty, and plugins refuse to work with it
  variables: { "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": ENGINE_VERSION },
};

async function empty(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const whatToInstall = (because: string): string =>
  [
    `there is no Pulumi engine for this machine: ${because}`,
    "  help: provide one of these, then run the same command again:",
    `    - Pulumi ${ENGINE_VERSION} on PATH, with its pulumi-language-nodejs (https://www.pulumi.com/docs/install)`,
    `    - Go ${OLDEST_GO} or newer on PATH, and a Go module proxy within reach`,
    "    - Python 3 with pip or venv, and its package index and a Go module proxy within reach",
  ].join("\n");

/** Pulumi's download site, which the SDK's installer downloads its script from. */
const DOWNLOAD_SITE = "https://get.pulumi.com/";
const PATIENCE_MS = 5_000;

/**
 * Installs the engine and its language hosts into `folder` with the SDK's installer. It would wait for minutes behind a
 * firewall that drops packets, so this function first checks whether the site answers.
 * @throws Error that says why it failed
 */
async function installWithSdk(folder: string, say: Say): Promise<void> {
  await requireDownloadSite();
  const { PulumiCommand } = await import("@pulumi/pulumi/automation/index.js"); // slow to load, and rarely needed
  const stop = reportProgress(say, `installing Pulumi engine ${ENGINE_VERSION}`);
  try {
    await PulumiCommand.install({ root: folder, version: new SemVer(ENGINE_VERSION) });
  } finally {
    stop();
  }
}

async function requireDownloadSite(): Promise<void> {
  try {
    await fetch(DOWNLOAD_SITE, { method: "HEAD", signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch {
    throw new Error("Pulumi's download site can't be reached");
  }
}
