import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readTenant } from "../../../src/adapters/graph/tenant";
import { notUnderstoodIn } from "../../../src/verifier/not-understood";

const FOLDERS = ["bypass", "proved"].map((name) => join(__dirname, "../../cases", name));

describe("the labelled tenants", () => {
  for (const folder of FOLDERS)
    for (const file of readdirSync(folder))
      it(`${file} is understood completely`, () => {
        const { tenant } = JSON.parse(readFileSync(join(folder, file), "utf8"));
        const read = readTenant(tenant);
        assert.ok(read.ok);
        assert.deepEqual(read.notes, []);
        assert.deepEqual(read.tenant.policies.flatMap(notUnderstoodIn), []);
        assert.equal(read.tenant.policies.length, tenant.policies.length);
      });
});
