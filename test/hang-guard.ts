import { Worker } from "node:worker_threads";

/**
 * Loaded by every run of mocha (`require` in .mocharc.json). A test that waits for ever is ended by mocha's time-out, and
 * named. A test that never gives the thread back is beyond that: this ends its process. No machine is so slow that it comes
 * near this limit.
 */
const BLOCKED_MS = 10 * 60_000;
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

export const mochaHooks: Mocha.RootHookObject = {
  beforeEach(this: Mocha.Context) {
    watcher.postMessage(this.currentTest?.fullTitle());
  },
};
