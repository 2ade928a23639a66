import type { GroupSettings } from "../../model/evidence";
import type { GroupId } from "../../model/ids";
import { counted } from "../../text/sentence";
import type { Audited } from "../audited";
import { partOf, wholeOf } from "../known";

/** What lets more people change an excluded group than should, and what of that isn't known. */
export interface JudgedGroup {
  readonly id: GroupId;
  /** To go after the group's name. */
  readonly against: readonly string[];
  /** To go after *whether it*. */
  readonly notKnown: readonly string[];
}

/** Looks at one group: whether it is out of reach, and what else lets somebody into it. */
export function judgeGroup(id: GroupId, { facts }: Audited): JudgedGroup {
  const settings = partOf(facts.groups)?.get(id);
  const reach = reachOf(settings, restrictedUnitHolds(id, facts));
  const owners = settings?.owners?.length;
  return {
    id,
    against: [
      ...(reach === "open" ? ["is neither role-assignable nor in a restricted administrative unit"] : []),
      ...(settings?.isDynamic === true ? ["fills itself by a membership rule"] : []),
      ...(settings?.visibility?.toLowerCase() === "public" ? ["is public"] : []),
      ...(owners !== undefined && owners > 0 ? [`has ${counted(owners, "owner")}, who can change it`] : []),
    ],
    notKnown: [
      ...(reach === "not known" ? ["is protected against group administrators"] : []),
      ...(settings?.isDynamic === undefined ? ["fills itself by a rule"] : []),
      ...(owners === undefined ? ["has owners"] : []),
    ],
  };
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
  const isWhole = wholeOf(administrativeUnits)?.every(
    ({ isRestricted, members }) => isRestricted === false || members !== undefined,
  );
  return isWhole === true ? false : undefined;
}
