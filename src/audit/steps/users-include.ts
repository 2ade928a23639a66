import { Membership } from "../../law/membership/membership";
import type { Policy } from "../../law/model/policy";
import type { Answer, Evidence, Subject } from "../../report/report";
import { present } from "../../text/present";
import { named } from "../../text/sentence";
import { notUnderstoodInAssignment } from "../../verifier/not-understood";
import { doing, few, namesOf, saidOf } from "../../words/policies";
import { describeAssigned } from "../../words/users";
import { type Conclusion, observation, passed } from "../answer";
import { type AuditContext, groupSubject, notesOf, ofPolicy, roleSubject } from "../context";
import { couldNotTell, type Doubt, readWith } from "../not-known";
import { distinct, NO_POLICY, policyStep } from "./policy-step";

/** Step 7: whether the policies include all users. */
export const usersInclude = policyStep({
  facet: "include",
  evidence: included,
  good: (policies) => {
    const isOne = policies.length === 1;
    const include = `${namesOf(policies)} ${isOne ? "includes" : "together include"}`;
    if (policies.some(({ users }) => users.include.everyone)) return `${include} All users.`;
    return `${include} everybody who exists, though ${isOne ? "not as" : "none of them includes"} All users.`;
  },
  bad: (policies, audited) =>
    saidOf(policies, (policy) => {
      const everybody = describeAssigned(policy.users.include, audited.names);
      return everybody === "" ? "covers nobody" : `covers only ${everybody}`;
    }),
  fix: () => "include All users, and exclude your break-glass accounts",
});

function included(policy: Policy, { names }: AuditContext): readonly Evidence[] {
  return [ofPolicy(policy, "included users", describeAssigned(policy.users.include, names) || "None")];
}

/** Step 6: whether the policies' users can be read. */
export function usersRead(context: AuditContext): Answer {
  const { policies, kind } = context.carriers;
  const notKnown = distinct(policies.flatMap((policy) => notKnownIn(policy, context)));
  const unclear = policies.filter((policy) => notUnderstoodOf(policy).length > 0);
  const unread = [...notKnown, ...unclear.flatMap(notUnderstoodOf)];
  const evidence = unread.length > 0 ? unread : policies.flatMap((policy) => included(policy, context));
  return { ...(kind === "none" ? NO_POLICY : concluded(notKnown, unclear)), evidence };
}

const notUnderstoodOf = (policy: Policy): readonly Evidence[] =>
  notesOf(policy, [policy.users.include, policy.users.exclude].flatMap(notUnderstoodInAssignment));

function notKnownIn(policy: Policy, audited: AuditContext): readonly Evidence[] {
  const membership = new Membership(audited.tenant); // groups that the register declares count too
  return (["include", "exclude"] as const).flatMap((clause) => {
    const { groups, roles } = policy.users[clause];
    const open = [
      ...[...groups].filter((id) => membership.groups.mayHoldOthers(id)).map((id) => groupSubject(id, audited)),
      ...[...roles].filter((id) => membership.ofRole(id, clause).mayHoldOthers).map((id) => roleSubject(id, audited)),
    ];
    return open.map((one) => observation(one, `${clause}d ${one.kind}`, "its members aren't all known"));
  });
}

function concluded(notKnown: readonly Evidence[], unclear: readonly Policy[]): Conclusion {
  const doubtAbout = (kind: Subject["kind"], role: string): Doubt | false => {
    const those = notKnown.flatMap(({ subject }) =>
      subject?.kind === kind ? [`the ${kind} ${named(subject.name)}`] : [],
    );
    return those.length > 0 && { what: `who is in ${few(those)}`, todo: readWith(role) };
  };
  const doubts = present<Doubt>([
    doubtAbout("group", "GroupMember.Read.All"),
    doubtAbout("role", "RoleManagement.Read.Directory"),
    unclear.length > 0 && {
      what: `which users ${doing(unclear, "includes or excludes", "include or exclude")}`,
      todo: "use object ids and guest types that azmfa knows, or remove what isn't understood",
    },
  ]);
  return doubts.length > 0 ? couldNotTell(doubts) : passed("Everybody that the policies include or exclude is known.");
}
