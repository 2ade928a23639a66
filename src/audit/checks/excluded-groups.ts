import { targetsAsFiltered } from "../../law/applications";
import { isEnforced, stopsWithoutMfa } from "../../law/grant";
import type { GroupSettings } from "../../law/model/evidence";
import type { GroupId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import { every, type Truth, truthOf } from "../../law/model/truth";
import { present } from "../../text/present";
import { counted, listing, named } from "../../text/sentence";
import { type Answer, type Conclusion, failed, notApplicable, observation, passed, unknown } from "../answer";
import { type AuditContext, groupSubject } from "../context";
import { type Doubt, missingPolicies, partOf, readWith, roleFor, todoOf, whatOf } from "../not-known";
import { few, namesOf } from "../policies-in-words";

/**
 * Claims that nobody who merely administers or owns groups can let somebody in by a group that a policy of this control excludes, or by
 * one inside it, however deep.
 * @see Microsoft Entra, "Use Microsoft Entra groups to manage role assignments"; "Restricted management administrative units"
 */
export function excludedGroups(context: AuditContext): Answer {
  const groups = excludedIn(context).map((group) => ({ ...group, ...judge(group.path, context) }));
  const evidence = groups.map(({ path: [id, ...outer], against, doubts }) => {
    const inside = outer.length === 0 ? "" : `inside ${pathInWords(outer, context)}: `;
    const points = present([...against, doubts.length > 0 && `${whatOf(doubts)} isn't known`]);
    return observation(groupSubject(id, context), "excluded group", inside + (listing(points, "and") || "protected"));
  });
  return { ...concluded(groups, context), evidence };
}

interface Excluded {
  /** From the group to the one that a policy excludes, both included. */
  readonly path: readonly [GroupId, ...GroupId[]];
  /** Whether a policy that excludes it is one of the control for certain. */
  readonly isCertain: boolean;
}

interface Judged {
  /** Why more people than need be can change it: to go after its name. */
  readonly against: readonly string[];
  readonly doubts: readonly Doubt[];
}

/** What lets more people change a group, each as a fact and as a doubt. `undefined` where the group doesn't say. */
const POINTS: readonly (readonly [
  fact: string,
  doubt: string,
  holds: (group: GroupSettings) => boolean | undefined,
])[] = [
  ["is neither role-assignable nor in a restricted administrative unit", "whether it is protected", isUnprotected],
  ["fills itself by a membership rule", "whether it fills itself by a rule", fillsItself],
  ["is public", "whether it is public", isOpenToJoin],
  ["has owners, who can change it", "whether it has owners", ({ owners }) => owners && owners.length > 0],
];

function isUnprotected({ isAssignableToRole, isManagementRestricted }: GroupSettings): boolean | undefined {
  if (isAssignableToRole === true || isManagementRestricted === true) return false;
  return isAssignableToRole === false && isManagementRestricted === false ? true : undefined;
}

/** A role-assignable group is neither dynamic nor public. @see Microsoft Graph, "group", `isAssignableToRole` (v1.0) */
function fillsItself({ membershipRule, isDynamic, isAssignableToRole }: GroupSettings): boolean | undefined {
  if (membershipRule !== undefined) return true;
  return isDynamic ?? (isAssignableToRole === true ? false : undefined);
}

/** Of groups that aren't Microsoft 365 ones nobody can join one by himself, unless it says that it is public. */
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

/** Whether a policy is on, stops whoever hasn't passed MFA, and is about Azure management, whomever it is about. */
function isOfTheControl(policy: Policy): Truth {
  const target = targetsAsFiltered(policy.applications);
  return every([
    truthOf(!policy.workloadIdentitiesOnly),
    isEnforced(policy),
    stopsWithoutMfa(policy.grant),
    target === "depends" ? "unclear" : target,
  ]);
}

/** The groups that policies of the control exclude, and those inside them, each by its shortest path. */
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
  path.map((id) => named(groupSubject(id, context).name)).join(" in ");

function concluded(groups: readonly (Excluded & Judged)[], context: AuditContext): Conclusion {
  const open = groups.filter(({ against }) => against.length > 0);
  const certain = open.filter(({ isCertain }) => isCertain);
  const faults = few(certain.map(({ path, against }) => `${pathInWords(path, context)} ${listing(against, "and")}`));
  if (certain.length > 0)
    return failed(
      `More people than need be can change ${counted(certain.length, "excluded group")}: ${faults}.`,
      "make it role-assignable, which needs a new group, or put it into a restricted administrative unit; without owners, dynamic membership or public visibility",
    );
  const doubts = [...groups.flatMap((group) => group.doubts), ...doubtsOfPolicies(open.length > 0, context)];
  const unsure = groups.filter((group) => group.doubts.length > 0);
  const which = unsure.length > 0 ? ` (${few(unsure.map(({ path }) => pathInWords(path, context)))})` : "";
  if (doubts.length > 0)
    return unknown(`Who can change excluded groups isn't known${which}: ${whatOf(doubts)}.`, ...todoOf(doubts));
  if (groups.length === 0) return notApplicable("No enforced policy of this control excludes a group.");
  const are = counted(groups.length, "excluded group is", "excluded groups are");
  return passed(`${are} out of reach of group administrators.`);
}

/** Of which policies it isn't known whether they are of the control, or which groups they exclude. */
function doubtsOfPolicies(isOpen: boolean, context: AuditContext): readonly Doubt[] {
  const policies = context.tenant.policies.filter((policy) => isOfTheControl(policy) !== "no");
  const odd = policies.filter(
    (policy) =>
      policy.users.exclude.notUnderstood.length > 0 ||
      (isOpen && policy.users.exclude.groups.size > 0 && isOfTheControl(policy) === "unclear"),
  );
  const missing = missingPolicies(context);
  const todo = `look at what isn't understood in ${namesOf(odd)}`;
  return present<Doubt>([
    missing && { ...missing, todo: readWith("Policy.Read.All") },
    odd.length > 0 && { what: `what ${namesOf(odd, "or")} excludes from Azure management`, todo },
  ]);
}
