// The policy runner type-checks TypeScript at every start, whatever the pack's tsconfig.json says. Types are checked
// where the pack is developed; here they are only stripped, in all files at once: a loader that does it file by file takes
// several times as long. Nothing is kept from one start to the next, so nothing can be out of date.
const { join } = require("node:path");
const { buildSync } = require("esbuild");

const { outputFiles } = buildSync({
  entryPoints: [join(__dirname, "index.ts")],
  bundle: true,
  packages: "external",
  platform: "node",
  target: "node20",
  format: "cjs",
  write: false,
  logLevel: "error",
});
module._compile(outputFiles[0].text, join(__dirname, "index.js"));
