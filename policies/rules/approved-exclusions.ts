import { groupId } from "../../src/law/model/ids";
import { type Exemption, isOverdue, type RegisterEntry } from "../../src/law/model/register";
import type { Tenant } from "../../src/law/model/tenant";
import { aYearAfter } from "../../src/text/iso-date";
import type { Settings } from "../settings/settings";
import { guaranteesOfResource, guaranteesOfStack } from "../stack/judgement/guarantee";
import { excludedBy, type JudgedReading } from "../stack/judgement/judgement";
import { masked } from "../stack/objects/masked";
import { holdsUnresolved } from "../stack/objects/resource";
import { type Finding, propertyLine, type Rule, rejection, resourceAt } from "./support/rule";

/** Each user and group that a policy excludes by id has an approval in the register, reviewed in time. */
export const approvedExclusions: Rule = {
  id: "approved-exclusions",
  title: "nobody is excluded without an approval in force",
  severity: "critical",
  baseline: "in-stack",
  isWholeAtPreview: true,
  onResource: (resource, settings, asked) =>
    holdsUnresolved(resource.properties)
      ? []
      : guaranteesOfResource(asked, resource)(settings).flatMap((one) => findingsOf(one, settings)),
  onStack: (stack, settings) => guaranteesOfStack(stack, settings).flatMap((one) => findingsOf(one, settings)),
};

const findingsOf = ({ tenant, unapproved, culprit }: JudgedReading, settings: Settings): readonly Finding[] =>
  unapproved.map((one) => {
    const policy = tenant.policies.find((excluding) => excludedBy([excluding]).some(({ id }) => id === one.id));
    return unapprovedFinding(one, culprit ?? policy?.id, tenant, settings);
  });

function unapprovedFinding(
  { kind, id }: Exemption,
  urn: string | undefined,
  tenant: Tenant,
  settings: Settings,
): Finding {
  const entry = settings.register.entries.find(({ principal }) => principal.id === id);
  const [why, help] = refusal(entry, settings);
  const group = tenant.groups?.get(groupId(id));
  const isOpen = group !== undefined && (group.members === undefined || group.mayHoldOthers);
  const [who, list] = kind === "user" ? ["user", "excludedUsers"] : ["the members of group", "excludedGroups"];
  return rejection({
    code: "exclusion-unapproved",
    about: ["exclusion", id],
    urn,
    message: `${who} ${masked(id)} can reach Azure management without MFA, and ${why}`,
    related: [
      propertyLine(urn, `conditions.users.${list}`, masked(id)),
      ...(isOpen ? [{ location: resourceAt(urn), text: OTHERS }] : []),
    ],
    help,
  });
}

const OTHERS =
  "others can put people into the group, or may be in it without being listed, or this stack sets the expiry of groups: the page says more";

function refusal(entry: RegisterEntry | undefined, { today }: Settings): readonly [why: string, help: string] {
  if (entry === undefined)
    return [
      "no entry of the register approves this",
      "take the exclusion out, or have it approved in the pack's register (approved-exclusions.register)",
    ];
  if (isOverdue(entry, today) || entry.reviewBy > aYearAfter(today))
    return [
      `the review of the approval is due by ${entry.reviewBy}, which isn't within a year from the day in question, ${today}`,
      "hold the review and have a date within a year approved, or take the exclusion out",
    ];
  return [
    "the register approves only some of them",
    "take the other members out of the group, or have them or the whole group approved in the register; if the pack has no snapshot that shows the group's members (tenant-stays-closed.tenant), have its owner add one",
  ];
}
