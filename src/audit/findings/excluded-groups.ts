import { names } from "../../law/applications";
import { isEnforced, stopsWithoutMfa } from "../../law/grant";
import type { GroupSettings } from "../../law/model/evidence";
import type { GroupId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { Tenant } from "../../law/model/tenant";
import { every, not, some, type Truth, truthOf } from "../../law/model/truth";
import { present } from "../../text/present";
import { counted, listing, named } from "../../text/sentence";
import { type Answer, type Conclusion, failed, notApplicable, observation, passed, unknown } from "../answer";
import { type AuditContext, groupSubject } from "../context";
import { type Doubt, missingPolicies, partOf, readWith, roleFor, todoOf, whatOf, wholeOf } from "../known";
import { doing, fewOf, namesOf } from "../policies-in-words";

/**
 * Claims that nobody who merely administers groups could open the door by adding a member to a group that a policy of this control
 * excludes, or to one inside it, however deep: each is role-assignable or in a restricted administrative unit, has no owners, isn't
 * public, and doesn't fill itself by a rule.
 * @see Microsoft Entra, "Use Microsoft Entra groups to manage role assignments"; "Restricted management administrative units"
 */
export function excludedGroups(context: AuditContext): Answer {
  const groups = excludedGroupsIn(context.tenant).map(
    (group): JudgedGroup => ({ ...group, ...judge(group.id, context) }),
  );
  return {
    ...concluded(groups, context),
    evidence: groups.map(({ id, path, against, doubts }) => {
      const inside = path.length === 1 ? "" : `inside ${pathInWords(path.slice(0, -1), context)}: `;
      const points = [...against, ...(doubts.length === 0 ? [] : [`${whatOf(doubts)} isn't known`])];
      const value = `${inside}${listing(points, "and") || "protected"}`;
      return observation(groupSubject(id, context), "excluded group", value);
    }),
  };
}

/** A group that a policy of the control excludes, or one inside it: whoever changes it changes the exclusion. */
interface ExcludedGroup {
  readonly id: GroupId;
  /** From the group that is excluded to this one, both included. */
  readonly path: readonly GroupId[];
  /** Whether a policy that excludes it is one of the control for certain. */
  readonly isCertain: boolean;
}

/** What lets more people change a group than should: to go after its name; and what of that isn't known, about the group as `it`. */
interface Judged {
  readonly against: readonly string[];
  readonly doubts: readonly Doubt[];
}

type JudgedGroup = ExcludedGroup & Judged;

/** A role-assignable group, or one in a restricted administrative unit, is out of reach of group administrators. */
function judge(id: GroupId, { facts, tenant }: AuditContext): Judged {
  const settings = partOf(facts.groups)?.get(id);
  const { isAssignableToRole, isManagementRestricted, owners } = settings ?? {};
  const isInUnit = restrictedUnitHolds(id, facts);
  const isProtected = isAssignableToRole === true || isManagementRestricted === true || isInUnit === true;
  const isOpen =
    !isProtected && isAssignableToRole === false && (isInUnit === false || isManagementRestricted === false);
  const isReachKnown = isProtected || isOpen;
  const [isDynamic, isPublic] = [fillsItself(settings), isOpenToJoin(settings)];
  const inside = tenant.groups?.get(id);
  const areGroupsInsideKnown =
    isAssignableToRole === true ||
    (inside?.members !== undefined && (!inside.mayHoldOthers || inside.unlisted !== undefined));
  const todo = readWith(roleFor(facts.groups, "GroupMember.Read.All"));
  const readUnits = readWith(roleFor(facts.administrativeUnits, "AdministrativeUnit.Read.All"));
  return {
    against: present([
      isOpen && "is neither role-assignable nor in a restricted administrative unit",
      isDynamic === true && "fills itself by a membership rule",
      isPublic === true && "is public",
      owners !== undefined && owners.length > 0 && `has ${counted(owners.length, "owner")}, who can change it`,
    ]),
    doubts: present<Doubt>([
      !isReachKnown && isAssignableToRole === undefined && { what: "whether it is protected", todo },
      !isReachKnown && isInUnit === undefined && { what: "whether it is protected", todo: readUnits },
      isDynamic === undefined && { what: "whether it fills itself by a rule", todo },
      isPublic === undefined && { what: "whether it is public", todo },
      owners === undefined && { what: "whether it has owners", todo },
      !areGroupsInsideKnown && { what: "which groups are inside it", todo },
    ]),
  };
}

/**
 * A role-assignable group is neither dynamic nor public.
 * @see Microsoft Graph, "group", `isAssignableToRole` (v1.0)
 */
function fillsItself(settings: GroupSettings | undefined): boolean | undefined {
  if (settings?.membershipRule !== undefined) return true;
  return settings?.isDynamic ?? (settings?.isAssignableToRole === true ? false : undefined);
}

/** Of groups that aren't Microsoft 365 ones nobody can join one by himself, unless it says that it is public. */
function isOpenToJoin(settings: GroupSettings | undefined): boolean | undefined {
  const word = settings?.visibility?.toLowerCase();
  if (word === "public") return true;
  const isClosed =
    word === "private" ||
    word === "hiddenmembership" ||
    settings?.isAssignableToRole === true ||
    (word === undefined && settings?.isUnified === false);
  return isClosed ? false : undefined;
}

/** `undefined` where that isn't known of every unit. */
function restrictedUnitHolds(id: GroupId, { administrativeUnits }: AuditContext["facts"]): boolean | undefined {
  const units = partOf(administrativeUnits);
  if (units?.some(({ isRestricted, members }) => isRestricted === true && members?.has(id))) return true;
  const isOutside = wholeOf(administrativeUnits)?.every(
    ({ isRestricted, members }) => isRestricted === false || members?.has(id) === false,
  );
  return isOutside === true ? false : undefined;
}

/**
 * Whether a policy is one of this control: it is on, stops whoever hasn't passed MFA, and is about Azure management. Whom it is
 * about, and under which conditions, doesn't matter: what it leaves out stays left out.
 */
function isOfTheControl(policy: Policy): Truth {
  const { include, exclude, filter, otherTarget } = policy.applications;
  return every([
    truthOf(!policy.workloadIdentitiesOnly && !otherTarget),
    isEnforced(policy),
    stopsWithoutMfa(policy.grant),
    some([names(include), filter === "none" || filter === "exclude" ? "no" : "unclear"]),
    not(names(exclude)),
    filter === "none" || filter === "include" ? "yes" : "unclear",
  ]);
}

/** The groups that policies of the control exclude, and those inside them, each by its shortest path. */
function excludedGroupsIn({ policies, groups }: Tenant): readonly ExcludedGroup[] {
  const found = new Map<GroupId, ExcludedGroup>();
  for (const isCertain of [true, false]) {
    const these = policies.filter((policy) => isOfTheControl(policy) === (isCertain ? "yes" : "unclear"));
    const ids = [...new Set(these.flatMap(({ users }) => [...users.exclude.groups]))].sort();
    const waiting = ids.map((id): ExcludedGroup => ({ id, path: [id], isCertain }));
    for (const group of waiting) {
      if (found.has(group.id)) continue;
      found.set(group.id, group);
      for (const id of groupsIn(group.id, groups)) waiting.push({ ...group, id, path: [...group.path, id] });
    }
  }
  return [...found.values()];
}

/** The groups that are directly in a group, those that aren't listed too. */
function groupsIn(id: GroupId, groups: Tenant["groups"]): readonly GroupId[] {
  const group = groups?.get(id);
  const listed = (group?.members ?? []).filter((member): member is GroupId => groups?.has(member as GroupId) === true);
  return [...listed, ...(group?.unlisted ?? [])];
}

/** `"Outer"`, or `"Middle" in "Outer"`. */
const pathInWords = (path: ExcludedGroup["path"], context: AuditContext): string =>
  path
    .toReversed()
    .map((id) => named(groupSubject(id, context).name))
    .join(" in ");

function concluded(groups: readonly JudgedGroup[], context: AuditContext): Conclusion {
  const open = groups.filter(({ against }) => against.length > 0);
  const certain = open.filter(({ isCertain }) => isCertain);
  const faults = fewOf(certain.map(({ path, against }) => `${pathInWords(path, context)} ${listing(against, "and")}`));
  if (certain.length > 0)
    return failed(
      `More people than need be can change ${counted(certain.length, "excluded group")}: ${listing(faults, "and")}.`,
      "make it role-assignable, which needs a new group, or put it into a restricted administrative unit; without owners, dynamic membership or public visibility",
    );
  const ofPolicies = aboutPolicies(open.length > 0, context);
  const [first, ...more] = groups.filter(({ doubts }) => doubts.length > 0);
  if (first !== undefined || ofPolicies.length > 0) {
    const ofGroups =
      first !== undefined &&
      (more.length > 0
        ? `Who may change ${counted(more.length + 1, "excluded group")} isn't known.`
        : `${pathInWords(first.path, context)}: it isn't known ${whatOf(first.doubts)}.`);
    return unknown(
      present([ofGroups, ofPolicies.length > 0 && `It isn't known ${whatOf(ofPolicies)}.`]).join(" "),
      ...todoOf([...groups.flatMap(({ doubts }) => doubts), ...ofPolicies]),
    );
  }
  if (groups.length === 0) return notApplicable("No enforced policy of this control excludes a group.");
  return passed(
    `${counted(groups.length, "excluded group is", "excluded groups are")} out of reach of group administrators.`,
  );
}

/** Of which policies it isn't known whether they are of the control, or whom they exclude. */
function aboutPolicies(isOpen: boolean, context: AuditContext): readonly Doubt[] {
  const { policies } = context.tenant;
  const missing = missingPolicies(context);
  const unclear = policies.filter(
    (policy) => isOpen && isOfTheControl(policy) === "unclear" && policy.users.exclude.groups.size > 0,
  );
  const odd = policies.filter(
    (policy) => isOfTheControl(policy) !== "no" && policy.users.exclude.notUnderstood.length > 0,
  );
  const look = (some: readonly Policy[]): string => `look at what isn't understood in ${namesOf(some)}`;
  return present<Doubt>([
    missing && { ...missing, todo: readWith("Policy.Read.All") },
    unclear.length > 0 && {
      what: `whether ${doing(unclear, "is", "are")} on the way to Azure management`,
      todo: look(unclear),
    },
    odd.length > 0 && { what: `whom ${doing(odd, "excludes", "exclude")}`, todo: look(odd) },
  ]);
}
