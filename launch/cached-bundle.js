const { spawnSync } = require("node:child_process");
const { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const { isSource, sourcesFingerprint } = require("./sources-fingerprint");

/**
 * A program as one file of JavaScript, with the map to its sources.
 * @typedef {object} Bundle
 * @property {string} path the path of the bundle, even if it can't be written; packages are resolved from there
 * @property {string} code
 * @property {() => string} map reads the source map
 */

/** The number of older bundles of a program that stay, for users who switch between branches. */
const KEPT = 6;

/**
 * The bundle of a program of this project. Each state of its sources is bundled once. Two runs at the same time may both
 * write the same bundle. If the folder can't be written, each run makes its own bundle.
 * @param {string} root
 * @param {string} program from the root
 * @returns {Bundle}
 */
function bundleOf(root, program) {
  const cache = join(root, "node_modules", ".cache", "azure-management-mfa");
  const fingerprint = sourcesFingerprint(root, program);
  const path = join(cache, program.replace(/[/\\]/g, "-"), `${fingerprint}.js`);
  const code = read(path);
  if (code !== undefined) return { path, code, map: () => read(mapOf(path)) ?? bundled(root, program, path).map() };
  const made = bundled(root, program, path);
  // Only this run uses the bundle if it has files outside the fingerprint, or if sources changed while it was made.
  if (made.inputs.every(isSource) && sourcesFingerprint(root, program) === fingerprint) keep(made);
  return made;
}

/** @param {string} path */
const mapOf = (path) => `${path}.map`;

/**
 * @param {string} path
 * @returns {string | undefined}
 */
function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined; // it doesn't exist, or was just deleted: it is bundled again
  }
}

/**
 * @param {string} root
 * @param {string} program
 * @param {string} path
 * @returns {Bundle & { readonly inputs: readonly string[] }} with the files in it, from the root
 */
function bundled(root, program, path) {
  const { status, stdout } = spawnSync(process.execPath, [join(__dirname, "make-bundle.js"), root, program, path], {
    env: { ...process.env, NODE_OPTIONS: "" },
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 2 ** 28,
    encoding: "utf8",
  });
  if (status !== 0) {
    process.stderr.write(`error: ${program} could not be put together\n  help: run \`npm ci\` first\n`);
    process.exit(2);
  }
  const { code, map, inputs } = JSON.parse(stdout);
  return { path, code, map: () => map, inputs };
}

/** @param {Bundle} bundle */
function keep({ path, code, map }) {
  try {
    mkdirSync(dirname(path), { recursive: true });
    write(mapOf(path), map());
    write(path, code);
    forgetOlder(dirname(path));
  } catch {
    // A read-only checkout works as well, but each start makes a bundle.
  }
}

/**
 * Writes a file in one step.
 * @param {string} path
 * @param {string} text
 */
function write(path, text) {
  const partial = `${path}.${process.pid}.partial`;
  writeFileSync(partial, text);
  renameSync(partial, path);
}

/** @param {string} folder */
function forgetOlder(folder) {
  const age = (/** @type {string} */ name) => statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const bundles = readdirSync(folder).filter((name) => name.endsWith(".js"));
  for (const name of bundles.sort((one, other) => age(other) - age(one)).slice(KEPT))
    for (const path of [join(folder, name), mapOf(join(folder, name))]) rmSync(path, { force: true });
}

module.exports = { bundleOf };
