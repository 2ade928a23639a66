import type { GroupSettings } from "../../law/model/evidence";
import type { GroupId } from "../../law/model/ids";
import { counted } from "../../text/sentence";
import type { Audited } from "../audited";
import { type Doubt, partOf, readWith, roleFor, wholeOf } from "../known";

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
