import { counted, listing, named } from "../../text/sentence";
import { type Conclusion, failed, notApplicable, type Observation, observation, passed, unknown } from "../answer";
import { type Audited, groupSubject } from "../audited";
import { asked } from "../check";
import { type Doubt, missingPolicies, readWith, todoOf, whatOf } from "../known";
import { fewOf, namesOf } from "../policies-in-words";
import type { Beside } from "./beside";
import { type ExcludedGroup, excludedGroupsIn, isOfTheControl } from "./excluded-by";
import { type JudgedGroup, judgeGroup } from "./excluded-group";

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
        : [`Of ${pathInWords(first.path, audited)} it isn't known ${whatOf(first.doubts)}.`];
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
