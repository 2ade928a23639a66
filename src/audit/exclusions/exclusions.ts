import { Membership } from "../../law/membership/membership";
import { type UserId, userId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { RegisterEntry } from "../../law/model/register";
import { NOBODY_EXEMPT } from "../../verifier/exemptions";
import { closedBy } from "../../verifier/questions/closed-by";
import type { Subject } from "../answer";
import { narrowedTo } from "../carriers/represented";
import { type AuditContext, groupSubject, policySubject, userSubject } from "../context";
import { type ExclusionLine, exclusionLines, isUndeclared } from "./lines";
import { type AccessReviewCoverage, coverageOf } from "./review-coverage";

/** Somebody who is left out: by an entry of the register, or by a policy alone. */
export interface Exclusion {
  readonly subject: Subject;
  /** *in force*: it exempts; *overdue*, *too far ahead*: it exempts nobody; *not declared*: no entry is about it. */
  readonly standing: "in force" | "overdue" | "too far ahead" | "not declared";
  readonly entry: RegisterEntry | undefined;
  /** No policy makes use of the entry. */
  readonly isStale: boolean;
  /** Policies of this control that exclude it. */
  readonly excludedBy: readonly Subject[];
  readonly review: AccessReviewCoverage;
  /** Enforced policies that still stop some sign-ins of it, or of somebody in the group. */
  readonly confinedBy: readonly Subject[];
}

/** Everybody whom the register declares, in its order, then whom policies of this control exclude without it. */
export function exclusionsOf(audited: AuditContext): readonly Exclusion[] {
  const { register, carriers } = audited;
  const lines = carriers.policies.flatMap((policy) => exclusionLines(policy, audited));
  const confined = confinements(audited);
  const linesOf = (id: string): readonly ExclusionLine[] => lines.filter(({ subject }) => subject.id === id);
  const exclusion = (subject: Subject, entry: RegisterEntry | undefined): Exclusion => ({
    subject,
    standing: standingOf(entry, audited),
    entry,
    isStale: entry !== undefined && register?.stale.includes(entry) === true,
    excludedBy: linesOf(subject.id).map(({ policy }) => policySubject(policy)),
    review: coverageOf(subject, lines, audited),
    confinedBy: [...new Set(peopleIn(entry, audited).flatMap((id) => confined.get(id) ?? []))].map(policySubject),
  });
  const declared = (register?.register.entries ?? []).map((entry) => {
    const { kind, id } = entry.principal;
    return exclusion(kind === "user" ? userSubject(id, audited) : groupSubject(id, audited), entry);
  });
  const known = new Set(declared.map(({ subject }) => subject.id));
  const firstLines = lines.filter(({ subject }, at) => at === lines.findIndex((one) => one.subject.id === subject.id));
  const others = firstLines.filter((line) => !known.has(line.subject.id) && isUndeclared(line));
  return [...declared, ...others.map(({ subject }) => exclusion(subject, undefined))];
}

/** Whom an entry is about: of a group those whom it lists, or else whoever is known to be in it. */
function peopleIn(entry: RegisterEntry | undefined, { tenant }: AuditContext): readonly UserId[] {
  if (entry === undefined) return [];
  const { principal } = entry;
  if (principal.kind === "user") return [principal.id];
  return principal.members === undefined
    ? Array.from(new Membership(tenant).ofGroup(principal.id).people, userId)
    : [...principal.members];
}

/** For each exempt account the enforced policies that still stop some of its sign-ins. */
function confinements({ tenant, exempt }: AuditContext): ReadonlyMap<UserId, readonly Policy[]> {
  const { partlyKnown: _, ...whole } = tenant; // what a list lacks could only stop more
  const exemptAlone = narrowedTo(whole, ({ id }) => exempt.isExempt(id));
  const found = new Map<UserId, Policy[]>();
  if (exemptAlone.users === undefined || exemptAlone.users.length === 0) return found;
  const policies = tenant.policies.filter(({ enforcement }) => enforcement.kind === "enforced");
  const { principals, closed } = closedBy({ ...exemptAlone, policies }, new Set(policies), NOBODY_EXEMPT);
  for (const [policy, { classes }] of closed)
    for (const id of principals.idsIn(classes)) found.set(id, [...(found.get(id) ?? []), policy]);
  return found;
}

function standingOf(entry: RegisterEntry | undefined, { register }: AuditContext): Exclusion["standing"] {
  if (entry === undefined) return "not declared";
  if (register?.overdue.includes(entry)) return "overdue";
  return register?.tooFarAhead.includes(entry) ? "too far ahead" : "in force";
}
