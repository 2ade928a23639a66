import { type EvaluationContext, evaluationContext } from "../law/evaluate";
import { Membership } from "../law/membership/membership";
import type { DirectoryChange, TenantEvidence } from "../law/model/evidence";
import type { Policy } from "../law/model/policy";
import type { Tenant } from "../law/model/tenant";
import type { NotUnderstood } from "../law/model/truth";
import type { Evidence, Subject } from "../report/report";
import type { IsoDate } from "../text/iso-date";
import { type Exempt, exemptIn, type JudgedRegister } from "../verifier/exemptions";
import { firstOfClasses } from "../verifier/people/classes";
import { NumberedPeople } from "../verifier/people/numbered-people";
import type { Verdict } from "../verifier/verdict";
import { type DirectoryNames, directoryNames } from "../words/principal";
import { observation } from "./answer";
import { CarrierSearch, type Carriers, carriersOf } from "./carriers/carriers";
import { partOf } from "./not-known";

/** The input of an audit. */
export interface AuditInput {
  readonly tenant: Tenant;
  /** What the tenant says beyond what decides about sign-ins. */
  readonly facts: TenantEvidence;
  readonly verdict: Verdict;
  readonly register: JudgedRegister | undefined;
  /** The commit that last changed each entry of the register, by the id of its user or group. Null if git doesn't know them. */
  readonly commits: Readonly<Record<string, string>> | null;
  readonly day: IsoDate;
}

/** The input of an audit, with what several checks need. */
export interface AuditContext extends AuditInput {
  readonly exempt: Exempt;
  /** As the file says it. In `whole`, groups that the register declares hold only exempt people. */
  readonly membership: Membership;
  readonly names: DirectoryNames;
  readonly carriers: Carriers;
  readonly search: CarrierSearch;
  /** The tenant as if its lists were whole: policies that a list lacks could only stop more. */
  readonly whole: EvaluationContext;
  /** Everybody who isn't exempt, and one person of each class of these. */
  readonly people: NumberedPeople;
  readonly representatives: NumberedPeople;
}

/** Works out what several checks need, above all which policies carry the control. */
export function auditContext(input: AuditInput): AuditContext {
  const { tenant, verdict, register, facts } = input;
  const exempt = exemptIn(tenant, register?.exemptions ?? []);
  const { partlyKnown: _, ...listed } = tenant;
  const whole = evaluationContext(listed, exempt.groups);
  const people = new NumberedPeople([tenant], exempt.isExempt);
  const representatives = firstOfClasses(whole, people);
  const search = new CarrierSearch(whole, representatives, input);
  return {
    ...input,
    exempt,
    membership: new Membership(tenant),
    names: directoryNames(tenant, partOf(facts.roleDefinitions)),
    carriers: carriersOf(verdict, input, search),
    search,
    whole,
    people,
    representatives,
  };
}

/** What was found about a policy. */
export const ofPolicy = (policy: Policy, what: string, value: string): Evidence =>
  observation(policySubject(policy), what, value);

/** The content of a policy that isn't understood. */
export const notesOf = (policy: Policy, notes: readonly NotUnderstood[]): readonly Evidence[] =>
  notes.map(({ field, why }) => ofPolicy(policy, field, why));

/** A policy as the subject of evidence, by its name. */
export const policySubject = ({ id, displayName }: Policy): Subject => ({ kind: "policy", id, name: displayName });

/** The last change to an object. @param id in lower case */
export const lastChange = (id: string, changes: readonly DirectoryChange[]): DirectoryChange | undefined =>
  changes
    .filter(({ targets }) => targets.has(id))
    .reduce<DirectoryChange | undefined>((last, one) => (last && last.at >= one.at ? last : one), undefined);

/** The last change to an object that the tenant's audit log still has. The log keeps at most 30 days. */
export const lastKnownChange = (id: string, { directoryAudits }: TenantEvidence): DirectoryChange | undefined =>
  lastChange(id.toLowerCase(), partOf(directoryAudits) ?? []);
