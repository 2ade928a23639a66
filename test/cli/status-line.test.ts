import assert from "node:assert/strict";
import { statusLine, widthOf } from "../../src/cli/process-host";

const ERASED = "\u001b[2K";

describe("progress", () => {
  function written(isTTY: boolean, columns: number, work: (line: ReturnType<typeof statusLine>) => void): string {
    let text = "";
    const write = (piece: unknown): boolean => {
      text += piece;
      return true;
    };
    work(statusLine({ isTTY, columns, write }));
    return text;
  }
  const twice = (line: ReturnType<typeof statusLine>): void => {
    line.show("one");
    line.show("two");
    line.clear();
    line.clear();
  };

  it("replaces itself on a terminal, and is gone at the end", () =>
    assert.equal(written(true, 80, twice), `\r${ERASED}one\r${ERASED}two\r${ERASED}`));

  it("never fills the last column, which would break the line", () =>
    assert.equal(
      written(true, 20, (line) => line.show("a".repeat(50))),
      `\r${ERASED}${"a".repeat(19)}`,
    ));

  it("is plain lines in a log", () => assert.equal(written(false, 80, twice), "one\ntwo\n"));
});

describe("the width of results", () => {
  for (const [columns, width] of [
    [90, 90],
    [300, 100],
    [20, 50],
    [undefined, 80],
  ] as const)
    it(`is ${width} of ${columns ?? "unknown"}`, () => assert.equal(widthOf({ columns }), width));
});
