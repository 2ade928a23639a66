import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isOver, measure, PARTS, type Part, sizeTable } from "../../scripts/checks/size";
import { temporaryFolder } from "../temporary-folder";

describe("the size of the repository", () => {
  const root = temporaryFolder();
  const measured = (part: Partial<Part>) =>
    measure(root.path, [{ name: "src/law", folders: ["src/law"], of: "code", budget: 9, ...part }])[0] ?? assert.fail();

  beforeEach(() => {
    mkdirSync(join(root.path, "src/law/deep/node_modules"), { recursive: true });
    writeFileSync(join(root.path, "src/law/a.ts"), "1\n2\n");
    writeFileSync(join(root.path, "src/law/deep/b.js"), "3\n");
    writeFileSync(join(root.path, "src/law/deep/node_modules/c.js"), "4\n");
    writeFileSync(join(root.path, "src/law/d.json"), "5\n6\n7\n8\n");
  });

  it("counts the lines of code and of data apart, none of installed packages, and none where there is no folder", () => {
    const parts: readonly Partial<Part>[] = [{}, { of: "data" }, { folders: ["src/words"] }];
    assert.deepEqual(
      parts.map((part) => measured(part).lines),
      [3, 4, 0],
    );
  });

  for (const [limits, over, says] of [
    [{ budget: 3 }, false, /3 +3$/],
    [{ budget: 2 }, true, /OVER: at most 2/],
    [{ budget: 2, ceiling: 3 }, false, /over its budget; at most 3 for now/],
    [{ budget: 1, ceiling: 2 }, true, /OVER: at most 2/],
    [{ budget: 5, ceiling: 9 }, false, /take its ceiling away/],
  ] as const)
    it(`is ${over ? "too much" : "not too much"} at three lines with ${JSON.stringify(limits)}`, () => {
      assert.equal(isOver(measured(limits)), over);
      assert.match(sizeTable([measured(limits)]), says);
    });

  it("has a ceiling only above a budget", () => {
    for (const { name, budget, ceiling } of PARTS) assert.ok(ceiling === undefined || ceiling > budget, name);
  });
});
