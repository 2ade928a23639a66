import { targetsAzureManagement } from "../../law/applications";
import { isEnforced } from "../../law/grant";
import type { UserId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { RegisterEntry } from "../../law/model/register";
import type { Principal } from "../../law/model/sign-in";
import { meetsUsers } from "../../law/users";
import type { Subject } from "../../report/report";
import { mayStopSomebody } from "../../verifier/encoding/encoding";
import { peopleIn } from "../../verifier/exemptions";
import { type AuditContext, policySubject } from "../context";
import { exclusionLines, isUndeclared } from "./lines";
import { type AccessReviewCoverage, coverageOf } from "./review-coverage";

/** An exclusion from the control: declared by the register, or made by a policy alone. */
export interface Exclusion {
  readonly subject: Subject;
  /** *in force*: it exempts. *overdue*, *too far ahead*: its review date is wrong, so it exempts nobody. *not declared*: no entry is about it. */
  readonly standing: "in force" | "overdue" | "too far ahead" | "not declared";
  readonly entry: RegisterEntry | undefined;
  /** The commit that last changed the entry, if it is known. */
  readonly commit: string | undefined;
  /** Whether no policy uses the entry. */
  readonly isStale: boolean;
  /** The people that a declared group exempts, by name, as far as they are known. */
  readonly members: readonly string[];
  /** Policies of this control that exclude it. */
  readonly excludedBy: readonly Subject[];
  readonly review: AccessReviewCoverage;
  /** The enforced policies that still stop some sign-ins of the account, or of somebody in the group. */
  readonly confinedBy: readonly Subject[];
}

/** All exclusions: first those of the register, in its order, then those that only policies of this control make. */
export function exclusionsOf(audited: AuditContext): readonly Exclusion[] {
  const { register, commits, carriers, membership, names } = audited;
  const lines = carriers.policies.flatMap((policy) => exclusionLines(policy, audited));
  const exclusion = (subject: Subject, entry: RegisterEntry | undefined): Exclusion => {
    const people = peopleIn(entry ? [entry.principal] : [], membership);
    return {
      subject,
      standing: standingOf(entry, audited),
      entry,
      commit: entry && commits?.[entry.principal.id],
      isStale: entry !== undefined && register?.stale.includes(entry) === true,
      members: subject.kind === "group" ? Array.from(people, names.person) : [],
      excludedBy: lines.flatMap((line) => (line.subject.id === subject.id ? policySubject(line.policy) : [])),
      review: coverageOf(subject, lines, audited),
      confinedBy: confinedBy(people, audited),
    };
  };
  const declared = (register?.register.entries ?? []).map((entry) => {
    const { kind, id } = entry.principal;
    return exclusion(audited.names.subject(kind, id), entry);
  });
  const known = new Set(declared.map(({ subject }) => subject.id));
  const others = lines.filter((line) => isUndeclared(line) && !known.has(line.subject.id));
  const subjects = new Map(others.map(({ subject }) => [subject.id, subject]));
  return [...declared, ...Array.from(subjects.values(), (subject) => exclusion(subject, undefined))];
}

/** The enforced policies that stop some sign-ins of exempt people, since each condition is met by some sign-in. */
function confinedBy(people: ReadonlySet<UserId>, { tenant, exempt, membership }: AuditContext): readonly Subject[] {
  const confined = (tenant.users ?? []).filter(({ id }) => people.has(id) && exempt.isExempt(id));
  const principals = confined.flatMap(({ id, classes }) =>
    classes.map((type): Principal => ({ kind: "person", id, identity: { type, home: "unnamed" } })),
  );
  const isConfining = (policy: Policy): boolean =>
    isEnforced(policy) === "yes" &&
    mayStopSomebody(policy) &&
    targetsAzureManagement(policy.applications) !== "no" &&
    principals.some((principal) => meetsUsers(policy.users, principal, membership) === "yes");
  return tenant.policies.filter(isConfining).map(policySubject);
}

function standingOf(entry: RegisterEntry | undefined, { register }: AuditContext): Exclusion["standing"] {
  if (entry === undefined) return "not declared";
  if (register?.overdue.includes(entry)) return "overdue";
  return register?.tooFarAhead.includes(entry) ? "too far ahead" : "in force";
}
