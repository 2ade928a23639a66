import { evaluationContext } from "../../law/evaluate";
import type { UserId } from "../../law/model/ids";
import { exposuresBeside } from "../../verifier/exposure";
import type { Audited } from "../audited";
import { representedIn } from "../carriers/representatives";
import type { SignInKind } from "./kind";
import type { Standing } from "./standing";

/** Exempt people in lots, and for each kind of sign-ins how each lot stands. */
export interface ExemptPeople {
  readonly lots: readonly (readonly UserId[])[];
  readonly standings: readonly (readonly Standing[])[];
}

/**
 * How people stand whom the register exempts: *exempt* where one may get in, and *covered* where a policy asks them for MFA all the
 * same. They are asked about as if they weren't exempt.
 */
export function exemptPeople(
  { tenant, exempt }: Pick<Audited, "tenant" | "exempt">,
  kinds: readonly SignInKind[],
): ExemptPeople {
  const people = tenant.users?.filter(({ id }) => exempt.isExempt(id)) ?? [];
  if (people.length === 0) return { lots: [], standings: kinds.map(() => []) };
  const nobody = { isExempt: () => false, groups: new Set<never>() };
  const { lots, tenant: few } = representedIn({ ...tenant, users: people }, nobody);
  const exposures = exposuresBeside(
    evaluationContext(few),
    nobody.isExempt,
    kinds.map(({ others }) => others),
  );
  const standings = exposures.map(({ possible, isWhole }) => {
    const open = new Set(possible.users);
    return lots.map(([first]): Standing => (first === undefined || open.has(first) || !isWhole ? "exempt" : "covered"));
  });
  return { lots, standings };
}
