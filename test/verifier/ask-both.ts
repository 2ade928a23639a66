import assert from "node:assert/strict";
import { type OracleVerdict, secondOpinion } from "../../oracle/oracle";
import type { Exempted } from "../../oracle/people";
import { raw } from "../../oracle/raw";
import { readTenant } from "../../src/tenant/graph/tenant";
import { ifUnknownAreEmpty, prove } from "../../src/verifier/prove";
import { exemptionsOf } from "./builders/verdict-on";

/** The product's verdict on a tenant file and the oracle's, in the same shape. */
export function askBoth(json: unknown, exempted: Exempted): { product: OracleVerdict; oracle: OracleVerdict } {
  const read = readTenant(json);
  assert.ok(read.ok, "a generated tenant has a right shape");
  const exemptions = exemptionsOf(exempted);
  const verdict = prove(read.tenant, exemptions);
  const { kind, uncovered } = verdict;
  const ifUnknownGroupsEmpty = ifUnknownAreEmpty(verdict, read.tenant, exemptions);
  return {
    product: {
      kind,
      ifUnknownGroupsEmpty,
      users: uncovered.users,
      classes: uncovered.classes,
      externals: uncovered.outsiders,
    },
    oracle: secondOpinion(raw(json), exempted),
  };
}
