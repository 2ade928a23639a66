const { writeFileSync, writeSync } = require("node:fs");
const { relative } = require("node:path");
const { reporters, Runner } = require("mocha");

/**
 * The result of a test, or of a hook that failed.
 * @typedef {object} TestResult
 * @property {string} file the path from mocha's folder; empty if an error belongs to no test
 * @property {string} title the title, with those of its suites
 * @property {"passed" | "failed" | "skipped"} state
 */

const { EVENT_HOOK_END, EVENT_RUN_END, EVENT_TEST_FAIL, EVENT_TEST_PASS, EVENT_TEST_PENDING } = Runner.constants;

/** The time that the process may stay alive after the last test. After that the run counts as hanging. */
const END_MS = 3 * 60_000;

/**
 * Prints one line for each file, then the failures. At the end of the run it writes the results as JSON to the file that the
 * option `results` names.
 */
class FileReporter extends reporters.Base {
  /**
   * @param {Mocha.Runner} runner
   * @param {Mocha.MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    /** @type {TestResult[]} */
    const results = [];
    let file = "";
    let ms = 0;

    const endFile = () => {
      const states = results.filter((result) => result.file === file).map(({ state }) => state);
      const mark = states.includes("failed") ? reporters.Base.symbols.err : reporters.Base.symbols.ok;
      if (states.length > 0)
        reporters.Base.consoleLog(`${mark} ${file} ${states.length} (${(ms / 1000).toFixed(1)} s)`);
      ms = 0;
    };

    /** @param {Mocha.Runnable} runnable */
    const count = ({ file: path, duration = 0 }) => {
      const its = path === undefined ? "" : relative(process.cwd(), path);
      if (its !== file) endFile();
      file = its;
      ms += duration;
    };

    /** @param {TestResult["state"]} state */
    const take = (state) => (/** @type {Mocha.Test} */ test) => {
      count(test);
      results.push({ file, title: test.fullTitle(), state });
    };

    runner.on(EVENT_HOOK_END, (hook) => hook.file !== undefined && count(hook));
    runner.on(EVENT_TEST_PASS, take("passed"));
    runner.on(EVENT_TEST_FAIL, take("failed"));
    runner.on(EVENT_TEST_PENDING, take("skipped"));
    runner.once(EVENT_RUN_END, () => {
      endFile();
      this.epilogue();
      const path = options.reporterOptions?.results;
      if (path !== undefined) writeFileSync(path, JSON.stringify(results));
      setTimeout(endWhatDoesNotEnd, END_MS).unref(); // doesn't fire if nothing else keeps the process alive
    });
  }
}

function endWhatDoesNotEnd() {
  const left = process.getActiveResourcesInfo().join(", ");
  process.once("exit", () => {
    process.exitCode = 1; // mocha's own handler comes first and sets the number of failed tests
  });
  writeSync(
    2,
    `\nhang: the tests ended ${END_MS / 60_000} minutes ago, and something that they started has not: ${left}\n`,
  );
  process.exit();
}

module.exports = FileReporter;
