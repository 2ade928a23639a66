const { createRequire } = require("node:module");
const { resolve } = require("node:path");
const { compileFunction, constants } = require("node:vm");
const { bundleOf } = require("./cached-bundle");
const { traceTo } = require("./trace-to-sources");

/**
 * Runs a program of this project in TypeScript. The program gets its own arguments, and stack traces name the lines of the
 * sources.
 * @param {string} root
 * @param {string | undefined} program from the root, such as `scripts/azmfa.ts`
 */
function launch(root, program) {
  if (program === undefined) throw new Error("name a program: node scripts/run.js PROGRAM.ts");
  process.argv.splice(1, 2, resolve(root, program));
  load(root, program);
}

/**
 * Loads a program of this project into this process.
 * @param {string} root
 * @param {string} program
 * @returns {unknown} what it exports
 */
function load(root, program) {
  const { path, code, map } = bundleOf(root, program);
  traceTo(path, map);
  const run = compileFunction(code, ["exports", "require", "module"], {
    filename: path,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const module = { exports: {} };
  run(module.exports, createRequire(path), module);
  return module.exports;
}

module.exports = { launch, load };
