import assert from "node:assert/strict";
import { isColoured, statusLine, widthOf } from "../../src/cli/process-host";

const ERASED = "\u001b[2K";

describe("progress", () => {
  function written(stream: object, work: (line: ReturnType<typeof statusLine>) => void, isPlain = false): string {
    let text = "";
    const write = (piece: string) => {
      text += piece;
    };
    work(statusLine({ ...stream, write }, isPlain));
    return text;
  }
  const twice = (line: ReturnType<typeof statusLine>): void => {
    line.show("one");
    line.show("two");
    line.clear();
    line.clear();
  };

  it("replaces itself on a terminal, and is gone at the end", () =>
    assert.equal(written({ isTTY: true, columns: 80 }, twice), `\r${ERASED}one\r${ERASED}two\r${ERASED}`));

  it("never fills the last column, which would break the line", () => {
    const text = written({ isTTY: true, columns: 20 }, (line) => line.show("a".repeat(50)));
    assert.equal(text, `\r${ERASED}${"a".repeat(18)}…`);
  });

  it("is plain lines in a log, and on a terminal that can't take a line back", () => {
    assert.equal(written({}, twice), "one\ntwo\n");
    assert.equal(written({ isTTY: true, columns: 80 }, twice, true), "one\ntwo\n");
  });
});

describe("what a terminal can do", () => {
  it("is to show colours, as the environment says", () => {
    for (const [isTTY, environment, colour] of [
      [true, {}, true],
      [false, {}, false],
      [true, { NO_COLOR: "1" }, false],
      [true, { NO_COLOR: "" }, true],
      [true, { TERM: "dumb" }, false],
      [false, { FORCE_COLOR: "1" }, true],
      [false, { FORCE_COLOR: "" }, true],
      [true, { FORCE_COLOR: "0" }, false],
      [true, { NO_COLOR: "1", FORCE_COLOR: "3" }, true],
    ] as const)
      assert.equal(isColoured({ isTTY }, environment), colour, JSON.stringify([isTTY, environment]));
  });

  it("is to show so many columns", () => {
    for (const [output, environment, width] of [
      [{ isTTY: true, columns: 90 }, {}, 90],
      [{ isTTY: true, columns: 300 }, {}, 100],
      [{ isTTY: true, columns: 20 }, {}, 50],
      [{ isTTY: true, columns: 0 }, {}, 80],
      [{}, {}, 80],
      [{}, { COLUMNS: "72" }, 72],
      [{}, { COLUMNS: "wide" }, 80],
      [{ isTTY: true, columns: 90 }, { COLUMNS: "72" }, 90],
    ] as const)
      assert.equal(widthOf(output, environment), width, JSON.stringify([output, environment]));
  });
});
