import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { announce, othersIn, withLock } from "../../../sandbox/processes/lock";
import { temporaryFolder } from "../../temporary-folder";

/** Leaves the announcement of a process. @returns its name */
function leaveAnnouncement(folder: string, pid: number): string {
  mkdirSync(folder, { recursive: true });
  const name = `${pid}-1-abcdef`;
  writeFileSync(join(folder, name), "");
  return name;
}

describe("a lock between processes", () => {
  const temporary = temporaryFolder();
  const lock = (): string => join(temporary.path, "x.lock");
  const ignore = (): void => undefined;
  const nobody = (): never => assert.fail("nobody to wait for");
  const takenAtOnce = () => withLock(lock(), nobody, async () => "done");

  it("lets in one process at a time", async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
    };
    await Promise.all([1, 2, 3].map(() => withLock(lock(), ignore, work)));
    assert.equal(most, 1);
  });

  it("names the process that it waits for", async () => {
    const held = await announce(lock());
    const waitedFor: number[] = [];
    const wait = ({ pid }: { readonly pid: number }) => {
      waitedFor.push(pid);
      held.withdraw();
    };
    await withLock(lock(), wait, async () => undefined);
    assert.deepEqual(waitedFor, [process.pid]);
  });

  it("names that process even if two processes came at the same moment and both stepped back", async () => {
    let told: () => void = ignore;
    const someoneWaits = new Promise<void>((resolve) => {
      told = resolve;
    });
    await Promise.all([1, 2].map(() => withLock(lock(), told, () => someoneWaits)));
  });

  it("is taken over from a process that has died", async () => {
    const dead = leaveAnnouncement(lock(), spawnSync("true").pid); // which has certainly ended
    assert.equal(await takenAtOnce(), "done");
    assert.equal(readdirSync(lock()).includes(dead), false);
  });

  it("is taken over from a process whose number the system has reused", async function () {
    if (process.platform !== "linux") this.skip(); // only there does the system tell when a process started
    leaveAnnouncement(lock(), process.pid);
    assert.equal(await takenAtOnce(), "done");
  });

  it("is free again after a failure", async () => {
    const failing = withLock(lock(), ignore, () => Promise.reject(new Error("no")));
    await assert.rejects(failing, /no/);
    assert.deepEqual(await othersIn(lock()), []);
  });
});
