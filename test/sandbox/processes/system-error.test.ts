import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { atPath, systemErrorText } from "../../../sandbox/processes/system-error";
import { temporaryFolder } from "../../temporary-folder";

describe("what the operating system refuses", () => {
  const folder = temporaryFolder();

  const told = (work: () => Promise<unknown>): Promise<string> =>
    work().then(
      () => assert.fail("nothing was refused"),
      (error) => systemErrorText(error) ?? "",
    );

  it("is reported with what, where, why and what to do", async () => {
    const file = join(folder.path, "a");
    writeFileSync(file, "");
    assert.equal(
      await told(() => mkdir(file)),
      `${file} could not be used: something else has that name\n  help: move it away, then run the command again`,
    );
    assert.match(await told(() => readFile(join(file, "b"))), /^\/.*\/a\/b could not be used: something else/);
    assert.match(await told(() => readFile(join(folder.path, "none"))), /none could not be used: it isn't there/);
  });

  it("names the file that a full disk has no space for", async function () {
    if (!existsSync("/dev/full")) this.skip();
    const full = await told(() => atPath("/somewhere/file", () => writeFile("/dev/full", "text")));
    assert.match(full, /^\/(somewhere\/file|dev\/full) could not be used: the disk is full\n {2}help: free/);
  });

  for (const [code, why] of [
    ["EACCES", /that is not allowed\n {2}help: change the owner of the folder/],
    ["EROFS", /nothing can be written there/],
    ["EDQUOT", /the disk is full/],
    ["EMFILE", /too many files are open/],
    ["ENOTHEARDOF", /could not be used: ENOTHEARDOF\n/],
  ] as const)
    it(`has an explanation for ${code}`, () => {
      const of = { code, errno: -1, syscall: "mkdir", path: "/p/.sandbox/start.lock" };
      const said = systemErrorText(Object.assign(new Error(code), of)) ?? "";
      assert.match(said, why);
      assert.match(said, /^\/p\/\.sandbox\/start\.lock could not be used: /);
    });
});
