import assert from "node:assert/strict";
import { suiteFolder } from "../temporary-folder";
import { azmfaOfALocalTenant } from "../tenant/live/azmfa-of-a-local-tenant";
import { aPolicy, aRegister, aTenant, people, userId } from "./a-tenant";

describe("azmfa whatif", () => {
  const files = suiteFolder();
  const tenant = aTenant([aPolicy({ users: { excludeUsers: [userId(1), userId(2)] } })], { users: people(3) });

  async function unconfirmed(...args: readonly string[]): Promise<readonly string[]> {
    const file = files.write("tenant.json", tenant);
    return JSON.parse((await azmfaOfALocalTenant(["whatif", file, "--format", "json", ...args])).stdout).unconfirmed;
  }

  it("asks about ways in, but not about people that the register declares", async () => {
    const exclusions = files.write("exclusions.yaml", aRegister([1, 2].map((number) => `user: ${userId(number)}`)));
    assert.deepEqual(await unconfirmed(), ["way in 1"], "the local tenant has no such person");
    assert.deepEqual(await unconfirmed("--exclusions", exclusions), []);
  });
});
