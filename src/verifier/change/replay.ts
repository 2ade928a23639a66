import { type EvaluationContext, evaluate, evaluationContext, type LetThrough, outcome } from "../../law/evaluate";
import { userId } from "../../law/model/ids";
import type { Principal, SignIn } from "../../law/model/sign-in";
import type { Tenant } from "../../law/model/tenant";
import type { Candidates } from "./candidates";
import { withReadings } from "./readings";
import { settledTenant, withFilterSettled } from "./settled-tenant";
import type { Valuation } from "./valuation";

/** Whom nothing names has an id as long as it matters what groups they may be in. */
const SOMEBODY = userId("somebody");

/**
 * Why each policy lets a sign-in through, replayed in the evaluator in both tenants as they are when this is supposed.
 * @param signIns the sign-in in each of the tenants
 * @throws if the one stops it, or the other one doesn't though it should: a mistake of this program
 */
export function replayed(
  candidates: Candidates,
  supposed: Valuation,
  signIns: readonly SignIn[],
  here: 0 | 1,
  isInBoth: boolean,
): readonly LetThrough[] {
  const there = here === 0 ? 1 : 0;
  const [signIn, elsewhere] = [signIns[here], signIns[there]];
  if (signIn === undefined || elsewhere === undefined) throw new Error("a sign-in in each of two tenants");
  const isStopped = (tenantIndex: 0 | 1, one: SignIn) => {
    const settled = settledFor(candidates, tenantIndex, supposed, one.principal);
    return evaluate(settled, withId(one));
  };
  if (isInBoth && isStopped(there, elsewhere) === "no")
    throw new Error("the comparison and the evaluator disagree: nobody stops it on the other side");
  return reasonsFor(candidates, here, supposed, signIn);
}

function settledFor(
  { sides, suppositions }: Candidates,
  tenantIndex: 0 | 1,
  supposed: Valuation,
  principal: Principal,
): EvaluationContext {
  const side = sides[tenantIndex];
  const isSupposed = (key: string): boolean => {
    const number = suppositions.numberOf(key);
    return number !== undefined && supposed.get(number) === true;
  };
  const person = principal.kind === "person" ? principal.id : SOMEBODY;
  const settled = settledTenant(side, person, isSupposed);
  const policies = settled.policies.map((policy) => withReadings(withFilterSettled(policy, isSupposed), isSupposed));
  return evaluationContext({ ...settled, policies }, side.exempt.groups);
}

/** Somebody whom nothing names, as somebody with an id. */
const withId = (signIn: SignIn): SignIn =>
  signIn.principal.kind === "unnamed"
    ? { ...signIn, principal: { ...signIn.principal, kind: "person", id: SOMEBODY } }
    : signIn;

function reasonsFor(candidates: Candidates, here: 0 | 1, supposed: Valuation, signIn: SignIn): readonly LetThrough[] {
  const { tenant, context } = candidates.sides[here];
  const settled = settledFor(candidates, here, supposed, signIn.principal);
  return tenant.policies.map((policy, index): LetThrough => {
    const [own = policy] = settled.tenant.policies.slice(index, index + 1);
    const { kind, ...rest } = outcome(own, withId(signIn), settled);
    if (kind === "stops") throw new Error(`the comparison and the evaluator disagree about policy ${policy.id}`);
    const isUnclear = isUnclearOf(policy, signIn, context);
    const because = { policy: policy.id, displayName: policy.displayName, reason: "unsupported" as const };
    return isUnclear ? because : { ...because, ...rest };
  });
}

const isUnclearOf = (policy: Tenant["policies"][number], signIn: SignIn, context: EvaluationContext): boolean =>
  outcome(policy, signIn, context).kind === "unclear";
