import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";

const CHILD = join(__dirname, "../../../sandbox/processes/child");
const INTERRUPTION = join(__dirname, "../../../sandbox/processes/interruption");

/** Longer than any child takes that listens. */
const FOR_EVER_MS = 10 * 60_000;

/** Runs a program and interrupts it when it prints `ready`. */
function interrupted(program: string, signal: NodeJS.Signals): Promise<{ printed: string; status: number | null }> {
  const parent = spawn(process.execPath, ["--import", "tsx", "-e", program], { stdio: ["ignore", "pipe", "pipe"] });
  parent.stderr.resume();
  let printed = "";
  let signalled = false;
  parent.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
    if (signalled || !printed.includes("ready\n")) return;
    signalled = true;
    parent.kill(signal);
  });
  return new Promise((resolve) => parent.once("close", (status) => resolve({ printed, status })));
}

type Waiting = { readonly childScript: string; readonly graceMs: number };

/**
 * A program that waits for a child. The child has its standard error: who reads that to its end waits for everybody who
 * still holds it, and a process that survives is a test that never ends.
 */
const waitingFor = ({ childScript, graceMs }: Waiting): string => `
  const { runChild } = require(${JSON.stringify(CHILD)});
  const { onInterruption } = require(${JSON.stringify(INTERRUPTION)});
  onInterruption(() => console.log("cleaned up"));
  runChild({
    command: "sh",
    args: ["-c", ${JSON.stringify(childScript)}],
    stdio: ["ignore", "pipe", "inherit"],
    onOutput: (text) => process.stdout.write(text),
    graceMs: ${graceMs},
  })
    .then(() => console.log("carried on"));`;

describe("an interrupted run", () => {
  it("ends its child first, cleans up, and ends with the shell's status", async () => {
    const childScript = 'trap "echo stopping; exit" INT; echo ready; while :; do sleep 0.1; done';
    const { printed, status } = await interrupted(waitingFor({ childScript, graceMs: FOR_EVER_MS }), "SIGINT");
    assert.match(printed, /ready\nstopping\ncleaned up\n$/);
    assert.equal(status, 130);
  });

  it("kills a child that ignores the interrupt, and the processes of the child", async () => {
    const childScript = 'trap "" INT; sleep 1000 & echo ready; wait; sleep 1000';
    const { printed, status } = await interrupted(waitingFor({ childScript, graceMs: 100 }), "SIGTERM");
    assert.match(printed, /ready\ncleaned up\n$/);
    assert.equal(status, 143);
  });

  it("starts no further child while it cleans up", async () => {
    const program = `
      const { runChild } = require(${JSON.stringify(CHILD)});
      const { isInterrupted, onInterruption } = require(${JSON.stringify(INTERRUPTION)});
      const another = () => runChild({ command: "echo", args: ["another"], stdio: "inherit" });
      onInterruption(() => {
        console.log("interrupted: " + isInterrupted());
        another().then(() => console.log("carried on"));
        return new Promise((resolve) => setImmediate(resolve)); // by now it would have been started
      });
      setInterval(() => undefined, 1000);
      console.log("ready");`;
    const { printed, status } = await interrupted(program, "SIGINT");
    assert.deepEqual({ printed, status }, { printed: "ready\ninterrupted: true\n", status: 130 });
  });
});
