import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { compare, type Way } from "../../bench/measuring/compare";
import { timed } from "../../bench/measuring/run";

/** A way whose runs take the listed times, in seconds, one after the other. It records each run. */
function aWay(title: string, seconds: readonly number[], ran: string[] = []): Way {
  const left = [...seconds];
  return {
    title,
    run: async () => {
      ran.push(title);
      const wall = left.shift() ?? Number.NaN;
      return { wall, processor: wall * 2 };
    },
  };
}

describe("the comparison of two ways to do the same thing", () => {
  it("runs them in turn", async () => {
    const ran: string[] = [];
    await compare([aWay("a", [1, 1], ran), aWay("b", [1, 1], ran)], 2, () => undefined);
    assert.deepEqual(ran, ["a", "b", "a", "b"]);
  });

  it("compares within a round, so that a slow round doesn't count as a slow way", async () => {
    const [, other] = await compare([aWay("a", [1, 10, 1]), aWay("b", [2, 11, 1.5])], 3, () => undefined);
    assert.deepEqual(other, { title: "b", median: { wall: 2, processor: 4 }, added: { wall: 1, processor: 2 } });
  });

  it("uses the mean of the two middle values of an even number", async () => {
    const [first] = await compare([aWay("a", [1, 2])], 2, () => undefined);
    assert.deepEqual(first?.median, { wall: 1.5, processor: 3 });
  });
});

/** Uses that much processor time, in milliseconds, says so with its number, and then does nothing until it is ended. */
const busy = (ms: number): string =>
  `while (process.cpuUsage().user < ${ms * 1000}); console.log(process.pid + " is done"); setInterval(() => {}, 1000);`;

/** Several of the measuring's looks at the processes: its timer, in this same thread, comes before one that is longer. */
const SEEN_MS = 100;

describe("the processor time of a run", () => {
  it("includes a program that the measured one starts and doesn't wait for", async function () {
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

  it("isn't reported for a program that fails, because it would look fast", async () => {
    await assert.rejects(timed({ command: process.execPath, args: ["-e", "process.exit(3)"] }), /process\.exit\(3\)/);
  });
});
