const { spawnSync } = require("node:child_process");
const { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const { isSource, sourcesFingerprint } = require("./sources-fingerprint");

/**
 * A program as one file of JavaScript, with the way back to its sources.
 * @typedef {object} Bundle
 * @property {string} path where it is, or would be; its packages are found from there
 * @property {string} code
 * @property {() => string} map the source map, read when it is asked for
 */

/** Older ones of the same program stay for who switches between branches. */
const KEPT = 6;

/**
 * A program of this project, bundled once for each state of its sources. Two runs at once may both bundle it, and each
 * puts a whole file in place; where nothing can be written it is bundled in each run.
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
  // A file that the fingerprint doesn't cover may change unseen, and a source that was written in the meantime may be in it
  // or not: such a bundle serves this run alone.
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
    return undefined; // not there, or gone this moment: it is bundled anew
  }
}

/**
 * @param {string} root
 * @param {string} program
 * @param {string} path
 * @returns {Bundle & { readonly inputs: readonly string[] }} with the files that are in it, from the root
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
    // A checkout that can't be written to works as well, only that each start bundles.
  }
}

/**
 * Whole or not at all.
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
