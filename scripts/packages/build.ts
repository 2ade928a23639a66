import { copyFileSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { takeIn } from "../pack/take-in";
import { type Archived, archive, type Files } from "./archive";
import { cliFiles } from "./cli";
import { origin } from "./manifest";
import { insistOnVersion, namesUnder } from "./names";
import { packFiles } from "./pack";

/** The user's options. */
export interface Wanted {
  readonly scope: string | undefined;
  /** The pack's configuration. Without one the pack contains no decisions. */
  readonly config: string | undefined;
  /** The version; this project's by default. */
  readonly version: string | undefined;
  readonly out: string;
  readonly withNames: boolean;
}

/** The packages, and the contents of the pack, one line each. */
export interface Built {
  readonly pack: Archived;
  readonly cli: Archived;
  readonly contents: readonly string[];
}

/**
 * Builds the policy pack and the CLI as packages. The same sources, installed packages and options give the same bytes.
 * @throws Error with everything that is wrong with the options
 */
export async function buildPackages(wanted: Wanted): Promise<Built> {
  const names = namesUnder(wanted.scope);
  const { config, version = origin().version, withNames } = wanted;
  insistOnVersion(version);
  const taken = takeIn(config === undefined ? undefined : resolve(config), withNames);
  const pack = await packFiles(names.pack, version, taken);
  const cli = await cliFiles(names.cli, version);
  const out = resolve(wanted.out);
  mkdirSync(out, { recursive: true });
  const put = (name: string, files: Files): Archived => {
    const made = archive(name, version, join(out, name.replace(/^@.*\//, "")), files);
    copyFileSync(join(made.folder, "sbom.cdx.json"), made.archive.replace(/\.tgz$/, ".cdx.json"));
    return made;
  };
  return { pack: put(names.pack, pack), cli: put(names.cli, cli), contents: taken.contents };
}
