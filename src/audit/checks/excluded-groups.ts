import { targetsAsFiltered } from "../../law/applications";
import { isEnforced, stopsWithoutMfa } from "../../law/grant";
import type { GroupId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import { every, type Truth, truthOf } from "../../law/model/truth";
import type { Answer } from "../../report/report";
import { present } from "../../text/present";
import { counted, listing } from "../../text/sentence";
import { listFew, namesOf, namesWithVerb } from "../../words/policies";
import { type Conclusion, failed, notApplicable, observation, passed } from "../answer";
import type { AuditContext } from "../context";
import { couldNotTell, type Doubt, missingPolicies, partOf, readWith, roleFor } from "../not-known";

/**
 * Whether only privileged administrators can change the groups that the policies of this control exclude: each group is role-assignable
 * and has no owners. Entra lets no such group be public, have dynamic membership or contain groups. Everybody else who administers or
 * owns an excluded group could let people in. Of a group in a restricted administrative unit, that isn't known.
 * @see Microsoft Entra, "Use Microsoft Entra groups to manage role assignments"; Microsoft Graph, "group", `isAssignableToRole` (v1.0)
 */
export function excludedGroups(context: AuditContext): Answer {
  const { policies } = context.tenant;
  const certain = policies.filter((policy) => isOfTheControl(policy) === "yes");
  const ids = new Set(certain.flatMap(({ users }) => [...users.exclude.groups]));
  const groups = [...ids].sort().map((id) => judge(id, context));
  return {
    ...concluded(groups, policies.filter(mayExcludeOthers), context),
    about: groups.filter(({ isProtected }) => !isProtected).map(({ subject }) => subject.id),
    evidence: groups.map(({ subject, found }) => observation(subject, "excluded group", found)),
  };
}

type Judged = ReturnType<typeof judge>;

function judge(id: GroupId, { facts, names, tenant: { groups } }: AuditContext) {
  const { isAssignableToRole, isManagementRestricted, owners } = partOf(facts.groups)?.get(id) ?? {};
  const against = present([
    isAssignableToRole === false && isManagementRestricted === false && "isn't role-assignable",
    owners !== undefined && owners.length > 0 && "has owners",
  ]);
  const { members = [], unlisted = [] } = groups?.get(id) ?? {};
  const hasGroups = unlisted.length > 0 || members.some((one) => groups?.has(one as GroupId));
  const isProtected = isAssignableToRole === true && owners?.length === 0 && !hasGroups;
  const found = isProtected ? "protected" : listing(against, "and") || "could not tell who can change it";
  return { subject: names.subject("group", id), name: names.the("group", id), against, isProtected, found };
}

/** Whether a policy is on, stops sign-ins without MFA and is about Azure management, whichever users it covers. */
function isOfTheControl(policy: Policy): Truth {
  const target = targetsAsFiltered(policy.applications);
  return every([
    truthOf(!policy.workloadIdentitiesOnly),
    isEnforced(policy),
    stopsWithoutMfa(policy.grant),
    target === "depends" ? "unclear" : target,
  ]);
}

/** Whether a policy that may be of the control excludes people that aren't known, or groups if it is one. */
function mayExcludeOthers(policy: Policy): boolean {
  const { groups, notUnderstood } = policy.users.exclude;
  const isOne = isOfTheControl(policy);
  return isOne !== "no" && (notUnderstood.length > 0 || (isOne === "unclear" && groups.size > 0));
}

/** @param odd policies that may exclude other groups */
function concluded(groups: readonly Judged[], odd: readonly Policy[], context: AuditContext): Conclusion {
  const bad = groups.filter(({ against }) => against.length > 0);
  if (bad.length > 0)
    return failed(
      `Too many people can change ${counted(bad.length, "excluded group")}: ${listFew(bad.map(({ name, against }) => `${name} ${listing(against, "and")}`))}.`,
      "replace it with a new role-assignable group without owners",
    );
  const unsure = groups.filter(({ isProtected }) => !isProtected).map(({ name }) => name);
  const doubts = present<Doubt>([
    unsure.length > 0 && {
      what: `who can change ${listFew(unsure)}`,
      todo: `replace it with a role-assignable group, or ${readWith(roleFor(context.facts.groups, "GroupMember.Read.All"))}`,
    },
    missingPolicies(context),
    odd.length > 0 && {
      what: `what ${namesWithVerb(odd, "excludes", "exclude")} from Azure management`,
      todo: `check what isn't understood in ${namesOf(odd)}`,
    },
  ]);
  if (doubts.length > 0) return couldNotTell(doubts);
  if (groups.length === 0) return notApplicable("No enforced policy of this control excludes a group.");
  const are = counted(groups.length, "excluded group is", "excluded groups are");
  return passed(`${are} protected from group administrators.`);
}
