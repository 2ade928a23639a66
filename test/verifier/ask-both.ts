import { type OracleVerdict, secondOpinion } from "../../oracle/oracle";
import type { Exempted } from "../../oracle/people";
import { raw } from "../../oracle/raw";
import { ifUnknownAreEmpty, prove } from "../../src/verifier/prove";
import { exemptionsOf } from "./builders/verdict-on";
import { read } from "./generated/read";

/** The product's verdict on a tenant file and the oracle's, in the same shape. */
export const askBoth = (json: unknown, exempted: Exempted): { product: OracleVerdict; oracle: OracleVerdict } => ({
  product: askProduct(json, exempted),
  oracle: secondOpinion(raw(json), exempted),
});

/** The product's verdict on a tenant file, in the oracle's shape. */
export function askProduct(json: unknown, exempted: Exempted): OracleVerdict {
  const tenant = read(json);
  const exemptions = exemptionsOf(exempted);
  const verdict = prove(tenant, exemptions);
  const { kind, uncovered } = verdict;
  return {
    kind,
    ifUnknownGroupsEmpty: ifUnknownAreEmpty(verdict, tenant, exemptions),
    users: uncovered.users,
    classes: uncovered.classes,
    externals: uncovered.outsiders,
  };
}
