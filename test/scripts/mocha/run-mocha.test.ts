import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { judge } from "../../../scripts/checks/mocha/judge";
import { runMocha } from "../../../scripts/checks/mocha/run-mocha";
import type { Skip } from "../../../scripts/checks/mocha/skips";
import { temporaryFolder } from "../../temporary-folder";

const MOCHA = [resolve("node_modules/.bin/mocha"), "--no-config"] as const;
const IN_TWO_PROCESSES = [...MOCHA, "--parallel", "--jobs", "2"] as const;

const PASSES = 'it("passes", () => {});';
const FAILS = 'it("fails", () => { throw new Error("no"); });';
const IN_THE_MIDDLE = { "a.js": PASSES, "b.js": 'it("ends", () => process.exit(0));' };

/** A way in which a run can look better than it is, and what is said of it. */
interface Lie {
  readonly name: string;
  readonly tests: Readonly<Record<string, string>>;
  /** Undefined if it counts as a failed test. */
  readonly says?: RegExp;
}

const ENDED = /ended before the last test/;
const LIES: readonly Lie[] = [
  { name: "a process that ends well in the middle of a test", tests: IN_THE_MIDDLE, says: ENDED },
  { name: "one test alone", tests: { "a.js": `${PASSES.replace("it(", "it.only(")} ${FAILS}` }, says: ENDED },
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
    says: ENDED,
  },
  { name: "a process that ends well in the middle of a test", tests: IN_THE_MIDDLE },
  {
    name: "a process that is killed in the middle of a test",
    tests: { "a.js": PASSES, "b.js": 'it("dies", (done) => { process.kill(process.pid, "SIGKILL"); });' },
  },
];

const SKIPS: readonly Skip[] = [
  { tests: "may be skipped", because: "there is no moon", holds: true },
  { tests: "elsewhere", because: "this is Mars", holds: false },
];
const MAY_BE_SKIPPED = 'it("may be skipped", function () { this.skip(); });';

describe("a run of mocha", () => {
  const folder = temporaryFolder();

  function judged(tests: Lie["tests"], command: readonly [string, ...string[]]) {
    for (const [name, text] of Object.entries(tests)) writeFileSync(join(folder.path, name), text);
    return runMocha(command, Object.keys(tests), { folder: folder.path, skips: SKIPS, output: "ignore" });
  }

  for (const [processes, mocha, lies] of [
    ["one process", MOCHA, LIES],
    ["two processes", IN_TWO_PROCESSES, LIES_OF_TWO_PROCESSES],
  ] as const) {
    for (const { name, tests, says } of lies)
      it(`in ${processes} fails with ${name}`, () => {
        const { failed, remarks } = judged(tests, mocha);
        assert.ok(failed > 0);
        assert.match(remarks.join("\n"), says ?? /^$/);
      });

    it(`in ${processes} counts its tests, and says which were skipped and why`, () => {
      const tests = { "a.js": `${PASSES} ${MAY_BE_SKIPPED}`, "b.js": PASSES, "c.js": FAILS };
      const remarks = ["skipped: may be skipped (there is no moon)"];
      assert.deepEqual(judged(tests, mocha), { passed: 2, failed: 1, remarks });
    });
  }

  it("fails for each file without a test that ran, and for each test that is skipped without a reason that holds", () => {
    const tests = {
      "a.js": `${PASSES} ${MAY_BE_SKIPPED}`,
      "empty.js": "",
      "ignored.js": FAILS,
      "suite.js": `describe.skip("a suite", () => { ${FAILS} });`,
      "itself.js": 'it("isn\'t in the mood", function () { this.skip(); });',
      "elsewhere.js": 'it("elsewhere", function () { this.skip(); });',
      "planned.js": 'it("is planned");',
    };
    const { passed, failed, remarks } = judged(tests, [...MOCHA, "--ignore", "ignored.js"]);
    assert.deepEqual([passed, failed], [1, 6]);
    assert.deepEqual(remarks, [
      "no test of empty.js ran",
      "no test of ignored.js ran",
      "skipped without a reason: isn't in the mood",
      "skipped without a reason: elsewhere",
      "skipped without a reason: is planned",
      "skipped without a reason: a suite fails",
      "skipped: may be skipped (there is no moon)",
    ]);
  });

  it("fails if it has no files, if all its tests are skipped, or if mocha can't be started", () => {
    assert.equal(judge({ asked: [], results: [], succeeded: true, skips: SKIPS }).failed, 1);
    const results = [{ file: "a.js", title: "may be skipped", state: "skipped" }] as const;
    const { failed, remarks } = judge({ asked: ["a.js"], results, succeeded: true, skips: SKIPS });
    assert.deepEqual([failed, remarks[0]], [1, "no test passed"]);
    assert.equal(judged({ "a.js": PASSES }, ["no-such-program"]).failed, 1);
  });
});
