import { join } from "node:path";
import { type BuildOptions, build, type Plugin } from "esbuild";
import { type BundledPackage, bundledPackages } from "./bundled-packages";

export const REPOSITORY = join(__dirname, "..", "..");

/** A bundle, and the third-party packages in it. */
export interface Bundle {
  readonly code: string;
  readonly packages: readonly BundledPackage[];
}

/** What to bundle: a program of this repository, or a whole third-party package. */
export type Bundled = { readonly program: string } | { readonly package: string };

/**
 * Bundles into one file of readable JavaScript. Its bytes depend only on the sources and the installed packages.
 * @param elsewhere packages or files to leave out, each with what is loaded instead at run time
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
    alias: { "jsonc-parser": "./node_modules/jsonc-parser/lib/esm/main.js" }, // its other format hides its imports
    plugins: [leftOut(elsewhere)],
  });
  return { code: outputFiles[0]?.text ?? "", packages: bundledPackages(metafile) };
}

const entryOf = (what: Bundled): BuildOptions =>
  "program" in what
    ? { entryPoints: [what.program] }
    : { stdin: { contents: `module.exports = require("${what.package}");`, resolveDir: REPOSITORY } };

/** Leaves out these packages and everything imported from inside them. They are loaded at run time. */
const leftOut = (elsewhere: ReadonlyMap<string, string>): Plugin => ({
  name: "left-out",
  setup(build) {
    build.onResolve({ filter: /./ }, ({ path }) => {
      const owner = [...elsewhere.keys()].find((name) => path === name || path.startsWith(`${name}/`));
      return owner === undefined ? null : { path: path.replace(owner, elsewhere.get(owner) ?? owner), external: true };
    });
  },
});
