import { join } from "node:path";
import { type BuildOptions, build, type Plugin } from "esbuild";
import { type BundledPackage, bundledPackages } from "./bundled-packages";

export const REPOSITORY = join(__dirname, "..", "..");

/** A bundle, and the packages of others that are in it. */
export interface Bundle {
  readonly code: string;
  readonly packages: readonly BundledPackage[];
}

/** What is bundled: a program of this repository, or a package of somebody else's as a whole. */
export type Bundled = { readonly program: string } | { readonly package: string };

/**
 * Bundles into one file of readable JavaScript, whose bytes depend on the sources and the installed packages alone.
 * @param elsewhere what isn't put in, a package or a file as it is imported, each with what is loaded in its place
 */
export async function bundle(what: Bundled, elsewhere: ReadonlyMap<string, string> = new Map()): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    ...entryOf(what),
    absWorkingDir: REPOSITORY,
    outfile: join(REPOSITORY, "dist", "bundle.js"),
    bundle: true,
    write: false,
    metafile: true,
    preserveSymlinks: true, // so that each path is one of this repository
    platform: "node",
    target: "node20",
    format: "cjs",
    legalComments: "eof",
    charset: "utf8",
    logLevel: "error",
    alias: { "jsonc-parser": "./node_modules/jsonc-parser/lib/esm/main.js" }, // its other form hides what it requires
    plugins: [leftOut(elsewhere)],
  });
  return { code: outputFiles[0]?.text ?? "", packages: bundledPackages(metafile) };
}

const entryOf = (what: Bundled): BuildOptions =>
  "program" in what
    ? { entryPoints: [what.program] }
    : { stdin: { contents: `module.exports = require("${what.package}");`, resolveDir: REPOSITORY } };

/** A package and all inside it that is imported by name is loaded at run time, from where it is said to be. */
const leftOut = (elsewhere: ReadonlyMap<string, string>): Plugin => ({
  name: "left-out",
  setup(build) {
    build.onResolve({ filter: /./ }, ({ path }) => {
      const owner = [...elsewhere.keys()].find((name) => path === name || path.startsWith(`${name}/`));
      return owner === undefined ? null : { path: path.replace(owner, elsewhere.get(owner) ?? owner), external: true };
    });
  },
});
