import assert from "node:assert/strict";
import { LABELLED_CASES, registerFor } from "./labelled-cases";
import { recordedRun } from "./recorded-run";
import { writtenFiles } from "./written-files";

const GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
const upper = (text: string): string => text.replaceAll(GUID, (id) => id.toUpperCase());

describe("an id in another letter case", () => {
  const files = writtenFiles();

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
