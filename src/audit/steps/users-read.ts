import type { Policy } from "../../law/model/policy";
import { counted, listing, named } from "../../text/sentence";
import { notUnderstoodInAssignment } from "../../verifier/not-understood";
import { type Conclusion, type Observation, observation, passed, type Subject, unknown } from "../answer";
import { type Audited, groupSubject, policySubject, roleSubject } from "../audited";
import type { Step } from "../check";
import { asked } from "../check";
import { doing } from "../policies-in-words";
import { distinct, NO_POLICY } from "./of-the-carriers";
import { included } from "./users-include";

export const usersRead: Step = {
  title: "Users",
  must: "the policies' users can be read, group members and role holders included",
  inBenchmark: true,
  ask: asked({
    look: (audited): Unread => ({
      notKnown: distinct(audited.carriers.policies.flatMap((policy) => notKnownIn(policy, audited))),
      unclear: audited.carriers.policies.filter((policy) => notUnderstoodOf(policy).length > 0),
    }),
    evidence: ({ notKnown, unclear }, audited) =>
      notKnown.length + unclear.length > 0
        ? [...notKnown, ...unclear.flatMap(notUnderstoodOf)]
        : audited.carriers.policies.flatMap((policy) => included(policy, audited)),
    conclude,
  }),
};

/** Groups and roles of which it isn't known whom they hold, and policies whose users aren't understood. */
interface Unread {
  readonly notKnown: readonly Observation[];
  readonly unclear: readonly Policy[];
}

const notUnderstoodOf = (policy: Policy): readonly Observation[] =>
  [policy.users.include, policy.users.exclude]
    .flatMap(notUnderstoodInAssignment)
    .map(({ field, why }) => observation(policySubject(policy), field, why));

const notKnownIn = (policy: Policy, audited: Audited): readonly Observation[] =>
  (["include", "exclude"] as const).flatMap((clause) => {
    const { membership } = audited;
    const { groups, roles } = policy.users[clause];
    const openGroups = [...groups].filter((id) => membership.mayHoldOthers(id));
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

function conclude({ notKnown, unclear }: Unread, { carriers }: Audited): Conclusion {
  if (carriers.kind === "none") return NO_POLICY;
  const subjects = notKnown.flatMap(({ subject }) => subject ?? []);
  const groups = subjects.filter(({ kind }) => kind === "group");
  const roles = subjects.filter(({ kind }) => kind === "role");
  const [first, ...rest] = [
    ...(groups.length > 0 ? [READ_GROUPS] : []),
    ...(roles.length > 0 ? [READ_ROLES] : []),
    ...(unclear.length > 0 ? [SAY_OTHERWISE] : []),
  ];
  if (first === undefined) return passed("Everybody whom the policies include or exclude is known.");
  const holders = [
    ...(groups.length > 0 ? [`is in ${counting(groups, "group")}`] : []),
    ...(roles.length > 0 ? [`holds ${counting(roles, "role")}`] : []),
  ];
  const sentences = [
    ...(holders.length > 0 ? [`Who ${listing(holders, "or")} isn't known.`] : []),
    ...(unclear.length > 0
      ? [`Whom ${doing(unclear, "includes or excludes", "include or exclude")} isn't understood in full.`]
      : []),
  ];
  return unknown(sentences.join(" "), first, ...rest);
}

const counting = (some: readonly Subject[], kind: string): string =>
  some.length === 1 ? `the ${kind} ${named(some[0]?.name ?? "")}` : counted(some.length, kind);
