import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Metafile } from "esbuild";

/** A package of somebody else's, some of which is in a bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** As its package.json says: an SPDX id or expression. */
  readonly licence: string;
  /** Its licence and notices word by word, those of the files that come with it. */
  readonly notices: readonly string[];
  /** SHA-512 of the archive that it was installed from, in hexadecimal, where the lock file has it. */
  readonly sha512: string | undefined;
  /** Names of the packages that it asks for itself. */
  readonly asksFor: readonly string[];
}

/**
 * The packages of which a byte is in the bundle, by name and version.
 * @throws Error where one says nothing of its licence: then it can't be handed on
 */
export function bundledPackages(metafile: Metafile): readonly BundledPackage[] {
  const inputs = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const folders = new Set(used.flatMap(([path]) => folderOf(path) ?? []));
  return sorted([...folders].map(readPackage));
}

/** By name and version, each once. */
export function sorted(packages: readonly BundledPackage[]): readonly BundledPackage[] {
  const each = new Map(packages.map((one) => [`${one.name}@${one.version}`, one]));
  return [...each].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, found]) => found);
}

/** `node_modules/a/node_modules/@b/c` of a file in it; `undefined` for a file of this repository. */
const folderOf = (path: string): string | undefined =>
  /^(.*\bnode_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path.replaceAll("\\", "/"))?.[1];

const REPOSITORY = join(__dirname, "..", "..");

function readPackage(folder: string): BundledPackage {
  const { name, version, license, dependencies = {} } = readJson(join(folder, "package.json"));
  if (typeof license !== "string") throw new Error(`${name} doesn't say which licence it has, so it can't be bundled`);
  const integrity: string = readJson("package-lock.json").packages[folder]?.integrity ?? "";
  return {
    name,
    version,
    licence: license,
    notices: noticesIn(folder),
    sha512: integrity.startsWith("sha512-") ? Buffer.from(integrity.slice(7), "base64").toString("hex") : undefined,
    asksFor: Object.keys(dependencies),
  };
}

const NOTICE = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

function noticesIn(folder: string): readonly string[] {
  const names = readdirSync(join(REPOSITORY, folder)).filter((name) => NOTICE.test(name) && !/\.(js|ts)$/.test(name));
  return names.sort().map((name) =>
    readFileSync(join(REPOSITORY, folder, name), "utf8")
      .replaceAll("\r\n", "\n")
      .trim(),
  );
}

const readJson = (path: string) => JSON.parse(readFileSync(join(REPOSITORY, path), "utf8"));
