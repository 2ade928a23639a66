const { createHash } = require("node:crypto");
const { readdirSync, readFileSync, statSync } = require("node:fs");
const { join, normalize, sep } = require("node:path");

/** All that the programs of this project are made of, and what says how. Packages aren't bundled, so they can't be stale. */
const SOURCES = [
  ...["index.ts", "src", "policies", "sandbox", "scripts", "bench", "samples", "check", "oracle"],
  ...["package.json", "package-lock.json", "tsconfig.json"],
];

/**
 * Whether a file is among those that the fingerprint covers.
 * @param {string} path from the root
 */
const isSource = (path) => SOURCES.includes(normalize(path).split(sep)[0] ?? "");

/**
 * Changes with each byte and each name among the sources, so that what was bundled of them for one fingerprint is never out
 * of date: a new file that an import would now lead to changes it as well.
 * @param {string} root where the project is; bundles hold the paths of their sources, so another place is another one
 * @param {string} program the one to be bundled, from the root
 */
function sourcesFingerprint(root, program) {
  const hash = createHash("sha256").update(`${root}\0${program}\0`);
  for (const name of SOURCES) addTo(hash, join(root, name));
  return hash.digest("hex").slice(0, 32);
}

/**
 * @param {import("node:crypto").Hash} hash
 * @param {string} path
 */
function addTo(hash, path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isDirectory()) return addFile(hash, path);
  hash.update(`${path}/\0`);
  const entries = readdirSync(path, { withFileTypes: true }).sort((one, other) => (one.name < other.name ? -1 : 1));
  for (const entry of entries) {
    const inside = join(path, entry.name);
    if (entry.isFile()) addFile(hash, inside);
    else if (entry.name !== "node_modules") addTo(hash, inside);
  }
}

/**
 * @param {import("node:crypto").Hash} hash
 * @param {string} path
 */
function addFile(hash, path) {
  const content = readFileSync(path);
  hash.update(`${path}\0${content.length}\0`).update(content);
}

module.exports = { isSource, sourcesFingerprint };
