import assert from "node:assert/strict";
import { aPolicy, aRegister, aTenant, people, userId } from "./a-tenant";
import { recordedRun } from "./recorded-run";
import { writtenFiles } from "./written-files";

const register = (reviewBy: string): string => aRegister([`user: ${userId(1)}`], reviewBy);

describe("azmfa whatif", () => {
  const files = writtenFiles();
  const tenant = aTenant([aPolicy({ users: { excludeUsers: [userId(1), userId(2)] } })], { users: people(3) });
  const DRY = ["--dry-run", "--sign-ins=0", "--interval=3600"];

  async function asked(...args: readonly string[]) {
    const file = files.write("tenant.json", tenant);
    const { status, out, err } = await recordedRun(["whatif", file, ...DRY, ...args]);
    const bodies = out.split("\n").filter((line) => line !== "");
    return { status, err, users: new Set(bodies.map((line) => JSON.parse(line).signInIdentity.userId)) };
  }

  it("asks about ways in, but not about people that the register declares", async () => {
    const exclusions = files.write("exclusions.yaml", register("2027-01-31"));
    assert.deepEqual((await asked()).users, new Set([userId(1)]));
    assert.deepEqual((await asked("--exclusions", exclusions)).users, new Set([userId(2)]));
  });

  it("judges reviews on the given day", async () => {
    const exclusions = files.write("exclusions.yaml", register("2026-11-30"));
    assert.deepEqual((await asked("--exclusions", exclusions, "--on", "2026-11-30")).users, new Set([userId(2)]));
    assert.deepEqual((await asked("--exclusions", exclusions, "--on", "2026-12-01")).users, new Set([userId(1)]));
  });

  it("refuses a register that can't be read, and asks nothing", async () => {
    const { status, err, users } = await asked("--exclusions", files.write("exclusions.yaml", "exclusions: 7\n"));
    assert.deepEqual([status, users.size], [2, 0]);
    assert.match(err, /exclusions\.yaml:1:\d+/);
  });
});
