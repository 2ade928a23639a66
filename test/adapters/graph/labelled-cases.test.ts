import assert from "node:assert/strict";
import { readTenant } from "../../../src/adapters/graph";
import { notUnderstoodIn } from "../../../src/verifier/not-understood";
import { LABELLED_CASES } from "../../cases/labelled-cases";

describe("the labelled tenants", () => {
  for (const { name, tenant } of LABELLED_CASES)
    it(`${name} is understood completely`, () => {
      const read = readTenant(tenant);
      assert.ok(read.ok);
      assert.deepEqual(read.notes, []);
      assert.deepEqual(read.tenant.policies.flatMap(notUnderstoodIn), []);
      assert.equal(read.tenant.policies.length, tenant.policies.length);
    });
});
