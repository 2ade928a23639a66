import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { runMocha } from "../../../scripts/checks/mocha/run-mocha";
import type { Skip } from "../../../scripts/checks/mocha/skips";
import { temporaryFolder } from "../../sandbox/temporary-folder";

const MOCHA = [resolve("node_modules/.bin/mocha"), "--no-config"] as const;
const IN_TWO_PROCESSES = [...MOCHA, "--parallel", "--jobs", "2"] as const;

const PASSES = 'it("passes", () => {});';
const FAILS = 'it("fails", () => { throw new Error("no"); });';

/** A way in which a run can look better than it is, and what is said of it. */
interface Lie {
  readonly name: string;
  readonly tests: Readonly<Record<string, string>>;
  readonly asked?: readonly string[];
  readonly options?: readonly string[];
  /** Undefined where it is told as a test that failed. */
  readonly says?: RegExp;
}

const LIES: readonly Lie[] = [
  {
    name: "a process that ends well in the middle of a test",
    tests: { "a.js": PASSES, "b.js": 'it("ends", () => process.exit(0));' },
    says: /ended before the last test/,
  },
  {
    name: "a process that ends well after the last test of a file and before the next",
    tests: { "a.js": `${PASSES} after(() => process.exit(0));`, "b.js": FAILS },
    says: /ended before the last test/,
  },
  {
    name: "a file that is asked for and has no test",
    tests: { "a.js": PASSES, "b.js": "" },
    says: /no test of b\.js ran/,
  },
  {
    name: "a file that mocha's own settings ignore",
    tests: { "a.js": PASSES, "b.js": FAILS },
    options: ["--ignore", "b.js"],
    says: /no test of b\.js ran/,
  },
  { name: "a pattern that matches no file", tests: {}, asked: [], says: /no file matches/ },
  {
    name: "a filter that matches no test",
    tests: { "a.js": PASSES },
    options: ["--grep", "x"],
    says: /no test of a\.js/,
  },
  { name: "one test alone", tests: { "a.js": `${PASSES.replace("it(", "it.only(")} ${FAILS}` }, says: /ended before/ },
  {
    name: "a skipped suite",
    tests: { "a.js": PASSES, "b.js": `describe.skip("a suite", () => { ${FAILS} });` },
    says: /skipped without a reason: a suite fails/,
  },
  {
    name: "a test that skips itself",
    tests: { "a.js": `${PASSES} it("isn't in the mood", function () { this.skip(); });` },
    says: /skipped without a reason: isn't in the mood/,
  },
  {
    name: "a test that is skipped for a reason which doesn't hold here",
    tests: { "a.js": `${PASSES} it("elsewhere", function () { this.skip(); });` },
    says: /skipped without a reason: elsewhere/,
  },
  {
    name: "a test without a body",
    tests: { "a.js": `${PASSES} it("is planned");` },
    says: /without a reason: is planned/,
  },
  {
    name: "nothing but skipped tests",
    tests: { "a.js": 'it("may be skipped", function () { this.skip(); });' },
    says: /no test passed/,
  },
  {
    name: "a run that fails by itself after its tests have passed",
    tests: { "a.js": `${PASSES} setTimeout(() => process.on("exit", () => { process.exitCode = 1; }), 100);` },
    says: /every test passed, and the run failed/,
  },
];

const LIES_OF_TWO_PROCESSES: readonly Lie[] = [
  {
    name: "a process that ends well while it has nothing to do",
    tests: {
      "a.js": `${PASSES} setTimeout(() => process.exit(0), 50);`,
      "b.js": 'it("fails later", (done) => { setTimeout(() => done(new Error("no")), 1000); });',
    },
    says: /ended before the last test/,
  },
  {
    name: "a process that ends well in the middle of a test",
    tests: { "a.js": PASSES, "b.js": 'it("ends", () => process.exit(0));' },
  },
  {
    name: "a process that is killed in the middle of a test",
    tests: { "a.js": PASSES, "b.js": 'it("dies", (done) => { process.kill(process.pid, "SIGKILL"); });' },
  },
  {
    name: "one test alone",
    tests: { "a.js": `${PASSES.replace("it(", "it.only(")} ${FAILS}` },
  },
];

const SKIPS: readonly Skip[] = [
  { tests: "may be skipped", because: "there is no moon", holds: true },
  { tests: "elsewhere", because: "this is Mars", holds: false },
];

describe("a run of mocha", () => {
  const folder = temporaryFolder();

  function judged(
    tests: Lie["tests"],
    command: readonly [string, ...string[]],
    asked: readonly string[] = Object.keys(tests),
  ) {
    for (const [name, text] of Object.entries(tests)) writeFileSync(join(folder.path, name), text);
    return runMocha(command, asked, { folder: folder.path, skips: SKIPS, output: "ignore" });
  }

  for (const [processes, mocha, lies] of [
    ["one process", MOCHA, LIES],
    ["two processes", IN_TWO_PROCESSES, LIES_OF_TWO_PROCESSES],
  ] as const) {
    describe(`in ${processes} fails with`, () => {
      for (const { name, tests, asked, options = [], says } of lies)
        it(name, () => {
          const { failed, remarks } = judged(tests, [...mocha, ...options], asked);
          assert.ok(failed > 0);
          assert.match(remarks.join("\n"), says ?? /^$/);
        });
    });

    it(`in ${processes} has the count of its tests, and says what was skipped and why`, () => {
      const tests = { "a.js": `${PASSES} it("may be skipped", function () { this.skip(); });`, "b.js": PASSES };
      assert.deepEqual(judged(tests, mocha), {
        passed: 2,
        failed: 0,
        remarks: ["skipped: may be skipped (there is no moon)"],
      });
      assert.deepEqual(judged({ ...tests, "c.js": FAILS }, mocha).failed, 1);
    });
  }

  it("fails where mocha can't be started", () => {
    assert.equal(judged({ "a.js": PASSES }, ["no-such-program"]).failed, 1);
  });
});
