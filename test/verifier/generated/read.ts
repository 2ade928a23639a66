import assert from "node:assert/strict";
import type { Tenant } from "../../../src/law/model/tenant";
import { readTenant } from "../../../src/tenant/graph/tenant";

/** Reads a tenant file whose shape is right. */
export function read(json: unknown): Tenant {
  const result = readTenant(json);
  assert.ok(result.ok, "the tenant file has a right shape");
  return result.tenant;
}
