import { evaluationContext } from "../../law/evaluate";
import type { Holders } from "../../law/membership/membership";
import { groupId, roleId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import { present } from "../../text/present";
import { listing, named, shortened } from "../../text/sentence";
import { notUnderstoodInAssignment } from "../../verifier/not-understood";
import { isProved } from "../../verifier/prove";
import { type Answer, type Observation, observation, type Subject, unknown } from "../answer";
import { arePlainlyEnough, blocksAPart, isForTheControl, mended } from "../carriers/facet";
import { type AuditContext, notesOf, ofPolicy } from "../context";
import { approvalInWords, type ExclusionLine, exclusionLines, isUndeclared } from "../exclusions/lines";
import { letInNow, toRead } from "../not-known";
import { doing, few, groupedBy } from "../policies-in-words";
import { ofTheCarriers, type Wrong } from "./of-the-carriers";

/**
 * Whom these policies leave out without the register's leave: `"A" and "B" leave out the group "X" (not in the register)`. A
 * group that several leave out is named once.
 */
function leftOut(policies: readonly Policy[], audited: AuditContext): string {
  const lines = policies.flatMap((policy) => exclusionLines(policy, audited).filter(isUndeclared));
  const subjects = groupedBy(lines, ({ subject: { kind, id } }) => `${kind} ${id}`).map(([, some]) => some);
  const sets = groupedBy(subjects, (some) => some.map(({ policy }) => policy.id).join());
  const sentences = sets.map(([, some]) => {
    const by = (some[0] ?? []).map(({ policy }) => policy);
    return `${doing(by, "leaves", "leave")} out ${byReason(some.flatMap(([line]) => line ?? []))}`;
  });
  const unclear = policies.filter((policy) => !lines.some((line) => line.policy === policy));
  const others =
    unclear.length > 0 && `${doing(unclear, "leaves", "leave")} somebody out in a way that isn't understood`;
  return `${present([...sentences, others]).join("; ")}.`;
}

const byReason = (lines: readonly ExclusionLine[]): string =>
  listing(
    groupedBy(lines, ({ standing }) => standing.why).map(
      ([why, some]) => `${few(some.map(({ subject }) => inWords(subject)))} (${why})`,
    ),
    "and",
  );

/** `alice`, `the group "X"`, `guests and external users`. */
const inWords = ({ kind, name }: Subject): string =>
  kind === "user" || kind === "identity type" ? shortened(name) : `the ${kind} ${named(name)}`;

/** Whoever may make an excluded role active is excluded too. Where nobody knows who that is, the register may lack somebody. */
export function usersExclude(context: AuditContext): Answer {
  const answer = ofThoseExcluded(context);
  const eligible = context.facts.notRead.find(({ key }) => key === "roleEligibilitySchedules");
  const excludesRoles = context.carriers.policies.some(({ users }) => users.exclude.roles.size > 0);
  if (answer.kind !== "passed" || !excludesRoles || eligible === undefined) return answer;
  const because = "Who may make an excluded role active isn't known, so the register may lack somebody.";
  return { ...unknown(because, toRead(eligible)), evidence: answer.evidence };
}

const ofThoseExcluded = ofTheCarriers({
  facet: "exclude",
  others: othersThatLeaveOut,
  evidence: excluded,
  good: (policies, audited) => {
    const lines = policies.flatMap((policy) => exclusionLines(policy, audited));
    if (lines.length === 0) return "Nobody is excluded. Keep at least one break-glass account outside.";
    if (!lines.some(isUndeclared)) return "The register declares everybody who is excluded.";
    return audited.carriers.kind === "carry"
      ? "Everybody who is excluded is in the register, or covered by another policy."
      : "Everybody who is excluded is in the register, or would be covered by another of these policies.";
  },
  bad: leftOut,
  fix: (policy, audited) => {
    const undeclared = exclusionLines(policy, audited).filter(isUndeclared);
    if (undeclared.length === 0) return "name by their object ids whom it leaves out, or take that out";
    if (undeclared.every(({ standing }) => standing.kind === "lapsed"))
      return "hold the review, and renew its date in the register: one that is no more than a year off; or take the exclusion out";
    return undeclared.some(({ subject: { kind } }) => kind === "user" || kind === "group")
      ? "take the exclusion out, or declare it in the register: owner, reason, approval, review date"
      : "take the exclusion out: the register declares users and groups, not roles or types of guests";
  },
});

/** Policies that are on, would carry the control but for their exclusions, and leave somebody out who gets in, or may. */
function othersThatLeaveOut(audited: AuditContext): Wrong {
  const { verdict, represented, facts } = audited;
  if (verdict.kind === "proved") return { policies: [], certain: true };
  const letIn: ReadonlySet<string> = letInNow(verdict, facts);
  const found = represented.tenant.policies.flatMap((policy) => {
    if (policy.enforcement.kind !== "enforced" || isForTheControl(policy) !== "yes") return [];
    const held = exclusionLines(policy, audited)
      .filter(isUndeclared)
      .map(({ subject }) => heldBy(subject, audited));
    const certain = held.some(({ people }) => [...people].some((person) => letIn.has(person)));
    const mayLetIn = ({ people, mayHoldOthers }: Holders): boolean =>
      mayHoldOthers || verdict.uncovered.users.some((person) => people.has(person));
    return (certain || held.some(mayLetIn)) && wouldCarry(policy, audited) ? [{ policy, certain }] : [];
  });
  return { policies: found.map(({ policy }) => policy), certain: found.some(({ certain }) => certain) };
}

/** Whether a policy would carry the control if it excluded nobody, with policies that block other ways to sign in. */
function wouldCarry(policy: Policy, { represented: { tenant }, exempt }: AuditContext): boolean {
  const { partlyKnown: _, ...whole } = tenant;
  const policies = [policy, ...tenant.policies.filter(blocksAPart)].map((one) => mended(one, ["exclude"]));
  return arePlainlyEnough(policies) ?? isProved(evaluationContext({ ...whole, policies }, exempt.groups), exempt);
}

/** The people behind a line of exclusions. */
function heldBy({ kind, id }: Subject, { membership }: AuditContext): Holders {
  if (kind === "group") return membership.ofGroup(groupId(id));
  if (kind === "role") return membership.ofRole(roleId(id), "exclude");
  return { people: new Set(kind === "user" ? [id] : []), mayHoldOthers: false };
}

/** Those first whom the register doesn't exempt. */
function excluded(policy: Policy, audited: AuditContext): readonly Observation[] {
  const lines = exclusionLines(policy, audited);
  const inOrder = [...lines.filter(isUndeclared), ...lines.filter((line) => !isUndeclared(line))];
  const found = [
    ...notesOf(policy, notUnderstoodInAssignment(policy.users.exclude)),
    ...inOrder.map(({ subject, standing }) =>
      observation(subject, `excluded ${subject.kind}`, approvalInWords(standing, audited)),
    ),
  ];
  return found.length > 0 ? found : [ofPolicy(policy, "excluded users", "None")];
}
