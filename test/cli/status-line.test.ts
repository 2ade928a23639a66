import assert from "node:assert/strict";
import { isColoured, StatusLine, widthOf } from "../../src/cli/process-host";

/** What a terminal shows of what was written: the last line, after each erasure. */
const shown = (text: string): string =>
  text.slice(text.lastIndexOf("\u001b[2K") + (text.includes("\u001b[2K") ? 4 : 0));

describe("progress", () => {
  function written(stream: object, work: (line: StatusLine) => void, isPlain = false): string {
    let text = "";
    const write = (piece: string) => {
      text += piece;
    };
    work(new StatusLine({ ...stream, write }, isPlain));
    return text;
  }

  it("replaces itself on a terminal, and is gone at the end", () => {
    const text = written({ isTTY: true, columns: 80 }, (line) => {
      line.show("reading the users");
      line.show("reading the groups");
    });
    assert.ok(!text.includes("\n"));
    assert.equal(shown(text), "reading the groups");
    const cleared = written({ isTTY: true }, (line) => {
      line.show("reading");
      line.clear();
      line.clear();
    });
    assert.equal(shown(cleared), "");
    assert.equal(cleared.split("\u001b[2K").length, 3);
  });

  it("never fills the last column, which would break the line", () => {
    const text = shown(written({ isTTY: true, columns: 20 }, (line) => line.show("a".repeat(50))));
    assert.equal(text, `${"a".repeat(18)}…`);
  });

  it("is plain lines in a log, and on a terminal that can't take a line back", () => {
    for (const [stream, isPlain] of [
      [{}, false],
      [{ isTTY: true, columns: 80 }, true],
    ] as const)
      assert.equal(
        written(
          stream,
          (line) => {
            line.show("one");
            line.show("two");
            line.clear();
          },
          isPlain,
        ),
        "one\ntwo\n",
      );
  });
});

describe("what a terminal can do", () => {
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
    it(`${isTTY ? "a terminal" : "a pipe"} with ${JSON.stringify(environment)} is ${colour ? "" : "not "}coloured`, () => {
      assert.equal(isColoured({ isTTY }, environment), colour);
    });

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
    it(`${JSON.stringify(output)} with ${JSON.stringify(environment)} has ${width} columns`, () => {
      assert.equal(widthOf(output, environment), width);
    });
});
