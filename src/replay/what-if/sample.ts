import { CONDITIONS, DIMENSIONS, meetsCondition } from "../../law/conditions";
import { type EvaluationContext, evaluationContext } from "../../law/evaluate";
import type { Policy } from "../../law/model/policy";
import type { Principal, SignIn } from "../../law/model/sign-in";
import type { Tenant } from "../../law/model/tenant";
import { meetsUsers } from "../../law/users";
import { asStopping, Encoding } from "../../verifier/encoding/encoding";
import type { Part } from "../../verifier/encoding/policy-parts";
import { identityTypesOf, namedHomeTenants } from "../../verifier/people/identity-types";

/** People who are looked at for somebody whom a policy is about, and somebody whom it isn't. */
const MOST_PEOPLE = 2_000;
/** Steps of the solver for one sign-in. */
const MOST_STEPS = 1_000_000;

/**
 * Sign-ins that meet each policy that isn't off, and miss it in each dimension that it has a condition on, and in whom it is about;
 * as few as cover all of that.
 */
export function coveringSample(tenant: Tenant, most: number): readonly SignIn[] {
  const context = evaluationContext(tenant);
  const { membership } = context;
  const people = principalsOf(tenant);
  const encoding = new Encoding([{ tenant: { ...tenant, policies: tenant.policies.map(asStopping) }, membership }]);
  const { vocabulary, unknowns } = encoding;
  const { logic } = vocabulary;
  if (!vocabulary.places.areWhole || people.length === 0) return [];

  const signIn = (principal: Principal | undefined, conditions: readonly Part[], missed?: Part): readonly SignIn[] => {
    if (principal === undefined) return [];
    const wanted = conditions.map(({ met }, index) => (conditions[index] === missed ? met.isNot : met.is));
    const answer = logic.solver.solve([unknowns.isFirm, ...wanted.map((one) => logic.implying(one))], MOST_STEPS);
    return answer.kind === "yes" ? [vocabulary.signIn(answer.isTrue, principal, new Set())] : [];
  };

  const found = tenant.policies.flatMap((policy, number) => {
    if (policy.enforcement.kind === "off") return [];
    const conditions = conditionsOf(policy, encoding.policies[number]?.parts ?? []);
    const [somebody, somebodyElse] = (["yes", "no"] as const).map((truth) =>
      people.find((principal) => meetsUsers(policy.users, principal, membership) === truth),
    );
    return [
      ...signIn(somebody, conditions),
      ...signIn(somebodyElse, conditions),
      ...conditions.flatMap((missed) => signIn(somebody, conditions, missed)),
    ];
  });
  return covering(found, tenant, context, most);
}

const conditionsOf = (policy: Policy, parts: readonly (Part | undefined)[]): readonly Part[] =>
  DIMENSIONS.filter((dimension) => policy.conditions[dimension].kind !== "any").flatMap(
    (dimension) => parts.find((one) => one?.reason === CONDITIONS[dimension].reason) ?? [],
  );

/** Members first: a question about a guest needs a home tenant. */
function principalsOf({ users, policies }: Tenant): readonly Principal[] {
  const homes = namedHomeTenants(policies);
  const all = (users ?? [])
    .slice(0, MOST_PEOPLE)
    .flatMap(({ id, classes: [type = "member"] }): readonly Principal[] => {
      const [identity] = identityTypesOf(type, homes);
      return identity === undefined ? [] : [{ kind: "person", id, identity }];
    });
  return all.toSorted(
    (one, other) => Number(one.identity.type !== "member") - Number(other.identity.type !== "member"),
  );
}

/** In what a sign-in misses a policy: whom it is about, and dimensions. Only where it is one thing it shows what that does. */
const missedIn = (policy: Policy, signIn: SignIn, { tenant, membership }: EvaluationContext): readonly string[] => [
  ...(meetsUsers(policy.users, signIn.principal, membership) === "yes" ? [] : ["users"]),
  ...DIMENSIONS.filter(
    (dimension) => meetsCondition(dimension, policy.conditions, signIn[dimension], tenant) !== "yes",
  ),
];

/** Of these, one after the other that shows most of what no other one has shown. */
function covering(
  found: readonly SignIn[],
  tenant: Tenant,
  context: EvaluationContext,
  most: number,
): readonly SignIn[] {
  const shows = found.map((signIn) => ({
    signIn,
    what: tenant.policies.flatMap((policy) => {
      const missed = missedIn(policy, signIn, context);
      return missed.length > 1 ? [] : [`${policy.id} ${missed[0] ?? "met"}`];
    }),
  }));
  const shown = new Set<string>();
  const chosen: SignIn[] = [];
  while (chosen.length < most) {
    const news = shows.map(({ what }) => what.filter((one) => !shown.has(one)).length);
    const best = news.indexOf(Math.max(...news));
    const one = shows[best];
    if (one === undefined || news[best] === 0) break;
    for (const what of one.what) shown.add(what);
    chosen.push(one.signIn);
  }
  return chosen;
}
