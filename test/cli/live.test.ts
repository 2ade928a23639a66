import assert from "node:assert/strict";
import { progressOf } from "../../src/cli/live";

describe("progress", () => {
  it("is a line after two seconds, and then at most every ten", () => {
    let clock = 0;
    const said: string[] = [];
    const say = progressOf({ err: (text) => said.push(`${clock}: ${text}`), now: () => clock });
    for (clock = 0; clock <= 23_000; clock += 1_000) say("the users", clock);
    assert.deepEqual(said, [
      "2000: azmfa: the users: 2,000 so far …\n",
      "12000: azmfa: the users: 12,000 so far …\n",
      "22000: azmfa: the users: 22,000 so far …\n",
    ]);
  });
});
