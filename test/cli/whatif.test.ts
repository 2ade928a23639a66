import assert from "node:assert/strict";
import { suiteFolder } from "../temporary-folder";
import { aPolicy, aRegister, aTenant, people, userId } from "./a-tenant";
import { recordedRun } from "./recorded-run";

describe("azmfa whatif", () => {
  const files = suiteFolder();
  const tenant = aTenant([aPolicy({ users: { excludeUsers: [userId(1), userId(2)] } })], { users: people(3) });
  const DRY = ["--dry-run", "--sign-ins=0"];

  async function asked(...args: readonly string[]) {
    const file = files.write("tenant.json", tenant);
    const { out } = await recordedRun(["whatif", file, ...DRY, ...args]);
    const bodies = out.split("\n").filter((line) => line !== "");
    return new Set(bodies.map((line) => JSON.parse(line).signInIdentity.userId));
  }

  it("asks about ways in, but not about people that the register declares", async () => {
    const exclusions = files.write("exclusions.yaml", aRegister([`user: ${userId(1)}`]));
    assert.deepEqual(await asked(), new Set([userId(1)]));
    assert.deepEqual(await asked("--exclusions", exclusions), new Set([userId(2)]));
  });
});
