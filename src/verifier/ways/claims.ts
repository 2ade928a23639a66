import type { EvaluationContext } from "../../law/evaluate";
import type { OpenMembership } from "../../law/membership/groups";
import { inPartKey, Membership, type MembershipTest } from "../../law/membership/membership";
import type { GroupId, RoleId, UserId } from "../../law/model/ids";
import type { Applications, AssignmentSide, Control, Policy } from "../../law/model/policy";
import type { Tenant } from "../../law/model/tenant";
import { filterKey, strengthKey } from "../encoding/unknowns";

/**
 * Claims about things that aren't known, by their keys: whether the person who signs in is in the group or holds the role, and whether the
 * strength asks for MFA. Other things make no difference.
 */
export type Claims = ReadonlyMap<string, boolean>;

/** Groups and roles that aren't known hold nobody who is excluded by them, and everybody who is included. */
export const NOTHING_CLAIMED: Claims = new Map();

/** The law for a tenant if these claims are true of the person who signs in. */
export const contextWithClaims = ({ tenant, membership }: EvaluationContext, claims: Claims): EvaluationContext => ({
  tenant: { ...tenant, policies: tenant.policies.map((policy) => policyWithClaims(policy, claims)) },
  membership: new MembershipWithClaims(tenant, membership, claims),
});

/**
 * Membership, with one person in the groups that the claims say. A group without a claim counts so that policies are about more people:
 * a person who gets through then does so in either case.
 */
class MembershipWithClaims extends Membership {
  readonly #claims: Claims;

  constructor(tenant: Tenant, from: Membership, claims: Claims) {
    super(tenant, from);
    this.#claims = claims;
  }

  /** A group without a claim on both sides of the policy counts as not holding the person: if it does, they are excluded. */
  override asSeenBy({ include, exclude }: Policy["users"]): MembershipTest {
    if (include.groups.size + include.roles.size === 0) return this;
    const excluded = [...this.openIn(exclude).map(({ key }) => key), ...Array.from(exclude.roles, inPartKey)];
    const claims = new Map([...excluded.map((key) => [key, false] as const), ...this.#claims]);
    return {
      isInGroup: (id, clause, person) => this.isInGroup(id, clause, person, claims),
      hasRole: (id, clause, person) => this.hasRole(id, clause, person, claims),
    };
  }

  override isInGroup(id: GroupId, clause: AssignmentSide, person: UserId | undefined, claims = this.#claims): boolean {
    return super.isInGroup(id, "include", person) || isSupposed(this.groups.openIn([id]), clause, claims);
  }

  override hasRole(id: RoleId, clause: AssignmentSide, person: UserId | undefined, claims = this.#claims): boolean {
    const inPart = this.isAmong(person, this.partsOfRole(id, "exclude")) ? [{ key: inPartKey(id) }] : [];
    return super.hasRole(id, "include", person) || isSupposed([...this.openInRole(id), ...inPart], clause, claims);
  }
}

const isSupposed = (open: readonly Pick<OpenMembership, "key">[], clause: AssignmentSide, claims: Claims): boolean =>
  open.some(({ key }) => claims.get(key) ?? clause === "include");

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
    grant: asksForUnknown && claims.get(strengthKey(policy)) !== false ? askingForMfa(grant) : grant,
  };
}

const isUnknownStrength = (control: Control): boolean =>
  control.kind === "strength" && control.strength.kind === "notKnown";

function decided(applications: Applications, side: AssignmentSide, key: string, claims: Claims): Applications {
  const isFound = claims.get(key) ?? side === "include";
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
