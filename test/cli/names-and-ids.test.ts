import assert from "node:assert/strict";
import { suiteFolder } from "../temporary-folder";
import { aPolicy, aTenant } from "./a-tenant";
import { LABELLED_CASES, registerFor } from "./labelled-cases";
import { recordedRun } from "./recorded-run";

const [FIRST, SECOND] = ["ca-1", "ca-2"];

describe("the name of a policy", () => {
  const files = suiteFolder();
  const proving = async (policies: readonly object[]): Promise<string> => {
    const { out } = await recordedRun(["prove", files.write("tenant.json", aTenant(policies))]);
    return out.replace(/\s+/g, " ");
  };
  const browsers = (id: string, displayName: string) =>
    aPolicy({ id, displayName, conditions: { clientAppTypes: ["browser"] } });
  const OTHERS = { clientAppTypes: ["mobileAppsAndDesktopClients", "exchangeActiveSync", "other"] };
  const others = (id: string, displayName: string) => aPolicy({ id, displayName, conditions: OTHERS });

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

const GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
const upper = (text: string): string => text.replaceAll(GUID, (id) => id.toUpperCase());

describe("an id in another letter case", () => {
  const files = suiteFolder();

  async function verdictOf(tenant: string, register: string | undefined) {
    const exclusions = register === undefined ? [] : ["--exclusions", files.write("register.yaml", register)];
    const path = files.write("tenant.json", tenant);
    const { status, out } = await recordedRun(["prove", "--format", "json", ...exclusions, path]);
    const { verdict, uncovered, bypasses, exempt } = JSON.parse(out.toLowerCase());
    return { status, verdict, uncovered, bypasses, exempt };
  }

  for (const one of LABELLED_CASES)
    it(`is the same id: ${one.name}`, async () => {
      const [tenant, register] = [JSON.stringify(one.tenant), registerFor(one)];
      const usual = await verdictOf(tenant, register);
      assert.deepEqual(await verdictOf(upper(tenant), register), usual, "in the tenant");
      if (register !== undefined) assert.deepEqual(await verdictOf(tenant, upper(register)), usual, "in the register");
    });
});
