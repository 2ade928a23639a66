import { Membership } from "../../law/membership/membership";
import type { Policy } from "../../law/model/policy";
import { present } from "../../text/present";
import { counted, listing, named, shortened } from "../../text/sentence";
import { notUnderstoodInAssignment } from "../../verifier/not-understood";
import { type Answer, type Conclusion, type Observation, observation, passed, type Subject, unknown } from "../answer";
import { type AuditContext, groupSubject, policySubject, roleSubject, userSubject } from "../context";
import { doing, guestsInWords, namesOf } from "../policies-in-words";
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
  bad: (policy, audited) => {
    const everybody = everybodyIn(policy, audited);
    return everybody === "" ? "covers nobody" : `covers only ${everybody}`;
  },
  fix: () => "include All users, and exclude your break-glass accounts",
});

/** Whom a policy includes. */
export function included(policy: Policy, audited: AuditContext): readonly Observation[] {
  return [observation(policySubject(policy), "included users", everybodyIn(policy, audited) || "None")];
}

/** More users than these are counted. */
const MOST_NAMED = 3;

function everybodyIn({ users: { include } }: Policy, audited: AuditContext): string {
  const { everyone, everyGuest, users, groups, roles, guests } = include;
  const byName = Array.from(users, (id) => shortened(userSubject(id, audited).name));
  return listing(
    [
      ...(everyone ? ["All users"] : []),
      ...(users.size > MOST_NAMED ? [counted(users.size, "user")] : byName),
      ...Array.from(groups, (id) => `the group ${named(groupSubject(id, audited).name)}`),
      ...Array.from(roles, (id) => `the role ${named(roleSubject(id, audited).name)}`),
      ...(everyGuest || guests !== undefined ? [guestsInWords(include)] : []),
    ],
    "and",
  );
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
  [policy.users.include, policy.users.exclude]
    .flatMap(notUnderstoodInAssignment)
    .map(({ field, why }) => observation(policySubject(policy), field, why));

const notKnownIn = (policy: Policy, audited: AuditContext): readonly Observation[] =>
  (["include", "exclude"] as const).flatMap((clause) => {
    const membership = new Membership(audited.tenant); // also of groups that the register declares
    const { groups, roles } = policy.users[clause];
    const openGroups = [...groups].filter((id) => membership.groups.mayHoldOthers(id));
    const openRoles = [...roles].filter((id) => membership.ofRole(id, clause).mayHoldOthers);
    return [
      ...openGroups.map((id) =>
        observation(groupSubject(id, audited), `${clause}d group`, "who is in it isn't known in full"),
      ),
      ...openRoles.map((id) =>
        observation(roleSubject(id, audited), `${clause}d role`, "who holds it isn't known in full"),
      ),
    ];
  });

const READ_GROUPS =
  "read the tenant with the application role GroupMember.Read.All, or write into the tenant file who is in these groups";
const READ_ROLES =
  "read the tenant with the application role RoleManagement.Read.Directory, or write `roleAssignments` into the tenant file";
const SAY_OTHERWISE = "say it by object ids and by types of guests that this version knows, or take it out";

function concluded(notKnown: readonly Observation[], unclear: readonly Policy[]): Conclusion {
  const subjects = notKnown.flatMap(({ subject }) => subject ?? []);
  const groups = subjects.filter(({ kind }) => kind === "group");
  const roles = subjects.filter(({ kind }) => kind === "role");
  const [first, ...rest] = present([
    groups.length > 0 && READ_GROUPS,
    roles.length > 0 && READ_ROLES,
    unclear.length > 0 && SAY_OTHERWISE,
  ]);
  if (first === undefined) return passed("Everybody whom the policies include or exclude is known.");
  const holders = present([
    groups.length > 0 && `is in ${counting(groups, "group")}`,
    roles.length > 0 && `holds ${counting(roles, "role")}`,
  ]);
  const sentences = present([
    holders.length > 0 && `Who ${listing(holders, "or")} isn't known.`,
    unclear.length > 0 &&
      `Whom ${doing(unclear, "includes or excludes", "include or exclude")} isn't understood in full.`,
  ]);
  return unknown(sentences.join(" "), first, ...rest);
}

const counting = (some: readonly Subject[], kind: string): string =>
  some.length === 1 ? `the ${kind} ${named(some[0]?.name ?? "")}` : counted(some.length, kind);
