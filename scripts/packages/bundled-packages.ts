import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Metafile } from "esbuild";

/** A third-party package with code in a bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** The licence in its package.json: an SPDX id or expression. */
  readonly licence: string;
  /** The full texts of its licence and notice files. */
  readonly notices: readonly string[];
  /** The SHA-512 of the archive that it was installed from, in hexadecimal, if the lock file has it. */
  readonly sha512: string | undefined;
  /** The names of its dependencies. */
  readonly asksFor: readonly string[];
}

/**
 * The third-party packages in a bundle, by name and version.
 * @throws Error if one has no licence, because then it can't be distributed
 */
export function bundledPackages(metafile: Metafile): readonly BundledPackage[] {
  const inputs = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const folders = new Set(used.flatMap(([path]) => folderOf(path) ?? []));
  return sorted([...folders].map(readPackage));
}

/** Sorts packages by name and version, without duplicates. */
export function sorted(packages: readonly BundledPackage[]): readonly BundledPackage[] {
  const each = new Map(packages.map((one) => [`${one.name}@${one.version}`, one]));
  return [...each].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, found]) => found);
}

/** The folder of a package, such as `node_modules/a/node_modules/@b/c`, or `undefined` for a file of this repository. */
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
