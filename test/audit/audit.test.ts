import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { AUDIT_FORMATS } from "../../src/bundle/reports";
import { sha256 } from "../../src/bundle/what-was-read";
import { recordedRun } from "../cli/recorded-run";
import { suiteFolder } from "../temporary-folder";
import { printed, RUN } from "./printed";
import { auditedTenant } from "./tenants/audited-tenants";

describe("azmfa audit on the command line", () => {
  const files = suiteFolder();
  for (const [name, status] of [
    ["compliant", 0],
    ["reference", 1],
    ["no-policy", 1],
  ] as const)
    for (const format of AUDIT_FORMATS)
      it(`prints ${format} of ${name}, and ends with status ${status}`, async () => {
        const one = auditedTenant(name);
        const register = files.write("register.yaml", one.register);
        const path = files.write("tenant.json", one.tenant);
        const run = await recordedRun(["audit", path, "--exclusions", register, "--format", format]);
        assert.equal(run.status, status);
        const read = (name: string) => ({ name, sha256: sha256(readFileSync(name)) });
        const same = await printed(one, format, { ...RUN, source: read(path), register: read(register) });
        assert.equal(run.out.replaceAll(`${files.path}/`, ""), same.replaceAll(`${files.path}/`, ""));
      });
});
