import type { Change } from "../../oracle/change";
import { type OracleVerdict, secondOpinion } from "../../oracle/oracle";
import type { Exempted } from "../../oracle/people";
import { type Raw, raw } from "../../oracle/raw";
import { compare } from "../../src/verifier/compare";
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

/** Whether the product finds something opened by a change, and something closed. */
export function askProductOfChange(before: Raw, after: Raw, exempted: Exempted): Change {
  const { opened, closed } = compare(read(before), read(after), exemptionsOf(exempted));
  return { opened: opened.length > 0, closed: closed.length > 0 };
}
