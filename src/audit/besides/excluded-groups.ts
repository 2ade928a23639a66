import type { GroupId } from "../../model/ids";
import type { Policy } from "../../model/policy";
import { counted, listing, named } from "../../text/sentence";
import { isEnforced, stopsWithoutMfa } from "../../verifier/law/grant";
import { type Conclusion, failed, notApplicable, type Observation, observation, passed, unknown } from "../answer";
import { type Audited, groupSubject } from "../audited";
import { asked } from "../check";
import { fewOf } from "../policies-in-words";
import type { Beside } from "./beside";
import { type JudgedGroup, judgeGroup } from "./excluded-group";

/**
 * Whether somebody who may change groups could open the door by adding a member to an excluded one. A role-assignable group,
 * or one in a restricted administrative unit, is out of reach of group administrators and owners of other groups.
 * @see Microsoft Entra, "Use Microsoft Entra groups to manage role assignments"; "Restricted management administrative units"
 */
export const excludedGroups: Beside = {
  title: "Who can change excluded groups",
  ask: asked({
    look: (audited) => excludedIn(audited).map((id) => judgeGroup(id, audited)),
    evidence: (groups, audited) => groups.map((group) => observed(group, audited)),
    conclude,
  }),
};

/** Groups that the enforced policies exclude which stop somebody. */
function excludedIn({ tenant }: Audited): readonly GroupId[] {
  const excluded = tenant.policies.filter(mayStop).flatMap(({ users }) => [...users.exclude.groups]);
  return [...new Set(excluded)].sort();
}

const mayStop = (policy: Policy): boolean =>
  isEnforced(policy) !== "no" &&
  stopsWithoutMfa(policy.grant) !== "no" &&
  policy.applications.include.notUnderstood.length === 0 &&
  !policy.applications.otherTarget;

function observed({ id, against, notKnown }: JudgedGroup, audited: Audited): Observation {
  const questions = notKnown.length === 0 ? [] : [`whether it ${listing(notKnown, "or")} isn't known`];
  const value = listing([...against, ...questions], "and") || "protected";
  return observation(groupSubject(id, audited), "excluded group", value);
}

function conclude(groups: readonly JudgedGroup[], audited: Audited): Conclusion {
  if (groups.length === 0) return notApplicable("No enforced policy of this control excludes a group.");
  const open = groups.filter(({ against }) => against.length > 0);
  const unsure = groups.filter(({ notKnown }) => notKnown.length > 0);
  const only = unsure.length === 1 ? unsure[0] : undefined;
  const faults = fewOf(
    open.map(({ id, against }) => `${named(groupSubject(id, audited).name)} ${listing(against, "and")}`),
  );
  if (open.length > 0)
    return failed(
      `More people than need be can change ${counted(open.length, "excluded group")}: ${listing(faults, "and")}.`,
      "make it role-assignable, which needs a new group, or put it into a restricted administrative unit; without owners, dynamic membership or public visibility",
    );
  if (unsure.length > 0)
    return unknown(
      `Who may change ${only === undefined ? counted(unsure.length, "excluded group") : `the excluded group ${named(groupSubject(only.id, audited).name)}`} isn't known.`,
      "read the tenant with Group.Read.All and AdministrativeUnit.Read.All",
    );
  return passed(
    `${counted(groups.length, "excluded group is", "excluded groups are")} out of reach of group administrators.`,
  );
}
