import type { EvaluationContext } from "../../law/evaluate";
import type { OpenMembership, WhollyExempt } from "../../law/membership/groups";
import { inPartKey, Membership } from "../../law/membership/membership";
import type { GroupId, RoleId, UserId } from "../../law/model/ids";
import type { Applications, AssignmentSide, Control, Policy } from "../../law/model/policy";
import type { Tenant } from "../../law/model/tenant";
import { filterKey, strengthKey } from "../encoding/unknowns";

/** Claims about things that aren't known, by their keys. Other things make no difference. */
export interface Claims {
  /** What is so: the person who signs in is in the group, or holds the role. */
  readonly is: ReadonlySet<string>;
  /** What isn't so: the strength doesn't ask for MFA. */
  readonly isNot: ReadonlySet<string>;
}

/** Groups and roles that aren't known hold nobody who is excluded by them, and everybody who is included. */
export const NOTHING_CLAIMED: Claims = { is: new Set(), isNot: new Set() };

/** The tenant as the law sees it if these claims are true of the person who signs in. */
export function contextWithClaims(tenant: Tenant, from: WhollyExempt | Membership, claims: Claims): EvaluationContext {
  return {
    tenant: { ...tenant, policies: tenant.policies.map((policy) => policyWithClaims(policy, claims)) },
    membership: new MembershipWithClaims(tenant, from, claims),
  };
}

/**
 * Membership, with one person in the groups that the claims say. A group without a claim counts so that policies are about more people:
 * a person who gets through then does so in either case.
 */
class MembershipWithClaims extends Membership {
  readonly #claims: Claims;

  constructor(tenant: Tenant, from: WhollyExempt | Membership, claims: Claims) {
    super(tenant, from);
    this.#claims = claims;
  }

  override isInGroup(id: GroupId, clause: AssignmentSide, person: UserId | undefined): boolean {
    if (super.isInGroup(id, "include", person)) return true;
    return this.groups.mayHoldOthers(id) && this.#isSupposed(this.groups.openIn([id]), clause);
  }

  override hasRole(id: RoleId, clause: AssignmentSide, person: UserId | undefined): boolean {
    if (super.hasRole(id, "include", person) || this.#isSupposed(this.openInRole(id), clause)) return true;
    return this.isAmong(person, this.partsOfRole(id, "exclude")) && this.#isSupposed([{ key: inPartKey(id) }], clause);
  }

  #isSupposed(open: readonly Pick<OpenMembership, "key">[], clause: AssignmentSide): boolean {
    const { is, isNot } = this.#claims;
    return open.some(({ key }) => (clause === "include" ? !isNot.has(key) : is.has(key)));
  }
}

/** The policy as the law sees it if these claims are true. */
export function policyWithClaims(policy: Policy, claims: Claims): Policy {
  const { applications, grant } = policy;
  const { filter } = applications;
  const isFiltered = filter === "include" || filter === "exclude";
  const asksForUnknown = grant.kind === "controls" && grant.controls.some(isUnknownStrength);
  if (!isFiltered && !asksForUnknown) return policy;
  return {
    ...policy,
    applications: isFiltered ? decided(applications, filter, filterKey(policy), claims) : applications,
    grant: asksForUnknown && !claims.isNot.has(strengthKey(policy)) ? askingForMfa(grant) : grant,
  };
}

const isUnknownStrength = (control: Control): boolean =>
  control.kind === "strength" && control.strength.kind === "notKnown";

function decided(applications: Applications, side: AssignmentSide, key: string, { is, isNot }: Claims): Applications {
  const isFound = side === "include" ? !isNot.has(key) : is.has(key);
  const list = applications[side];
  return { ...applications, filter: "none", [side]: isFound ? { ...list, all: true } : list };
}

/** Strengths that aren't known ask for MFA, unless a claim says that they don't. */
const askingForMfa = (grant: Extract<Policy["grant"], { kind: "controls" }>): Policy["grant"] => ({
  ...grant,
  controls: grant.controls.map((control) =>
    isUnknownStrength(control) ? { kind: "strength", strength: { kind: "builtIn" } } : control,
  ),
});
