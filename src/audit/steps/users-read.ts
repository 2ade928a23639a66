import { Membership } from "../../law/membership/membership";
import type { Policy } from "../../law/model/policy";
import { present } from "../../text/present";
import { counted, listing, named, shortened } from "../../text/sentence";
import { notUnderstoodInAssignment } from "../../verifier/not-understood";
import { type Answer, type Conclusion, type Observation, observation, passed, unknown } from "../answer";
import { type AuditContext, groupSubject, notesOf, ofPolicy, roleSubject, userSubject } from "../context";
import { readWith } from "../not-known";
import { doing, few, guestsInWords, namesOf, saidOf } from "../policies-in-words";
import { distinct, NO_POLICY, ofTheCarriers } from "./of-the-carriers";

export const usersInclude = ofTheCarriers({
  facet: "include",
  evidence: included,
  good: (policies) => {
    const isOne = policies.length === 1;
    const include = `${namesOf(policies)} ${isOne ? "includes" : "together include"}`;
    if (policies.some(({ users }) => users.include.everyone)) return `${include} All users.`;
    return `${include} everybody there is, though ${isOne ? "not as" : "none of them includes"} All users.`;
  },
  bad: (policies, audited) =>
    saidOf(policies, (policy) => {
      const everybody = everybodyIn(policy, audited);
      return everybody === "" ? "covers nobody" : `covers only ${everybody}`;
    }),
  fix: () => "include All users, and exclude your break-glass accounts",
});

/** Whom a policy includes. */
function included(policy: Policy, audited: AuditContext): readonly Observation[] {
  return [ofPolicy(policy, "included users", everybodyIn(policy, audited) || "None")];
}

/** More users than these are counted. */
const MOST_NAMED = 3;

function everybodyIn({ users: { include } }: Policy, audited: AuditContext): string {
  const { everyone, everyGuest, users, groups, roles, guests } = include;
  const byName = Array.from(users, (id) => shortened(userSubject(id, audited).name));
  const everybody = present([
    everyone && "All users",
    ...(users.size > MOST_NAMED ? [counted(users.size, "user")] : byName),
    ...Array.from(groups, (id) => `the group ${named(groupSubject(id, audited).name)}`),
    ...Array.from(roles, (id) => `the role ${named(roleSubject(id, audited).name)}`),
    (everyGuest || guests !== undefined) && guestsInWords(include),
  ]);
  return listing(everybody, "and");
}

export function usersRead(context: AuditContext): Answer {
  const { policies, kind } = context.carriers;
  const notKnown = distinct(policies.flatMap((policy) => notKnownIn(policy, context)));
  const unclear = policies.filter((policy) => notUnderstoodOf(policy).length > 0);
  const unread = [...notKnown, ...unclear.flatMap(notUnderstoodOf)];
  const evidence = unread.length > 0 ? unread : policies.flatMap((policy) => included(policy, context));
  return { ...(kind === "none" ? NO_POLICY : concluded(notKnown, unclear)), evidence };
}

const notUnderstoodOf = (policy: Policy): readonly Observation[] =>
  notesOf(policy, [policy.users.include, policy.users.exclude].flatMap(notUnderstoodInAssignment));

function notKnownIn(policy: Policy, audited: AuditContext): readonly Observation[] {
  const membership = new Membership(audited.tenant); // also of groups that the register declares
  return (["include", "exclude"] as const).flatMap((clause) => {
    const { groups, roles } = policy.users[clause];
    const open = [
      ...[...groups].filter((id) => membership.groups.mayHoldOthers(id)).map((id) => groupSubject(id, audited)),
      ...[...roles].filter((id) => membership.ofRole(id, clause).mayHoldOthers).map((id) => roleSubject(id, audited)),
    ];
    return open.map((one) => observation(one, `${clause}d ${one.kind}`, "who is in it isn't known in full"));
  });
}

function concluded(notKnown: readonly Observation[], unclear: readonly Policy[]): Conclusion {
  const subjects = notKnown.flatMap(({ subject }) => subject ?? []);
  const isAny = (kind: string): boolean => subjects.some((one) => one.kind === kind);
  const [first, ...rest] = present([
    isAny("group") && readWith("GroupMember.Read.All"),
    isAny("role") && readWith("RoleManagement.Read.Directory"),
    unclear.length > 0 && "say it by object ids and by types of guests that this version knows, or take it out",
  ]);
  if (first === undefined) return passed("Everybody whom the policies include or exclude is known.");
  const those = few(subjects.map(({ kind, name }) => `the ${kind} ${named(name)}`));
  const because = present([
    subjects.length > 0 && `It isn't known in full who is in ${those}.`,
    unclear.length > 0 &&
      `Whom ${doing(unclear, "includes or excludes", "include or exclude")} isn't understood in full.`,
  ]);
  return unknown(because.join(" "), first, ...rest);
}
