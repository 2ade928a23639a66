import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { LAW_FAULTS } from "../../../bench/sign-in-log/law-faults";
import { FAULTS } from "../../../scripts/checks/faults/catalogue";
import { type Fault, plant } from "../../../scripts/checks/faults/fault";
import { readResults, type TestRun } from "../../../scripts/checks/faults/run-tests";
import { tryFaults } from "../../../scripts/checks/faults/try-faults";
import { temporaryFolder } from "../../temporary-folder";

const HEALTHY = "export const two = 2;\n";
const FAULT: Fault = { name: "two is three", file: "two.ts", find: "2", put: "3", tests: ["two.test.ts"] };

const passed: TestRun = { kind: "passed", tests: 1 };
const by = "two is two";
const failed: TestRun = { kind: "failed", by };
const broke: TestRun = { kind: "broke", said: "SyntaxError" };

describe("a planted fault", () => {
  it("replaces its place with the new text, unchanged", () =>
    assert.equal(plant({ ...FAULT, put: "$&" }, "const two = 2;"), "const two = $&;"));

  for (const text of ["const two = 1 + 1;", "const two = 2; const again = 2;"])
    it(`is an error if its place isn't there exactly once: ${text}`, () =>
      assert.throws(() => plant(FAULT, text), /doesn't fit two\.ts any more: its place is there [02] times/));
});

describe("trying faults", () => {
  const folder = temporaryFolder();

  const isHealthy = () => readFileSync(join(folder.path, "two.ts"), "utf8") === HEALTHY;

  beforeEach(() => writeFileSync(join(folder.path, "two.ts"), HEALTHY));

  /** The fate of a fault where the tests answer so without it, and so with it. The file is as it was afterwards. */
  function fate(healthy: TestRun, faulty: TestRun, fault = FAULT) {
    const run = () => (isHealthy() ? healthy : faulty);
    const tried = tryFaults(folder.path, [fault], () => undefined, run);
    assert.ok(isHealthy());
    return tried[0]?.fate;
  }

  const untold = (because: string) => ({ kind: "untold", because });
  for (const [what, healthy, faulty, is] of [
    ["a fault is caught by a test that fails with it and passes without it", passed, failed, { kind: "caught", by }],
    ["a fault survives if all tests pass with it", passed, passed, { kind: "survived" }],
    ["tests that fail without a fault show nothing", failed, failed, untold(`without any fault "${by}" fails`)],
    ["no test that runs with it shows nothing", passed, broke, untold("with the fault no test runs: SyntaxError")],
  ] as const)
    it(what, () => assert.deepEqual(fate(healthy, faulty), is));

  it("a fault that doesn't fit the code any more, or without tests, is reported", () => {
    assert.equal(fate(passed, failed, { ...FAULT, find: "7" })?.kind, "untold");
    assert.equal(fate(broke, failed)?.kind, "untold");
  });

  it("the same tests run once without a fault", () => {
    let runs = 0;
    const run = () => {
      runs += 1;
      return passed;
    };
    tryFaults(folder.path, [FAULT, { ...FAULT, put: "4" }], () => undefined, run);
    assert.equal(runs, 3);
  });
});

describe("mocha's results", () => {
  const results = (passes: number, ...titles: readonly string[]) =>
    JSON.stringify({
      stats: { passes },
      failures: titles.map((title) => ({ title, fullTitle: title, err: { message: "no" } })),
    });

  it("are failures if a test fails, and else passes", () => {
    assert.deepEqual(readResults(results(3, "a", "b"), ""), { kind: "failed", by: "a" });
    assert.deepEqual(readResults(results(3), ""), { kind: "passed", tests: 3 });
  });
  it("are missing if a hook fails, or no test runs", () => {
    assert.equal(readResults(results(0, '"before all" hook for "a"'), "").kind, "broke");
    assert.deepEqual(readResults(results(0), "nothing found"), { kind: "broke", said: "nothing found" });
  });
});

const at = (path: string): string => resolve(__dirname, "../../..", path);

describe("the catalogue of faults", () => {
  for (const fault of [...FAULTS, ...LAW_FAULTS.map((one) => ({ ...one, tests: ["bench"] as const }))])
    it(`fits the code, and names tests that exist: ${fault.name}`, () => {
      const text = readFileSync(at(fault.file), "utf8");
      assert.notEqual(plant(fault, text), text);
      for (const tests of fault.tests) assert.ok(existsSync(at(tests.split("/**")[0] ?? "")), tests);
    });

  it("has each name once", () => {
    assert.equal(new Set(FAULTS.map(({ name }) => name)).size, FAULTS.length);
  });
});
