import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, type Installable, installation } from "../../../sandbox/engine/installation";
import { temporaryFolder } from "../../temporary-folder";
import { fakeExecutable } from "./fake-executable";

describe("an installation in the cache", () => {
  const cache = temporaryFolder();
  const said: string[] = [];
  const say = (line: string): void => void said.push(line);
  let installs = 0;
  const tool: Installable = {
    name: "tool-1.0",
    title: "tool 1.0",
    install: async (folder) => {
      installs += 1;
      fakeExecutable(join(folder, "bin"), "tool", `install ${installs}`);
      return "built";
    },
  };
  const executable = (): string => join(cache.path, "tool-1.0", "bin", "tool");
  const leftovers = (): readonly string[] => readdirSync(cache.path).filter((name) => name.includes("partial"));
  beforeEach(() => {
    said.length = 0;
    installs = 0;
  });

  it("is made once", async () => {
    const first = await installation(cache.path, tool, say);
    assert.deepEqual(first, { folder: join(cache.path, "tool-1.0"), origin: "built" });
    assert.deepEqual(await installation(cache.path, tool, say), first);
    assert.equal(installs, 1);
    assert.deepEqual(said, []);
  });

  it("is made once when two runs want it at the same moment", async () => {
    await Promise.all([installation(cache.path, tool, say), installation(cache.path, tool, say)]);
    assert.equal(installs, 1);
  });

  it("is made anew where its folder isn't whole", async () => {
    await installation(cache.path, tool, say);
    writeFileSync(join(cache.path, "tool-1.0", "manifest.json"), "{");
    await installation(cache.path, tool, say);
    assert.equal(installs, 2);
    assert.match(readFileSync(executable(), "utf8"), /install 2/);
  });

  it("leaves nothing behind, and nothing in its place, when it fails", async () => {
    const failing: Installable = {
      ...tool,
      install: async (folder) => {
        writeFileSync(join(folder, "half"), "done");
        throw new Error("out of disk");
      },
    };
    await assert.rejects(installation(cache.path, failing, say), /out of disk/);
    assert.equal(existsSync(join(cache.path, "tool-1.0")), false);
    assert.deepEqual(leftovers(), []);
    await installation(cache.path, tool, say); // the lock is free again
  });

  it("clears away what a killed run has left half done", async () => {
    mkdirSync(join(cache.path, "tool-1.0.partial-abc"));
    await installation(cache.path, tool, say);
    assert.deepEqual(leftovers(), []);
  });
});

describe("the cache folder", () => {
  const HOME = "/h";
  for (const [platform, environment, folder] of [
    ["linux", { HOME }, "/h/.cache/azure-management-mfa"],
    ["darwin", { HOME }, "/h/Library/Caches/azure-management-mfa"],
    ["linux", { HOME, XDG_CACHE_HOME: "/x" }, "/x/azure-management-mfa"],
    ["linux", { HOME, XDG_CACHE_HOME: "/x", AZMFA_CACHE: "/a" }, "/a"],
    ["linux", { HOME, XDG_CACHE_HOME: "", AZMFA_CACHE: "" }, "/h/.cache/azure-management-mfa"],
  ] as const)
    it(`on ${platform} with ${JSON.stringify(environment)} is ${folder}`, () =>
      assert.equal(cacheFolder(environment, platform), folder));
});
