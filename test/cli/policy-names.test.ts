import assert from "node:assert/strict";
import { aPolicy, aTenant } from "./a-tenant";
import { recordedRun } from "./recorded-run";
import { writtenFiles } from "./written-files";

const [FIRST, SECOND] = ["ca-1", "ca-2"];

describe("the name of a policy", () => {
  const files = writtenFiles();
  const proving = async (policies: readonly object[]): Promise<string> => {
    const { out } = await recordedRun(["prove", files.write("tenant.json", aTenant(policies))]);
    return out.replace(/\s+/g, " ");
  };
  const browsers = (id: string, displayName: string) =>
    aPolicy({ id, displayName, conditions: { clientAppTypes: ["browser"] } });
  const others = (id: string, displayName: string) =>
    aPolicy({
      id,
      displayName,
      conditions: { clientAppTypes: ["mobileAppsAndDesktopClients", "exchangeActiveSync", "other"] },
    });

  it("has the id with it in a proof and in a way in, where two have the same name", async () => {
    const proof = await proving([browsers(FIRST, "MFA"), others(SECOND, "MFA")]);
    assert.ok(proof.includes(`"MFA" (${FIRST})`) && proof.includes(`"MFA" (${SECOND})`), proof);
    const wayIn = await proving([browsers(FIRST, "MFA"), browsers(SECOND, "MFA")]);
    assert.ok(wayIn.includes(`"MFA" (${FIRST})`) && wayIn.includes(`"MFA" (${SECOND})`), wayIn);
    const twice = files.write("twice.json", aTenant([browsers(FIRST, "MFA"), others(SECOND, "MFA")]));
    const { out } = await recordedRun(["explain", twice, "--user", "person-1@contoso.example"]);
    assert.ok(out.includes(`"MFA" (${FIRST})`) && out.includes(`"MFA" (${SECOND})`), out);
  });

  it("stands by itself where it is the only one of its name, however long it is", async () => {
    const long = `CA001 ${"every word of it ".repeat(12)}end`;
    const wayIn = await proving([browsers(FIRST, long)]);
    assert.ok(wayIn.includes(`"${long}"`) && !wayIn.includes(FIRST), wayIn);
  });
});
