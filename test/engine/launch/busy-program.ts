import { setTimeout as delay } from "node:timers/promises";
import { onInterruption } from "../../../sandbox/processes/interruption";

/** A program that has something to clear up when it is interrupted, and that hears of it late: its thread is busy. */
const BUSY_MS = 1_000;

onInterruption(async () => {
  await delay(1);
  console.log("cleaned up");
});
setInterval(() => undefined, BUSY_MS); // goes on until it is interrupted
console.log("busy");
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BUSY_MS);
