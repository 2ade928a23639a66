import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { WEAKENINGS } from "../../../sandbox/weaken/scenarios";
import {
  changeText,
  conclusion,
  outcomeOf,
  weakenCommand,
  weakenedText,
  weakeningList,
} from "../../../sandbox/weaken/weaken";

const PROJECT = resolve(__dirname, "../../..");

describe("npm run sandbox -- weaken", () => {
  for (const [name, weakening] of WEAKENINGS)
    it(`${name} changes one place of this project's ${weakening.file}`, () => {
      const before = readFileSync(join(PROJECT, weakening.file), "utf8");
      const after = weakenedText(before, weakening);
      assert.notEqual(after, before);
      assert.equal(after.length - before.length, weakening.to.length - weakening.from.length);
    });

  it("shows the change as a difference, and says what to do where the file has been changed already", () => {
    const weakening = { does: "does it", by: "the policy pack", file: "f", from: "a\nb\n", to: "c" } as const;
    assert.equal(changeText(weakening), "\nSomeone does it.\nf\n  - a\n  - b\n  + c\n");
    assert.throws(() => weakenedText("a\nb\na\nb\n", weakening), /f has this 2 times[\s\S]*\n {2}help: /);
  });

  it("names what rejects a change only where it is the same in each stack", () => {
    for (const [name, weakening] of WEAKENINGS) {
      const rejected = name === "one-break-glass" ? /^rejected before/ : /^rejected by the policy pack before/;
      assert.match(conclusion(weakening, "rejected"), rejected, name);
    }
  });

  it("takes for rejected only what the pack or the program rejects", () => {
    assert.equal(outcomeOf({ status: 255, stdout: "error: Cannot find module './launch'" }, true), "failed");
    assert.equal(outcomeOf({ status: 255, stdout: "- [mandatory]  no-mfa-bypass" }, true), "rejected");
  });

  it("lists each change, and refuses a name that is on no list", async () => {
    const said: string[] = [];
    const status = await weakenCommand("/project", ["browser-only"], { kind: "stand-in" }, (line) => said.push(line));
    assert.equal(status, 2);
    assert.match(said.join(), /there is no change `browser-only`\n {2}help: `npm run sandbox -- weaken` lists them/);
    for (const [name, { does }] of WEAKENINGS) assert.match(weakeningList(), new RegExp(`  ${name} +${does}\n`));
  });
});
