import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { buildGoProgram } from "./build";
import type { Engine, Say } from "./engine";
import { engineVersion } from "./engine-version";
import { type Installation, installation } from "./installation";
import { installWithSdk } from "./installed-by-sdk";
import { nodeLanguageHost } from "./language-host-installation";
import { ENGINE_VERSION } from "./versions";

/** The engine in the cache, put there first where it is missing: by the SDK's installer, else from Go modules. */
export async function engineInstallation(cache: string, say: Say): Promise<Engine> {
  const found = await installation(cache, installable(say), say);
  const bin = join(found.folder, "bin");
  const origin = originOf(found);
  return {
    executable: join(bin, "pulumi"),
    version: ENGINE_VERSION,
    origin,
    pathFolders: origin === "built" ? [bin, await nodeLanguageHost(cache, say)] : [bin],
  };
}

const originOf = ({ origin }: Installation): "installer" | "built" => (origin === "installer" ? "installer" : "built");

function installable(say: Say) {
  const name = `pulumi-${ENGINE_VERSION}-${process.platform}-${process.arch}`;
  return { name, title: `Pulumi engine ${ENGINE_VERSION}`, install: (folder: string) => install(folder, say) };
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

const messageOf = (error: unknown): string =>
  error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);

const whatToInstall = (because: string): string =>
  [
    `no Pulumi engine can be had on this machine: ${because}`,
    "  help: any one of these will do, then run the same command again:",
    `    - Pulumi ${ENGINE_VERSION} on PATH, with its pulumi-language-nodejs (https://www.pulumi.com/docs/install)`,
    "    - Go 1.26.6 or newer on PATH, and a Go module proxy within reach",
    "    - Python 3 with pip or venv, and its package index and a Go module proxy within reach",
  ].join("\n");
