import { targetsAsFiltered } from "../../law/applications";
import { isEnforced, stopsWithoutMfa } from "../../law/grant";
import type { GroupSettings } from "../../law/model/evidence";
import type { GroupId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import { every, type Truth, truthOf } from "../../law/model/truth";
import type { Answer } from "../../report/report";
import { present } from "../../text/present";
import { counted, listing } from "../../text/sentence";
import { listFew, namesOf } from "../../words/policies";
import { type Conclusion, failed, notApplicable, observation, passed } from "../answer";
import type { AuditContext } from "../context";
import { couldNotTell, type Doubt, missingPolicies, partOf, readWith, roleFor } from "../not-known";

/**
 * Whether only privileged administrators can change the groups that the policies of this control exclude, and the groups inside them
 * at any depth. Everybody else who administers or owns such a group could let people in.
 * @see Microsoft Entra, "Use Microsoft Entra groups to manage role assignments"; "Restricted management administrative units"
 */
export function excludedGroups(context: AuditContext): Answer {
  const { policies } = context.tenant;
  const groups = excludedBy(
    policies.filter((policy) => isOfTheControl(policy) === "yes"),
    context,
  );
  return {
    ...concluded(groups, policies.filter(mayExcludeOthers), context),
    about: groups.filter(({ against, open }) => against.length + open.length > 0).flatMap(({ path }) => path),
    evidence: groups.map(({ path: [id, ...outer], against, open }) => {
      const inside = outer.length === 0 ? "" : `inside ${pathInWords(outer, context)}: `;
      const points = present([...against, open.length > 0 && `could not tell whether it ${listing(open, "or")}`]);
      const found = `${inside}${points.join("; ") || "protected"}`;
      return observation(context.names.subject("group", id), "excluded group", found);
    }),
  };
}

/** A group whose members a policy excludes. */
interface Excluded {
  /** The path from the group to the one that the policy names, both included. */
  readonly path: readonly [GroupId, ...GroupId[]];
  /** Why too many people can change it, to go after its name. */
  readonly against: readonly string[];
  /** What may be another reason. */
  readonly open: readonly string[];
}

/** What lets more people change a group, to go after its name. It is `undefined` if the group doesn't say. */
const FAULTS: { readonly [fault: string]: (group: GroupSettings) => boolean | undefined } = {
  "is neither role-assignable nor in a restricted administrative unit": isUnprotected,
  "has dynamic membership": isDynamicGroup,
  "is public": isOpenToJoin,
  "has owners": ({ owners }) => owners && owners.length > 0,
};

function isUnprotected({ isAssignableToRole, isManagementRestricted }: GroupSettings): boolean | undefined {
  if (isAssignableToRole === true || isManagementRestricted === true) return false;
  return isAssignableToRole === false && isManagementRestricted === false ? true : undefined;
}

/** A role-assignable group is neither dynamic nor public. @see Microsoft Graph, "group", `isAssignableToRole` (v1.0) */
function isDynamicGroup({ membershipRule, isDynamic, isAssignableToRole }: GroupSettings): boolean | undefined {
  if (membershipRule !== undefined) return true;
  return isDynamic ?? (isAssignableToRole === true ? false : undefined);
}

/** People can join a group by themselves only if it is public, or if it is a Microsoft 365 group that may be public. */
function isOpenToJoin({ visibility, isUnified, isAssignableToRole }: GroupSettings): boolean | undefined {
  const word = visibility?.toLowerCase();
  if (word === "public") return true;
  const isPrivate = word === "private" || word === "hiddenmembership" || isAssignableToRole === true;
  return isPrivate || (word === undefined && isUnified === false) ? false : undefined;
}

function judge(id: GroupId, { facts, tenant }: AuditContext): Pick<Excluded, "against" | "open"> {
  const settings = partOf(facts.groups)?.get(id);
  const inside = tenant.groups?.get(id);
  const isInsideKnown =
    settings?.isAssignableToRole === true ||
    (inside?.members !== undefined && (!inside.mayHoldOthers || inside.unlisted !== undefined));
  const faultsThat = (truth: boolean | undefined) =>
    Object.keys(FAULTS).filter((fault) => (settings && FAULTS[fault]?.(settings)) === truth);
  return {
    against: faultsThat(true),
    open: present([...faultsThat(undefined), !isInsideKnown && "contains groups that aren't known"]),
  };
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
const mayExcludeOthers = (policy: Policy): boolean => {
  const { groups, notUnderstood } = policy.users.exclude;
  const isOne = isOfTheControl(policy);
  return isOne !== "no" && (notUnderstood.length > 0 || (isOne === "unclear" && groups.size > 0));
};

/** The groups that these policies exclude, and the groups inside them, each by its shortest path. */
function excludedBy(policies: readonly Policy[], context: AuditContext): readonly Excluded[] {
  const { groups } = context.tenant;
  const found = new Map<GroupId, Excluded>();
  const named = new Set(policies.flatMap(({ users }) => [...users.exclude.groups]));
  const waiting = [...named].sort().map((id): Excluded["path"] => [id]);
  for (const path of waiting) {
    const [id] = path;
    if (found.has(id)) continue;
    found.set(id, { path, ...judge(id, context) });
    const { members = [], unlisted = [] } = groups?.get(id) ?? {};
    const listed = members.filter((member): member is GroupId => groups?.has(member as GroupId) === true);
    for (const inner of [...listed, ...unlisted]) waiting.push([inner, ...path]);
  }
  return [...found.values()];
}

/** `"Outer"`, or `"Middle" in "Outer"`. */
const pathInWords = (path: readonly GroupId[], context: AuditContext): string =>
  path.map((id) => context.names.called("group", id)).join(" in ");

/** @param odd policies that may exclude other groups */
function concluded(groups: readonly Excluded[], odd: readonly Policy[], context: AuditContext): Conclusion {
  const bad = groups.filter(({ against }) => against.length > 0);
  const faults = listFew(bad.map(({ path, against }) => `${pathInWords(path, context)} ${listing(against, "and")}`));
  if (bad.length > 0)
    return failed(
      `Too many people can change ${counted(bad.length, "excluded group")}: ${faults}.`,
      "replace it with a new role-assignable group, or put it into a restricted administrative unit; without owners, dynamic membership or public visibility",
    );
  const unsure = groups.filter(({ open }) => open.length > 0).map(({ path }) => pathInWords(path, context));
  const doubts = present<Doubt>([
    unsure.length > 0 && {
      what: `who can change ${listFew(unsure)}`,
      todo: readWith(roleFor(context.facts.groups, "GroupMember.Read.All")),
    },
    missingPolicies(context),
    odd.length > 0 && {
      what: `what ${namesOf(odd, "or")} excludes from Azure management`,
      todo: `check what isn't understood in ${namesOf(odd)}`,
    },
  ]);
  if (doubts.length > 0) return couldNotTell(doubts);
  if (groups.length === 0) return notApplicable("No enforced policy of this control excludes a group.");
  const are = counted(groups.length, "excluded group is", "excluded groups are");
  return passed(`${are} protected from group administrators.`);
}
