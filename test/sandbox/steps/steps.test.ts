import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Step } from "../../../sandbox/steps/steps";
import { runSteps, summaryOf } from "../../../sandbox/steps/steps";
import { fakeSession } from "../session/fake-session";

const step = (title: string, ok: boolean, log: string[]): Step => ({
  title,
  run: async () => {
    log.push(title);
    return { ok, lines: [`${title} says`] };
  },
});

describe("the steps of npm start", () => {
  const run = async (...results: readonly boolean[]) => {
    const log: string[] = [];
    const steps = results.map((ok, index) => step(`step ${index + 1}`, ok, log));
    const done = await runSteps(steps, fakeSession("/project"), () => undefined);
    return { log, summary: summaryOf(done, steps.length) };
  };

  it("end with commands that the README has", async () => {
    const { summary } = await run(true);
    const readme = readFileSync(join(__dirname, "../../../README.md"), "utf8");
    const commands = [...summary.matchAll(/^ {6}(npm run \S+(?: -- \w+)?)/gm)].map(([, command]) => command ?? "");
    assert.ok(commands.length >= 5, summary);
    assert.ok(summary.split("\n").length <= 24);
    for (const command of commands) assert.ok(readme.includes(command), command);
  });

  it("end at the first that fails, and the summary says which", async () => {
    const { log, summary } = await run(true, false, true);
    assert.deepEqual(log, ["step 1", "step 2"]);
    assert.equal(summary, "\nok  step 1\n      step 1 says\nFAILED  step 2\n      step 2 says");
  });
});
