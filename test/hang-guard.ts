import { writeSync } from "node:fs";
import { Worker } from "node:worker_threads";

/**
 * Loaded by every run of mocha (`require` in .mocharc.json). A test that waits for ever is ended by mocha's time-out, and
 * named. Two ways to hang are beyond that: a test that never gives the thread back, and something left running that
 * keeps the run from ending. No machine is so slow that it comes near these limits.
 */
const BLOCKED_MS = 10 * 60_000;
const END_MS = 3 * 60_000;
const HEARTBEAT_MS = 5_000;

/** In a thread of its own, the only one that still runs when the tests' thread is blocked. */
const WATCHER = `
  const { writeSync } = require("node:fs");
  const { parentPort, workerData } = require("node:worker_threads");
  let test = "before the first test";
  const end = () => {
    writeSync(2, "\\nhang: for " + workerData / 60000 + " minutes the thread has been blocked in: " + test + "\\n");
    process.kill(process.pid, "SIGKILL");
  };
  let timer = setTimeout(end, workerData);
  parentPort.on("message", (title) => {
    test = title ?? test;
    clearTimeout(timer);
    timer = setTimeout(end, workerData);
  });`;

const watcher = new Worker(WATCHER, { eval: true, workerData: BLOCKED_MS });
watcher.unref();
setInterval(() => watcher.postMessage(undefined), HEARTBEAT_MS).unref();

let end: NodeJS.Timeout | undefined;

export const mochaHooks: Mocha.RootHookObject = {
  beforeAll() {
    clearTimeout(end); // where files run in processes beside each other, one process has several, one after the other
  },
  beforeEach(this: Mocha.Context) {
    watcher.postMessage(this.currentTest?.fullTitle());
  },
  afterAll() {
    end = setTimeout(endWhatDoesNotEnd, END_MS).unref(); // never fires where nothing else keeps the process alive
  },
};

function endWhatDoesNotEnd(): void {
  const left = process.getActiveResourcesInfo().join(", ");
  process.once("exit", () => {
    process.exitCode = 1; // mocha, which comes first, sets the number of failed tests
  });
  writeSync(
    2,
    `\nhang: the tests ended ${END_MS / 60_000} minutes ago, and something that they started has not: ${left}\n`,
  );
  process.exit();
}
