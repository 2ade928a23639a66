const { createHash } = require("node:crypto");
const { readdirSync, readFileSync, statSync } = require("node:fs");
const { join, normalize, sep } = require("node:path");

/** The sources and settings of this project's programs. Packages aren't bundled, so they aren't among them. */
const SOURCES = [
  ...["index.ts", "azmfa", "launch", "src", "policies", "sandbox", "scripts", "bench", "samples", "check", "oracle"],
  ...["package.json", "package-lock.json", "tsconfig.json"],
];

/**
 * Whether the fingerprint covers a file.
 * @param {string} path from the root
 */
const isSource = (path) => SOURCES.includes(normalize(path).split(sep)[0] ?? "");

/**
 * A hash of the names and contents of all sources, so a bundle with the same fingerprint is never outdated. A new file changes
 * it as well, because an import might now find that file.
 * @param {string} root the folder of the project. It is part of the hash, because bundles contain the paths of their sources
 * @param {string} program the program to bundle, from the root
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
