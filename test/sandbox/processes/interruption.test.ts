import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";

const CHILD = join(__dirname, "../../../sandbox/processes/child");
const INTERRUPTION = join(__dirname, "../../../sandbox/processes/interruption");

/**
 * Runs a program that waits for a child, interrupts it when the child says that it is ready, and answers what was printed
 * and how it ended. The answer comes only when nobody holds the standard error any more that all of them share: a process
 * that survives is a test that never ends.
 */
type Interruption = { readonly childScript: string; readonly signal: NodeJS.Signals; readonly graceMs: number };

function interrupted({
  childScript,
  signal,
  graceMs,
}: Interruption): Promise<{ printed: string; status: number | null }> {
  const program = `
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
  const parent = spawn(process.execPath, ["--import", "tsx", "-e", program], { stdio: ["ignore", "pipe", "pipe"] });
  parent.stderr.resume();
  let printed = "";
  parent.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
    if (text.includes("ready")) parent.kill(signal);
  });
  return new Promise((resolve) => parent.once("close", (status) => resolve({ printed, status })));
}

describe("an interrupted run", function () {
  this.timeout(20_000);

  it("ends its child first, cleans up, and ends with the shell's status", async () => {
    const childScript = 'trap "echo stopping; exit" INT; echo ready; while :; do sleep 0.1; done';
    const { printed, status } = await interrupted({ childScript, signal: "SIGINT", graceMs: 10_000 });
    assert.match(printed, /ready\nstopping\ncleaned up\n$/);
    assert.equal(status, 130);
  });

  it("kills a child that doesn't listen, and what the child has started", async () => {
    const childScript = 'trap "" INT; sleep 1000 & echo ready; wait; sleep 1000';
    const { printed, status } = await interrupted({ childScript, signal: "SIGTERM", graceMs: 100 });
    assert.match(printed, /ready\ncleaned up\n$/);
    assert.equal(status, 143);
  });
});
