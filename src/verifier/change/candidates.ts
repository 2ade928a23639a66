import { NOT_CONFIGURED } from "../../law/conditions";
import { evaluationContext } from "../../law/evaluate";
import { type UserId, userId } from "../../law/model/ids";
import { NO_USERS, type Policy } from "../../law/model/policy";
import { OUTSIDER_TYPES } from "../../law/model/sign-in";
import type { CandidatePolicy } from "../search/candidate-policy";
import { type PossiblePolicy, possiblePolicies } from "./possible-policies";
import { settledTenant } from "./settled-tenant";
import type { Side } from "./side";
import { type Requirement, Suppositions } from "./supposition";
import { UnknownMembers } from "./unknown-members";

/** The policies of two tenants in all ways in which they may turn out. */
export interface Candidates {
  readonly sides: readonly [Side, Side];
  readonly suppositions: Suppositions;
  readonly policies: readonly CandidatePolicy[];
  readonly requirements: readonly Requirement[];
  /** The number of a policy about everybody with an object in the directory, which stops nobody; where it is needed. */
  readonly directory: number | undefined;
}

/** @param here the index of the tenant in which sign-ins get through: whoever is judged is there */
export function candidatesOf(sides: readonly [Side, Side], here: 0 | 1): Candidates {
  const suppositions = new Suppositions();
  const possible = sides.flatMap((side, tenantIndex) => candidatesIn(side, tenantIndex, suppositions));
  const policies = possible.map(({ candidate }) => candidate);
  const [first] = policies;
  const someMembership = suppositions.list.some((_, number) => suppositions.isMembership(number));
  const directory = first === undefined || !someMembership ? undefined : policies.length;
  return {
    sides,
    suppositions,
    policies: first === undefined || directory === undefined ? policies : [...policies, aboutDirectory(first, here)],
    requirements: possible.map(({ one }) => one.requirement),
    directory,
  };
}

/** Stands for whoever is judged, where nobody is in a group or holds a role because of what isn't known. */
const NOBODY: UserId = userId("nobody");

function candidatesIn(
  side: Side,
  tenantIndex: number,
  suppositions: Suppositions,
): readonly { readonly candidate: CandidatePolicy; readonly one: PossiblePolicy }[] {
  const { tenant, exempt, partialRoles } = side;
  const members = new UnknownMembers(side, suppositions, tenantIndex);
  const settled = evaluationContext(
    settledTenant(side, NOBODY, () => false),
    exempt.groups,
  );
  return settled.tenant.policies
    .flatMap((policy, at) =>
      possiblePolicies(policy, tenant.policies[at]?.users ?? policy.users, {
        members,
        partialRoles,
        number: (key, supposition) => suppositions.number(key, supposition, tenantIndex),
      }),
    )
    .map((one) => ({
      one,
      candidate: { policy: one.policy, context: settled, certainty: "yes", tenantIndex, settled: one.settled },
    }));
}

const DIRECTORY: Policy["users"] = {
  include: { ...NO_USERS, everyone: true },
  exclude: {
    ...NO_USERS,
    guests: { types: new Set(OUTSIDER_TYPES), homes: { kind: "all" }, notUnderstood: [] },
  },
};

const aboutDirectory = ({ policy, context, certainty }: CandidatePolicy, tenantIndex: number): CandidatePolicy => ({
  policy: { ...policy, users: DIRECTORY, conditions: NOT_CONFIGURED },
  context,
  certainty,
  tenantIndex,
});
