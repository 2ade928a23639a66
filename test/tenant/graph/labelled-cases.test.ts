import assert from "node:assert/strict";
import { readTenant } from "../../../src/tenant/graph/tenant";
import { notUnderstoodIn, notUnderstoodInTenant } from "../../../src/verifier/not-understood";
import { LABELLED_CASES } from "../../cases/labelled-cases";

describe("the labelled tenants", () => {
  for (const { name, field, tenant } of LABELLED_CASES)
    it(`${name} is understood ${field === undefined ? "completely" : `but for ${field}`}`, () => {
      const read = readTenant(tenant);
      assert.ok(read.ok);
      assert.deepEqual(read.notes, []);
      const left = [...read.tenant.policies.flatMap(notUnderstoodIn), ...notUnderstoodInTenant(read.tenant)];
      assert.deepEqual([...new Set(left.map((one) => one.field))], field === undefined ? [] : [field]);
      assert.equal(read.tenant.policies.length, tenant.policies.length);
    });
});
