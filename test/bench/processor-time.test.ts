import assert from "node:assert/strict";
import { timed } from "../../bench/measuring/run";

/** Works until it has used as much processor time as it was told to, in milliseconds. */
const busy = (ms: number): string => `while (process.cpuUsage().user < ${ms * 1000});`;

describe("the processor time of a run", () => {
  it("holds that of a program which the measured one starts and doesn't wait for", async function () {
    if (process.platform !== "linux") this.skip();
    const inner = JSON.stringify(busy(600));
    const outer = `require("child_process").spawn(process.execPath, ["-e", ${inner}], { stdio: "inherit" }).unref()`;
    const { processor } = await timed({ command: process.execPath, args: ["-e", outer] });
    assert.ok(processor > 0.4, `${processor}`);
  });

  it("isn't given for a program that fails: what failed early would look fast", async () => {
    await assert.rejects(timed({ command: process.execPath, args: ["-e", "process.exit(3)"] }), /process\.exit\(3\)/);
  });
});
