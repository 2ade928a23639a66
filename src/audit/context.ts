import { evaluationContext } from "../law/evaluate";
import type { Membership } from "../law/membership/membership";
import type { TenantEvidence } from "../law/model/evidence";
import type { GroupId, RoleId, UserId } from "../law/model/ids";
import type { Policy } from "../law/model/policy";
import type { Exemption } from "../law/model/register";
import type { Tenant } from "../law/model/tenant";
import type { NotUnderstood } from "../law/model/truth";
import type { IsoDate } from "../text/iso-date";
import type { JudgedRegister } from "../verifier/exemptions";
import { type Exempt, exemptIn } from "../verifier/exemptions";
import type { Verdict } from "../verifier/verdict";
import { type DirectoryNames, describeRole, directoryNames } from "../words/principal";
import { type Observation, observation, type Subject } from "./answer";
import { type Carriers, carriersOf } from "./carriers/carriers";
import { type Represented, representedIn } from "./carriers/represented";
import { partOf } from "./not-known";

/** What an audit is made of. */
export interface AuditInput {
  readonly tenant: Tenant;
  /** What the tenant says other than what decides about sign-ins. */
  readonly facts: TenantEvidence;
  readonly verdict: Verdict;
  readonly register: JudgedRegister | undefined;
  readonly day: IsoDate;
}

/** The matter with what several checks ask about. */
export interface AuditContext extends AuditInput {
  readonly exemptions: readonly Exemption[];
  readonly exempt: Exempt;
  readonly membership: Membership;
  readonly names: DirectoryNames;
  readonly carriers: Carriers;
  readonly represented: Represented;
}

/** Works out what the checks have in common: above all which policies carry the control. */
export function auditContext(matter: AuditInput): AuditContext {
  const { tenant, verdict, register, facts } = matter;
  const exemptions = register?.exemptions ?? [];
  const exempt = exemptIn(tenant, exemptions);
  const represented = representedIn(tenant, exempt);
  return {
    ...matter,
    exemptions,
    exempt,
    membership: evaluationContext(tenant, exempt.groups).membership,
    names: directoryNames(tenant),
    carriers: carriersOf(represented.tenant, exempt, verdict, facts),
    represented,
  };
}

/** What was found of a policy. */
export const ofPolicy = (policy: Policy, what: string, value: string): Observation =>
  observation(policySubject(policy), what, value);

/** What of a policy isn't understood. */
export const notesOf = (policy: Policy, notes: readonly NotUnderstood[]): readonly Observation[] =>
  notes.map(({ field, why }) => ofPolicy(policy, field, why));

export const policySubject = ({ id, displayName }: Policy): Subject => ({ kind: "policy", id, name: displayName });

export function userSubject(id: UserId, { names }: Pick<AuditContext, "names">): Subject {
  const user = names.userOf(id);
  return { kind: "user", id, name: user?.displayName ?? user?.userPrincipalName ?? id };
}

export const groupSubject = (id: GroupId, { tenant }: Pick<AuditContext, "tenant">): Subject => ({
  kind: "group",
  id,
  name: tenant.groups?.get(id)?.displayName ?? id,
});

export const roleSubject = (id: RoleId, { facts }: Pick<AuditContext, "facts">): Subject => ({
  kind: "role",
  id,
  name: partOf(facts.roles)?.get(id)?.displayName ?? describeRole(id).replace(/^the role /, ""),
});
