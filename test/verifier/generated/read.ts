import assert from "node:assert/strict";
import type { Tenant } from "../../../src/law/model/tenant";
import { readTenant } from "../../../src/tenant/graph/tenant";

/** Reads a tenant file whose shape is right. */
export function read(json: unknown, partialPolicies: "refuse" | "take" = "refuse"): Tenant {
  const result = readTenant(json, partialPolicies);
  assert.ok(result.ok, JSON.stringify(result));
  return result.tenant;
}
