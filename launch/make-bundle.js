const { readFile } = require("node:fs/promises");
const { dirname, resolve } = require("node:path");
const { build } = require("esbuild");

/**
 * Keeps the `__dirname` of each source file, so that it finds the files in its folder.
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
 * `node make-bundle.js ROOT PROGRAM OUTFILE` prints a bundle, its source map and its list of files as JSON, and writes no file. It is
 * a separate process because esbuild runs plugins only asynchronously, and the launcher must not wait.
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
  process.exitCode = 1; // esbuild has reported the reason
});
