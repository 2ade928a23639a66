import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { timed } from "../../bench/measuring/run";

/** Uses that much processor time, in milliseconds, says so with its number, and then does nothing until it is ended. */
const busy = (ms: number): string =>
  `while (process.cpuUsage().user < ${ms * 1000}); console.log(process.pid + " is done"); setInterval(() => {}, 1000);`;

/** Several of the measuring's looks at the processes: its timer, in this same thread, comes before one that is longer. */
const SEEN_MS = 100;

describe("the processor time of a run", () => {
  it("holds that of a program which the measured one starts and doesn't wait for", async function () {
    if (process.platform !== "linux") this.skip();
    const inner = JSON.stringify(busy(600));
    const outer = `require("child_process").spawn(process.execPath, ["-e", ${inner}], { stdio: "inherit" }).unref()`;
    let said = "";
    const onOutput = async (text: string) => {
      said += text;
      const [, pid] = /^(\d+) is done\n$/.exec(said) ?? [];
      if (pid === undefined) return;
      await delay(SEEN_MS);
      process.kill(Number(pid));
    };
    const { processor } = await timed({ command: process.execPath, args: ["-e", outer], onOutput });
    assert.ok(processor > 0.5, `${processor}`);
  });

  it("isn't given for a program that fails: what failed early would look fast", async () => {
    await assert.rejects(timed({ command: process.execPath, args: ["-e", "process.exit(3)"] }), /process\.exit\(3\)/);
  });
});
