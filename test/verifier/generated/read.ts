import assert from "node:assert/strict";
import type { Tenant } from "../../../src/law/model/tenant";
import { readTenant } from "../../../src/tenant/graph/tenant";

/** A generated tenant file, read; its shape is always right. */
export function read(json: unknown): Tenant {
  const result = readTenant(json);
  assert.ok(result.ok, "a generated tenant has a right shape");
  return result.tenant;
}
