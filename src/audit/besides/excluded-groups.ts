import { names } from "../../law/applications";
import { isEnforced, stopsWithoutMfa } from "../../law/grant";
import type { GroupSettings } from "../../law/model/evidence";
import type { GroupId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { Tenant } from "../../law/model/tenant";
import { every, not, some, type Truth, truthOf } from "../../law/model/truth";
import { counted, listing, named } from "../../text/sentence";
import { type Conclusion, failed, notApplicable, type Observation, observation, passed, unknown } from "../answer";
import { type Audited, groupSubject } from "../audited";
import { asked, type Beside } from "../check";
import { type Doubt, missingPolicies, partOf, readWith, roleFor, todoOf, whatOf, wholeOf } from "../known";
import { fewOf, namesOf } from "../policies-in-words";

/** What lets more people change an excluded group than should, and what of that isn't known. */
export interface JudgedGroup {
  readonly id: GroupId;
  /** To go after the group's name. */
  readonly against: readonly string[];
  /** About the group as `it`. */
  readonly doubts: readonly Doubt[];
}

/** Looks at one group: whether it is out of reach, and what else lets somebody into it. */
export function judgeGroup(id: GroupId, audited: Audited): JudgedGroup {
  const { facts, tenant } = audited;
  const settings = partOf(facts.groups)?.get(id);
  const isInRestricted = restrictedUnitHolds(id, facts);
  const reach = reachOf(settings, isInRestricted);
  const [isDynamic, isPublic] = [fillsItself(settings), isOpenToJoin(settings)];
  const owners = settings?.owners?.length;
  const ofGroups = readWith(roleFor(facts.groups, "GroupMember.Read.All"));
  const ofUnits = readWith(roleFor(facts.administrativeUnits, "AdministrativeUnit.Read.All"));
  const members = tenant.groups?.get(id);
  const areGroupsInside =
    settings?.isAssignableToRole === true ||
    (members?.members !== undefined && (!members.mayHoldOthers || members.unlisted !== undefined));
  const about = (isKnown: boolean, what: string, todo = ofGroups): readonly Doubt[] =>
    isKnown ? [] : [{ what, todo }];
  return {
    id,
    against: [
      ...(reach === "open" ? ["is neither role-assignable nor in a restricted administrative unit"] : []),
      ...(isDynamic === true ? ["fills itself by a membership rule"] : []),
      ...(isPublic === true ? ["is public"] : []),
      ...(owners !== undefined && owners > 0 ? [`has ${counted(owners, "owner")}, who can change it`] : []),
    ],
    doubts: [
      ...about(reach !== "not known" || settings?.isAssignableToRole !== undefined, "whether it is protected"),
      ...about(reach !== "not known" || isInRestricted !== undefined, "whether it is protected", ofUnits),
      ...about(isDynamic !== undefined, "whether it fills itself by a rule"),
      ...about(isPublic !== undefined, "whether it is public"),
      ...about(owners !== undefined, "whether it has owners"),
      ...about(areGroupsInside, "which groups are inside it"),
    ],
  };
}

/**
 * A role-assignable group is neither dynamic nor public.
 * @see Microsoft Graph, "group", `isAssignableToRole` (v1.0)
 */
const fillsItself = (settings: GroupSettings | undefined): boolean | undefined =>
  settings?.membershipRule !== undefined
    ? true
    : (settings?.isDynamic ?? (settings?.isAssignableToRole === true ? false : undefined));

/** Of groups that aren't Microsoft 365 ones nobody can join one by himself, unless it says that it is public. */
function isOpenToJoin(settings: GroupSettings | undefined): boolean | undefined {
  const word = settings?.visibility?.toLowerCase();
  if (word === "public") return true;
  if (word === "private" || word === "hiddenmembership") return false;
  if (settings?.isAssignableToRole === true) return false;
  return word === undefined && settings?.isUnified === false ? false : undefined;
}

/** A role-assignable group, or one in a restricted administrative unit, is out of reach of group administrators. */
function reachOf(
  settings: GroupSettings | undefined,
  isInRestricted: boolean | undefined,
): "protected" | "open" | "not known" {
  const { isAssignableToRole, isManagementRestricted } = settings ?? {};
  if (isAssignableToRole === true || isManagementRestricted === true || isInRestricted === true) return "protected";
  const isUnrestricted = isInRestricted === false || isManagementRestricted === false;
  return isAssignableToRole === false && isUnrestricted ? "open" : "not known";
}

/** `undefined` where that isn't known of every unit. */
function restrictedUnitHolds(id: GroupId, { administrativeUnits }: Audited["facts"]): boolean | undefined {
  const units = partOf(administrativeUnits);
  if (units?.some(({ isRestricted, members }) => isRestricted === true && members?.has(id))) return true;
  const isOutOf = wholeOf(administrativeUnits)?.every(
    ({ isRestricted, members }) => isRestricted === false || members?.has(id) === false,
  );
  return isOutOf === true ? false : undefined;
}

/** A group that a policy of the control excludes, or one inside it: whoever changes it changes the exclusion. */
export interface ExcludedGroup {
  readonly id: GroupId;
  /** From the group that is excluded to this one, both included. */
  readonly path: readonly GroupId[];
  /** Whether a policy that excludes it is one of the control for certain. */
  readonly isCertain: boolean;
}

/**
 * Whether a policy is one of this control: it is on, stops whoever hasn't passed MFA, and is about Azure management. Whom it is
 * about, and under which conditions, doesn't matter: what it leaves out stays left out.
 */
export function isOfTheControl(policy: Policy): Truth {
  const { include, exclude, filter, otherTarget } = policy.applications;
  const isAbout = some([names(include), filter === "none" || filter === "exclude" ? "no" : "unclear"]);
  const isLeftIn = every([not(names(exclude)), filter === "none" || filter === "include" ? "yes" : "unclear"]);
  return every([
    truthOf(!policy.workloadIdentitiesOnly && !otherTarget),
    isEnforced(policy),
    stopsWithoutMfa(policy.grant),
    isAbout,
    isLeftIn,
  ]);
}

/** The groups that policies of the control exclude, and those inside them, each by its shortest path. */
export function excludedGroupsIn({ policies, groups }: Tenant): readonly ExcludedGroup[] {
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

/**
 * Claims that nobody who merely administers groups could open the door by adding a member to a group that a policy of this control
 * excludes, or to one inside it, however deep: each is role-assignable or in a restricted administrative unit, has no owners, isn't
 * public, and doesn't fill itself by a rule.
 *
 * Reads the policies; of `groups` the members, `isAssignableToRole`, `isManagementRestricted`, `groupTypes`, `membershipRule`,
 * `visibility` and `owners`; `administrativeUnits` with the members of restricted ones.
 * @see Microsoft Entra, "Use Microsoft Entra groups to manage role assignments"; "Restricted management administrative units"
 */
export const excludedGroups: Beside = {
  title: "Who can change excluded groups",
  ask: asked({
    look: (audited) => excludedGroupsIn(audited.tenant).map((group) => judged(group, audited)),
    evidence: (groups, audited) => groups.map((group) => observed(group, audited)),
    conclude,
  }),
};

type Judged = ExcludedGroup & JudgedGroup;

const judged = (group: ExcludedGroup, audited: Audited): Judged => ({ ...group, ...judgeGroup(group.id, audited) });

function observed({ id, path, against, doubts }: Judged, audited: Audited): Observation {
  const inside = path.length === 1 ? "" : `inside ${pathInWords(path.slice(0, -1), audited)}: `;
  const notKnown = doubts.length === 0 ? [] : [`${whatOf(doubts)} isn't known`];
  const value = listing([...against, ...notKnown], "and") || "protected";
  return observation(groupSubject(id, audited), "excluded group", `${inside}${value}`);
}

/** `"Outer"`, or `"Middle" in "Outer"`. */
const pathInWords = (path: ExcludedGroup["path"], audited: Audited): string =>
  path
    .toReversed()
    .map((id) => named(groupSubject(id, audited).name))
    .join(" in ");

function conclude(groups: readonly Judged[], audited: Audited): Conclusion {
  const open = groups.filter(({ against }) => against.length > 0);
  const certain = open.filter(({ isCertain }) => isCertain);
  const faults = fewOf(certain.map(({ path, against }) => `${pathInWords(path, audited)} ${listing(against, "and")}`));
  if (certain.length > 0)
    return failed(
      `More people than need be can change ${counted(certain.length, "excluded group")}: ${listing(faults, "and")}.`,
      "make it role-assignable, which needs a new group, or put it into a restricted administrative unit; without owners, dynamic membership or public visibility",
    );
  const ofPolicies = aboutPolicies(open.length > 0, audited);
  const doubts = [...groups.flatMap((group) => group.doubts), ...ofPolicies];
  if (doubts.length > 0)
    return unknown(inWords(groups, ofPolicies, audited), ...todoOf(doubts, "read the tenant again"));
  if (groups.length === 0) return notApplicable("No enforced policy of this control excludes a group.");
  return passed(
    `${counted(groups.length, "excluded group is", "excluded groups are")} out of reach of group administrators.`,
  );
}

function inWords(groups: readonly Judged[], ofPolicies: readonly Doubt[], audited: Audited): string {
  const [first, ...more] = groups.filter(({ doubts }) => doubts.length > 0);
  const ofGroups =
    first === undefined
      ? []
      : more.length > 0
        ? [`Who may change ${counted(more.length + 1, "excluded group")} isn't known.`]
        : [`${pathInWords(first.path, audited)}: it isn't known ${whatOf(first.doubts)}.`];
  return [...ofGroups, ...(ofPolicies.length > 0 ? [`It isn't known ${whatOf(ofPolicies)}.`] : [])].join(" ");
}

/** Of which policies it isn't known whether they are of the control, or whom they exclude. */
function aboutPolicies(isOpen: boolean, audited: Audited): readonly Doubt[] {
  const { policies } = audited.tenant;
  const missing = missingPolicies(audited);
  const unclear = policies.filter(
    (policy) => isOfTheControl(policy) === "unclear" && policy.users.exclude.groups.size > 0,
  );
  const untold = policies.filter(
    (policy) => isOfTheControl(policy) !== "no" && policy.users.exclude.notUnderstood.length > 0,
  );
  const look = (what: string, some: typeof policies): readonly Doubt[] =>
    some.length === 0 ? [] : [{ what, todo: `look at what isn't understood in ${namesOf(some)}` }];
  return [
    ...(missing === undefined ? [] : [{ ...missing, todo: readWith("Policy.Read.All") }]),
    ...look(
      `whether ${namesOf(unclear)} ${unclear.length === 1 ? "is" : "are"} on the way to Azure management`,
      isOpen ? unclear : [],
    ),
    ...look(`whom ${namesOf(untold)} ${untold.length === 1 ? "excludes" : "exclude"}`, untold),
  ];
}
