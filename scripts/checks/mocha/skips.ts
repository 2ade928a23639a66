import { existsSync } from "node:fs";
import { chromiumHere } from "../chromium";

/** Tests that are skipped on some machines, and the reason. */
export interface Skip {
  /** The beginning of their titles, with those of their suites. */
  readonly tests: string;
  readonly because: string;
  /** True if the reason applies on this machine. Otherwise the tests must run. */
  readonly holds: boolean;
}

const NO_PROC = { because: "only Linux shows the processes of others", holds: process.platform !== "linux" };
const NO_FULL_DISK = { because: "this system has no /dev/full", holds: !existsSync("/dev/full") };

/** The tests that may be skipped. If a test skips itself for any other reason, the run fails. */
export const SKIPS: readonly Skip[] = [
  {
    tests: "the HTML of an audit in a browser",
    because: "there is no Chromium on PATH, and CHROMIUM names none",
    holds: chromiumHere() === undefined,
  },
  { tests: "what the operating system refuses names the file where a full disk", ...NO_FULL_DISK },
  {
    tests: "a program of the sandbox prints an error in plain words when its output can't be written",
    ...NO_FULL_DISK,
  },
  { tests: "azmfa as a process says that its results could not be written", ...NO_FULL_DISK },
  { tests: "a lock between processes is taken over from a process whose number", ...NO_PROC },
  { tests: "a lock on a stack is removed when its", ...NO_PROC },
  { tests: "a lock on a stack", ...NO_PROC },
  { tests: "npm start among others Ctrl-C", ...NO_PROC },
  { tests: "the processor time of a run", ...NO_PROC },
];
