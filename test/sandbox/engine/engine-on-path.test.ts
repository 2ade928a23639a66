import assert from "node:assert/strict";
import { delimiter, join } from "node:path";
import { engineOnPath } from "../../../sandbox/engine/engine-on-path";
import { temporaryFolder } from "../../temporary-folder";
import { fakeExecutable } from "./fake-executable";

describe("the engine on PATH", () => {
  const folder = temporaryFolder();
  const at = (...names: string[]): string => join(folder.path, ...names);

  it("is taken when it is new enough and has its Node language host beside it", async () => {
    const executable = fakeExecutable(at("bin"), "pulumi", "v3.300.0");
    fakeExecutable(at("bin"), "pulumi-language-nodejs");
    assert.deepEqual(await engineOnPath(at("bin")), {
      kind: "found",
      engine: { executable, version: "3.300.0", origin: "path", pathFolders: [at("bin")] },
    });
  });

  it("is taken with a language host that stands elsewhere on PATH", async () => {
    fakeExecutable(at("one"), "pulumi", "v3.248.0");
    fakeExecutable(at("two"), "pulumi-language-nodejs");
    const found = await engineOnPath([at("one"), at("two")].join(delimiter));
    assert.deepEqual(found.kind === "found" && found.engine.pathFolders, [at("one"), at("two")]);
  });

  for (const [is, prints, hosts, because] of [
    ["older than the SDK", "v3.247.9", true, /is version 3\.247\.9, and 3\.248\.0 or newer is needed/],
    ["without a version", "", true, /is version , and 3\.248\.0 or newer is needed/],
    ["without a Node language host", "v3.274.1", false, /has no pulumi-language-nodejs beside it or on PATH/],
  ] as const)
    it(`is refused when it is ${is}`, async () => {
      fakeExecutable(folder.path, "pulumi", prints);
      if (hosts) fakeExecutable(folder.path, "pulumi-language-nodejs");
      const found = await engineOnPath(folder.path);
      assert.match(found.kind === "unfit" ? found.because : found.kind, because);
    });

  it("is not there when the file may not be executed, or PATH names a relative folder", async () => {
    fakeExecutable(folder.path, "pulumi", "v3.274.1", 0o644);
    assert.deepEqual(await engineOnPath([folder.path, ".", ""].join(delimiter)), { kind: "none" });
  });
});
