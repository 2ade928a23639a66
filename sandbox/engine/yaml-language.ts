import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { buildGoProgram } from "./build";
import type { Engine, Say } from "./engine";
import { isExecutable } from "./engine-on-path";
import { cacheFolder, type Installable, installation, linkOrCopy } from "./installation";

const LANGUAGE_HOST = "pulumi-language-yaml";
const VERSION = "1.25.0";

/** What it takes to prepare the language host for YAML. */
export type YamlRequest = {
  readonly engine: Engine;
  /** The engine's environment. The language host goes into its PULUMI_HOME. */
  readonly environment: NodeJS.ProcessEnv;
  readonly say: Say;
};

/**
 * Prepares the engine for YAML projects. If no language host for YAML is in the engine's folder, one is built from Go modules.
 * @throws Error that says what the build needs
 */
export async function prepareYamlLanguage({ engine, environment, say }: YamlRequest): Promise<void> {
  if (engine.pathFolders.some((folder) => isExecutable(join(folder, LANGUAGE_HOST)))) return;
  const { folder } = await installation(cacheFolder(process.env), installable(say), say);
  await putIntoHome(join(folder, "bin", LANGUAGE_HOST), environment["PULUMI_HOME"] ?? "");
}

/** Puts the language host where the engine looks for plugins. `pulumi plugin install` would refuse it as a part of the engine. */
async function putIntoHome(executable: string, home: string): Promise<void> {
  const place = join(home, "plugins", `language-yaml-v${VERSION}`);
  await mkdir(place, { recursive: true });
  await rm(join(place, LANGUAGE_HOST), { force: true });
  await linkOrCopy(executable, join(place, LANGUAGE_HOST));
}

function installable(say: Say): Installable {
  const name = `${LANGUAGE_HOST}-${VERSION}-${process.platform}-${process.arch}`;
  return {
    name,
    title: `YAML language host ${VERSION}`,
    install: async (folder) => {
      say("building the language host for YAML projects from Go modules; this takes 2 to 4 minutes, only once");
      await buildGoProgram(YAML_LANGUAGE, join(folder, "bin", LANGUAGE_HOST), say);
      return "built";
    },
  };
}

const YAML_LANGUAGE = {
  name: LANGUAGE_HOST,
  module: {
    version: `github.com/pulumi/pulumi-yaml@v${VERSION}`,
    checksum: "h1:fy/AKkIafzwtk/6Bj9KFXGj6uqYWGXY31UmLvhrfjqs=",
  },
  besides: {},
  main: "./cmd/pulumi-language-yaml",
  variables: { "github.com/pulumi/pulumi-yaml/pkg/version.Version": VERSION },
};
