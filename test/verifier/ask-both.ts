import assert from "node:assert/strict";
import { type OracleVerdict, secondOpinion } from "../../oracle/oracle";
import type { Exempted } from "../../oracle/people";
import { raw } from "../../oracle/raw";
import { readTenant } from "../../src/tenant/graph/tenant";
import { ifUnknownAreEmpty, prove } from "../../src/verifier/prove";
import { exemptionsOf } from "./builders/verdict-on";

/** The product's verdict on a tenant file and the oracle's, in the same shape. */
export const askBoth = (json: unknown, exempted: Exempted): { product: OracleVerdict; oracle: OracleVerdict } => ({
  product: askProduct(json, exempted),
  oracle: secondOpinion(raw(json), exempted),
});

/** The product's verdict on a tenant file, in the oracle's shape. */
export function askProduct(json: unknown, exempted: Exempted): OracleVerdict {
  const read = readTenant(json);
  assert.ok(read.ok, "a generated tenant has a right shape");
  const exemptions = exemptionsOf(exempted);
  const verdict = prove(read.tenant, exemptions);
  const { kind, uncovered } = verdict;
  return {
    kind,
    ifUnknownGroupsEmpty: ifUnknownAreEmpty(verdict, read.tenant, exemptions),
    users: uncovered.users,
    classes: uncovered.classes,
    externals: uncovered.outsiders,
  };
}
