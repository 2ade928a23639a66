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
import { type Conclusion, failed, notApplicable, observation, passed, unknown } from "../answer";
import type { AuditContext } from "../context";
import { type Doubt, missingPolicies, partOf, readWith, roleFor, whatOf, whatToDo } from "../not-known";

/**
 * Whether only privileged administrators can change the groups that the policies of this control exclude, and the groups inside them
 * at any depth. Everybody else who administers or owns such a group could let people in.
 * @see Microsoft Entra, "Use Microsoft Entra groups to manage role assignments"; "Restricted management administrative units"
 */
export function excludedGroups(context: AuditContext): Answer {
  const groups = excludedIn(context).map((group) => ({ ...group, ...judge(group.path, context) }));
  const evidence = groups.map(({ path: [id, ...outer], against, doubts }) => {
    const inside = outer.length === 0 ? "" : `inside ${pathInWords(outer, context)}: `;
    const points = present([...against, doubts.length > 0 && `could not tell ${whatOf(doubts)}`]);
    const subject = context.names.subject("group", id);
    return observation(subject, "excluded group", inside + (points.join("; ") || "protected"));
  });
  const about = groups.filter(({ against, doubts }) => against.length + doubts.length > 0).map(({ path: [id] }) => id);
  return { ...concluded(groups, context), about, evidence };
}

interface Excluded {
  /** The path from the group to the one that a policy excludes, both included. */
  readonly path: readonly [GroupId, ...GroupId[]];
  /** Whether a policy that excludes it certainly belongs to the control. */
  readonly isCertain: boolean;
}

interface Judged {
  /** Why too many people can change it, to go after its name. */
  readonly against: readonly string[];
  readonly doubts: readonly Doubt[];
}

/** What lets more people change a group, each as a fact and as a doubt. It is `undefined` if the group doesn't say. */
const POINTS: readonly (readonly [
  fact: string,
  doubt: string,
  holds: (group: GroupSettings) => boolean | undefined,
])[] = [
  ["is neither role-assignable nor in a restricted administrative unit", "whether it is protected", isUnprotected],
  ["has dynamic membership", "whether it has dynamic membership", isDynamicGroup],
  ["is public", "whether it is public", isOpenToJoin],
  ["has owners, who can change it", "whether it has owners", ({ owners }) => owners && owners.length > 0],
];

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

function judge([id]: Excluded["path"], { facts, tenant }: AuditContext): Judged {
  const settings = partOf(facts.groups)?.get(id);
  const inside = tenant.groups?.get(id);
  const isInsideKnown =
    settings?.isAssignableToRole === true ||
    (inside?.members !== undefined && (!inside.mayHoldOthers || inside.unlisted !== undefined));
  const pointsThat = (truth: boolean | undefined) =>
    POINTS.filter(([, , holds]) => (settings && holds(settings)) === truth);
  const todo = readWith(roleFor(facts.groups, "GroupMember.Read.All"));
  const open = [...pointsThat(undefined).map(([, doubt]) => doubt), !isInsideKnown && "which groups are inside it"];
  return { against: pointsThat(true).map(([fact]) => fact), doubts: present(open).map((what) => ({ what, todo })) };
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

/** The groups that policies of the control exclude, and the groups inside them, each by its shortest path. */
function excludedIn({ tenant: { policies, groups } }: AuditContext): readonly Excluded[] {
  const found = new Map<GroupId, Excluded>();
  for (const isCertain of [true, false]) {
    const these = policies.filter((policy) => isOfTheControl(policy) === (isCertain ? "yes" : "unclear"));
    const ids = [...new Set(these.flatMap(({ users }) => [...users.exclude.groups]))].sort();
    const waiting = ids.map((id): Excluded => ({ path: [id], isCertain }));
    for (const excluded of waiting) {
      const [id] = excluded.path;
      if (found.has(id)) continue;
      found.set(id, excluded);
      const { members = [], unlisted = [] } = groups?.get(id) ?? {};
      const listed = members.filter((member): member is GroupId => groups?.has(member as GroupId) === true);
      for (const one of [...listed, ...unlisted]) waiting.push({ path: [one, ...excluded.path], isCertain });
    }
  }
  return [...found.values()];
}

/** `"Outer"`, or `"Middle" in "Outer"`. */
const pathInWords = (path: readonly GroupId[], context: AuditContext): string =>
  path.map((id) => context.names.called("group", id)).join(" in ");

function concluded(groups: readonly (Excluded & Judged)[], context: AuditContext): Conclusion {
  const open = groups.filter(({ against }) => against.length > 0);
  const certain = open.filter(({ isCertain }) => isCertain);
  const faults = listFew(certain.map((one) => `${pathInWords(one.path, context)} ${listing(one.against, "and")}`));
  if (certain.length > 0)
    return failed(
      `Too many people can change ${counted(certain.length, "excluded group")}: ${faults}.`,
      "replace it with a new role-assignable group, or put it into a restricted administrative unit; without owners, dynamic membership or public visibility",
    );
  const doubts = [...groups.flatMap((group) => group.doubts), ...doubtsOfPolicies(open.length > 0, context)];
  const unsure = groups.filter((group) => group.doubts.length > 0);
  const which = unsure.length > 0 ? ` (${listFew(unsure.map(({ path }) => pathInWords(path, context)))})` : "";
  if (doubts.length > 0)
    return unknown(`Could not tell who can change excluded groups${which}: ${whatOf(doubts)}.`, ...whatToDo(doubts));
  if (groups.length === 0) return notApplicable("No enforced policy of this control excludes a group.");
  const are = counted(groups.length, "excluded group is", "excluded groups are");
  return passed(`${are} protected from group administrators.`);
}

/** The policies that may belong to the control, or that may exclude other groups. */
function doubtsOfPolicies(isOpen: boolean, context: AuditContext): readonly Doubt[] {
  const policies = context.tenant.policies.filter((policy) => isOfTheControl(policy) !== "no");
  const odd = policies.filter(
    (policy) =>
      policy.users.exclude.notUnderstood.length > 0 ||
      (isOpen && policy.users.exclude.groups.size > 0 && isOfTheControl(policy) === "unclear"),
  );
  const missing = missingPolicies(context);
  const todo = `check what isn't understood in ${namesOf(odd)}`;
  return present<Doubt>([
    missing && { ...missing, todo: readWith("Policy.Read.All") },
    odd.length > 0 && { what: `what ${namesOf(odd, "or")} excludes from Azure management`, todo },
  ]);
}
