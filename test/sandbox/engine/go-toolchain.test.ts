import assert from "node:assert/strict";
import { join } from "node:path";
import { findGo, goNeededBy } from "../../../sandbox/engine/go-toolchain";
import { temporaryFolder } from "../temporary-folder";
import { fakeExecutable } from "./fake-executable";

describe("the Go toolchain", () => {
  const folder = temporaryFolder();
  const said: string[] = [];
  const search = (path: string) =>
    findGo({ environment: { PATH: path }, oldest: "1.26.6", work: folder.path, say: (line) => void said.push(line) });
  beforeEach(() => {
    said.length = 0;
  });

  for (const version of ["go1.26.6", "go1.26.10", "go1.27rc1", "go2.0"]) {
    it(`on PATH is taken when it is ${version}`, async () => {
      const go = fakeExecutable(join(folder.path, "bin"), "go", version);
      assert.deepEqual(await search(join(folder.path, "bin")), { go });
      assert.match(said.join("\n"), new RegExp(`Go: .*bin/go, version ${version.slice(2)}`));
    });
  }

  it("is missing when the one on PATH is too old and there is no Python", async () => {
    fakeExecutable(join(folder.path, "bin"), "go", "go1.25.9");
    assert.deepEqual(await search(join(folder.path, "bin")), {
      missing: "Go 1.25.9 on PATH is older than 1.26.6, and no Python 3 to fetch one with",
    });
  });

  it("is missing when there is neither Go nor Python", async () => {
    assert.deepEqual(await search(join(folder.path, "bin")), {
      missing: "no Go on PATH, and no Python 3 to fetch one with",
    });
  });

  it("is as old as the go.mod of the engine demands", () => {
    assert.equal(goNeededBy(join(__dirname, "../../../sandbox/engine/build/pulumi")), "1.26.6");
  });
});
