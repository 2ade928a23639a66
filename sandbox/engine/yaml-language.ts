import { join } from "node:path";
import { buildGoProgram } from "./build";
import { cacheFolder } from "./cache-folder";
import type { Engine, Say } from "./engine";
import { executableOnPath, isExecutable } from "./executable-on-path";
import { installation } from "./installation";
import { YAML_LANGUAGE_VERSION } from "./versions";

const LANGUAGE_HOST = "pulumi-language-yaml";

/**
 * The folder with a language host for YAML projects, to be put on PATH: beside the engine or on PATH already, else built
 * from Go modules.
 * @throws Error that says what is missing for the build
 */
export async function findYamlLanguage({
  engine,
  say,
}: {
  readonly engine: Engine;
  readonly say: Say;
}): Promise<string | undefined> {
  const there = engine.pathFolders.some((folder) => isExecutable(join(folder, LANGUAGE_HOST)));
  if (there || executableOnPath(LANGUAGE_HOST, process.env["PATH"] ?? "") !== undefined) return undefined;
  const { folder } = await installation(cacheFolder(process.env), installable(say), say);
  return join(folder, "bin");
}

function installable(say: Say) {
  const name = `${LANGUAGE_HOST}-${YAML_LANGUAGE_VERSION}-${process.platform}-${process.arch}`;
  return {
    name,
    title: `YAML language host ${YAML_LANGUAGE_VERSION}`,
    install: (folder: string) => install(folder, say),
  };
}

async function install(folder: string, say: Say): Promise<string> {
  say("building the language host for YAML projects from Go modules; this takes about a minute on two cores");
  await buildGoProgram(YAML_LANGUAGE, join(folder, "bin", LANGUAGE_HOST), say);
  return "built";
}

const YAML_LANGUAGE = {
  module: "yaml-language",
  main: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
  variables: { "github.com/pulumi/pulumi-yaml/pkg/version.Version": YAML_LANGUAGE_VERSION },
};
