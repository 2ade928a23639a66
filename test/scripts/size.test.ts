import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isOver, measure, PARTS, type Part, sizeTable } from "../../scripts/checks/size";
import { temporaryFolder } from "../sandbox/temporary-folder";

describe("the size of the repository", () => {
  const root = temporaryFolder();
  const part = (limits: Pick<Part, "budget" | "ceiling">, of: Part["of"] = "code"): Part => ({
    name: "src/law",
    folders: ["src/law"],
    of,
    ...limits,
  });
  const one = (limits: Pick<Part, "budget" | "ceiling">) => measure(root.path, [part(limits)])[0] ?? assert.fail();

  beforeEach(() => {
    mkdirSync(join(root.path, "src/law/deep/node_modules"), { recursive: true });
    writeFileSync(join(root.path, "src/law/a.ts"), "1\n2\n");
    writeFileSync(join(root.path, "src/law/deep/b.js"), "3\n");
    writeFileSync(join(root.path, "src/law/deep/node_modules/c.js"), "4\n");
    writeFileSync(join(root.path, "src/law/d.json"), "5\n6\n7\n8\n");
  });

  it("counts the lines of code and of data apart, and none of installed packages", () => {
    const measured = measure(root.path, [part({ budget: 9 }), part({ budget: 9 }, "data")]);
    assert.deepEqual(
      measured.map(({ lines }) => lines),
      [3, 4],
    );
  });

  it("is nothing for a folder that isn't there", () => {
    assert.deepEqual(measure(root.path, [{ ...part({ budget: 9 }), folders: ["src/words"] }])[0]?.lines, 0);
  });

  for (const [limits, over, says] of [
    [{ budget: 3 }, false, /3 +3$/],
    [{ budget: 2 }, true, /OVER: at most 2/],
    [{ budget: 2, ceiling: 3 }, false, /over its budget; at most 3 for now/],
    [{ budget: 1, ceiling: 2 }, true, /OVER: at most 2/],
    [{ budget: 5, ceiling: 9 }, false, /take its ceiling away/],
  ] as const)
    it(`is ${over ? "too much" : "not too much"} at three lines with ${JSON.stringify(limits)}`, () => {
      assert.equal(isOver(one(limits)), over);
      assert.match(sizeTable([one(limits)]), says);
    });

  it("has a ceiling only above a budget", () => {
    for (const { name, budget, ceiling } of PARTS) assert.ok(ceiling === undefined || ceiling > budget, name);
  });
});
