import type { Policy } from "../../law/model/policy";
import type { Answer, Evidence, Subject } from "../../report/report";
import { shortened } from "../../text/sentence";
import { notUnderstoodInAssignment } from "../../verifier/not-understood";
import { describeEach, listFew, namesWithVerb } from "../../words/policies";
import { describeObject } from "../../words/principal";
import { describeAssigned, describeCovered } from "../../words/users";
import { observation, passed, unknown } from "../answer";
import { implementsControl } from "../carriers/policy-parts";
import { type AuditContext, notesOf, ofPolicy } from "../context";
import { approvalInWords, exclusionLines, isUndeclared, namedBy } from "../exclusions/lines";
import { auditedVerdict, howToRead, readWith } from "../not-known";
import { distinct, NO_POLICY, policyStep, type Wrong } from "./policy-step";

/** Step 7: whether the policies include all users. */
export const usersInclude = policyStep({
  part: "include",
  evidence: included,
  good: (policies) => {
    const isAll = policies.some(({ users }) => users.include.everyone);
    return `${namesWithVerb(policies, "includes", "together include")} ${isAll ? "All users" : "everybody who exists, though not as All users"}.`;
  },
  bad: (policies, { names }) => describeEach(policies, ({ users }) => describeCovered(users, names)),
  fix: () => "include All users, and exclude your break-glass accounts",
});

function included(policy: Policy, { names }: AuditContext): readonly Evidence[] {
  return [ofPolicy(policy, "included users", describeAssigned(policy.users.include, names) || "None")];
}

/** Step 6: whether the policies' users can be read. */
export function usersRead(context: AuditContext): Answer {
  const { policies, kind } = context.carriers;
  const notKnown = distinct(policies.flatMap((policy) => notKnownIn(policy, context)));
  if (kind === "none") return { ...NO_POLICY, evidence: [] };
  if (notKnown.length === 0) {
    const evidence = policies.flatMap((policy) => included(policy, context));
    return { ...passed("Everybody that the policies include or exclude is known."), evidence };
  }
  const unread = notKnown.flatMap(({ subject }) => (subject === undefined ? [] : describeObject(subject)));
  return {
    ...unknown(
      `Could not tell everybody that the policies include or exclude: ${listFew(unread)}.`,
      notKnown.every(({ subject }) => subject?.kind === "policy")
        ? "use object ids and guest types that azmfa knows, or remove what isn't understood"
        : readWith("GroupMember.Read.All", "RoleManagement.Read.Directory"),
    ),
    evidence: notKnown,
  };
}

/** Groups and roles that may hold somebody who isn't known, and content that isn't understood. */
function notKnownIn(policy: Policy, { membership, names: { subject } }: AuditContext): readonly Evidence[] {
  const ofObjects = (["include", "exclude"] as const).flatMap((clause) => {
    const { groups, roles } = policy.users[clause];
    const open = [
      ...[...groups].filter((id) => membership.groups.mayHoldOthers(id)).map((id) => subject("group", id)),
      ...[...roles].filter((id) => membership.partsOfRole(id, clause).mayHoldOthers).map((id) => subject("role", id)),
    ];
    return open.map((one) => observation(one, `${clause}d ${one.kind}`, "its members aren't all known"));
  });
  const odd = [policy.users.include, policy.users.exclude].flatMap(notUnderstoodInAssignment);
  return [...ofObjects, ...notesOf(policy, odd)];
}

/** The exclusions that the register doesn't declare: `"A" and "B": each excludes the group "X" (not in the register)`. */
const undeclared = (policies: readonly Policy[], audited: AuditContext): string =>
  describeEach(policies, (policy) => {
    const lines = exclusionLines(policy, audited).filter(isUndeclared);
    const excluded = listFew(lines.map(({ subject, approval }) => `${inWords(subject)} (${approval.why})`));
    return `excludes ${excluded || "somebody in a way that isn't understood"}`;
  });

/** `alice`, `the group "X"`, `guests and external users` */
const inWords = (subject: Subject): string =>
  subject.kind === "group" || subject.kind === "role" ? describeObject(subject) : shortened(subject.name);

/**
 * Step 8: whether the register declares everybody who is excluded. People who may activate an excluded role are excluded too. If they
 * aren't known, the register may lack somebody.
 */
export function usersExclude(context: AuditContext): Answer {
  const answer = ofThoseExcluded(context);
  const eligible = context.facts.notRead.find(({ key }) => key === "roleEligibilitySchedules");
  const excludesRoles = context.carriers.policies.some(({ users }) => users.exclude.roles.size > 0);
  if (answer.answer !== "passed" || !excludesRoles || eligible === undefined) return answer;
  const because = "Could not tell who may activate an excluded role, so the register may lack somebody.";
  return { ...unknown(because, howToRead(eligible)), evidence: answer.evidence };
}

const ofThoseExcluded = policyStep({
  part: "exclude",
  others: othersThatExclude,
  evidence: excluded,
  good: (policies, audited) => {
    const lines = policies.flatMap((policy) => exclusionLines(policy, audited));
    if (lines.length === 0)
      return "Nobody is excluded. Exclude at least one break-glass account, so that you can't lock yourself out.";
    return lines.some(isUndeclared)
      ? "Everybody who is excluded is in the register, or another of these policies is for them too."
      : "The register declares everybody who is excluded.";
  },
  bad: undeclared,
  fix: (policy, audited) => {
    const lines = exclusionLines(policy, audited).filter(isUndeclared);
    if (lines.length === 0) return "name the excluded people by their object ids, or remove the exclusion";
    return [...new Set(lines.map(({ approval }) => approval.fix))].join("; ");
  },
});

/** Enforced policies that would carry the control without their exclusions, and that exclude somebody who gets in, or may get in. */
function othersThatExclude(audited: AuditContext): Wrong {
  const { verdict, tenant, search, whole } = audited;
  if (verdict.kind === "proved") return { policies: [], certain: true };
  const { users } = verdict.uncovered;
  const uncovered = new Set<string>([...users, ...whole.membership.groups.aroundAny(users)]);
  const isBypass = auditedVerdict(verdict, audited) === "bypass";
  const found = tenant.policies.flatMap((policy) => {
    if (policy.enforcement.kind !== "enforced" || implementsControl(policy) !== "yes") return [];
    const named = namedBy(exclusionLines(policy, audited).filter(isUndeclared), audited);
    const isOpen = [...named.people, ...named.groups].some((id) => uncovered.has(id));
    const mayLetIn = (isOpen || named.mayHoldOthers) && search.wouldCarry(policy);
    return mayLetIn ? [{ policy, certain: isBypass && isOpen }] : [];
  });
  return { policies: found.map(({ policy }) => policy), certain: found.some(({ certain }) => certain) };
}

/** First the exclusions that the register doesn't declare. */
function excluded(policy: Policy, audited: AuditContext): readonly Evidence[] {
  const lines = exclusionLines(policy, audited);
  const inOrder = [...lines.filter(isUndeclared), ...lines.filter((line) => !isUndeclared(line))];
  const found = [
    ...notesOf(policy, notUnderstoodInAssignment(policy.users.exclude)),
    ...inOrder.map(({ subject, approval }) =>
      observation(subject, `excluded ${subject.kind}`, approvalInWords(approval)),
    ),
  ];
  return found.length > 0 ? found : [ofPolicy(policy, "excluded users", "None")];
}
