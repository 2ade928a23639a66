const { readFile } = require("node:fs/promises");
const { dirname, resolve } = require("node:path");
const { build } = require("esbuild");

/**
 * A file's `__dirname` is still where its source is: what lies beside it is found from there.
 * @type {import("esbuild").Plugin}
 */
const OWN_FOLDER = {
  name: "own-folder",
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      if (!text.includes("__dirname")) return null;
      return { contents: `const __dirname = ${JSON.stringify(dirname(path))}; ${text}`, loader: "ts" };
    });
  },
};

/**
 * `node make-bundle.js ROOT PROGRAM OUTFILE` prints a bundle, its source map and the files in it as JSON and writes nothing. A process of its
 * own, since a plugin can't be waited for by a program that starts at once.
 * @param {readonly string[]} args
 */
async function main([root = "", program = "", outfile = ""]) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [resolve(root, program)],
    outfile,
    bundle: true,
    write: false,
    metafile: true,
    packages: "external",
    platform: "node",
    target: "node20",
    format: "cjs",
    sourcemap: "external",
    sourcesContent: false,
    logLevel: "error",
    plugins: [OWN_FOLDER],
  });
  const [map = "", code = ""] = [".map", ".js"].map((end) => outputFiles.find(({ path }) => path.endsWith(end))?.text);
  process.stdout.write(JSON.stringify({ code, map, inputs: Object.keys(metafile.inputs) }));
}

main(process.argv.slice(2)).catch(() => {
  process.exitCode = 1; // esbuild has said why
});
