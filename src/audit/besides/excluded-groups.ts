import type { GroupId } from "../../model/ids";
import { counted, listing, named } from "../../text/sentence";
import { isEnforced, stopsWithoutMfa } from "../../verifier/law/grant";
import { type Answer, failed, notApplicable, type Observation, passed, unknown } from "../answer";
import { type Audited, groupSubject } from "../audited";
import { partOf, wholeOf } from "../known";

/**
 * Whether somebody who may change groups could open the door by adding a member to an excluded one. A role-assignable group,
 * or one in a restricted administrative unit, is out of reach of group administrators and owners of other groups.
 * @see Microsoft Entra, "Use Microsoft Entra groups to manage role assignments"; "Restricted management administrative units"
 */
export function excludedGroupsAnswer(audited: Audited): Answer {
  const groups = excluded(audited);
  if (groups.length === 0) return notApplicable("No enforced policy of this control excludes a group.");
  const judged = groups.map((id) => ({ id, ...judge(id, audited) }));
  const evidence = judged.map(
    ({ id, against, notKnown }): Observation => ({
      subject: groupSubject(id, audited),
      what: "excluded group",
      value:
        listing(
          [...against, ...(notKnown.length === 0 ? [] : [`whether it ${listing(notKnown, "or")} isn't known`])],
          "and",
        ) || "protected",
    }),
  );
  const open = judged.filter(({ against }) => against.length > 0);
  if (open.length > 0)
    return failed(
      `${counted(open.length, "excluded group")} can be changed by more people than should be: ${listing(
        open
          .slice(0, 3)
          .map(({ id, against }) => `${named(groupSubject(id, audited).name)} ${listing(against, "and")}`),
        "and",
      )}.`,
      [
        "make it role-assignable, which needs a new group, or put it into a restricted administrative unit; without owners, dynamic membership or public visibility",
      ],
      evidence,
    );
  const unsure = judged.filter(({ notKnown }) => notKnown.length > 0);
  return unsure.length > 0
    ? unknown(
        `Who may change ${counted(unsure.length, "excluded group")} isn't known.`,
        ["read the tenant with Group.Read.All and AdministrativeUnit.Read.All"],
        evidence,
      )
    : passed(
        `${counted(groups.length, "excluded group is", "excluded groups are")} out of reach of group administrators.`,
        evidence,
      );
}

/** Groups that the enforced policies exclude which stop somebody. */
function excluded({ tenant }: Audited): readonly GroupId[] {
  const enforced = tenant.policies.filter(
    (policy) =>
      isEnforced(policy) !== "no" &&
      stopsWithoutMfa(policy.grant) !== "no" &&
      policy.applications.include.notUnderstood.length === 0,
  );
  const about = enforced.filter(({ applications }) => !applications.otherTarget);
  return [...new Set(about.flatMap(({ users }) => [...users.exclude.groups]))].sort();
}

function judge(
  id: GroupId,
  { facts }: Audited,
): { readonly against: readonly string[]; readonly notKnown: readonly string[] } {
  const settings = partOf(facts.groups)?.get(id);
  const inRestricted = restrictedUnitHolds(id, facts);
  const isRestricted = settings?.isManagementRestricted === true || inRestricted === true;
  const isProtected = settings?.isAssignableToRole === true || isRestricted;
  const isOpen =
    settings?.isAssignableToRole === false &&
    !isRestricted &&
    (inRestricted === false || settings.isManagementRestricted === false);
  const owners = settings?.owners?.length;
  return {
    against: [
      ...(isOpen ? ["is neither role-assignable nor in a restricted administrative unit"] : []),
      ...(settings?.isDynamic === true ? ["fills itself by a membership rule"] : []),
      ...(settings?.visibility?.toLowerCase() === "public" ? ["is public"] : []),
      ...(owners !== undefined && owners > 0 ? [`has ${counted(owners, "owner")}, who can change it`] : []),
    ],
    notKnown: [
      ...(isProtected || isOpen ? [] : ["is protected"]),
      ...(settings?.isDynamic === undefined ? ["fills itself by a rule"] : []),
      ...(owners === undefined ? ["has owners"] : []),
    ],
  };
}

function restrictedUnitHolds(id: GroupId, facts: Audited["facts"]): boolean | undefined {
  const units = partOf(facts.administrativeUnits);
  if (units === undefined) return undefined;
  if (units.some(({ isRestricted, members }) => isRestricted === true && members?.has(id))) return true;
  const isWhole =
    wholeOf(facts.administrativeUnits) !== undefined &&
    units.every(({ isRestricted, members }) => isRestricted === false || members !== undefined);
  return isWhole ? false : undefined;
}
