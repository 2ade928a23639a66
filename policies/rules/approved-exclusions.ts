import { isOverdue, type RegisterEntry } from "../../src/law/model/register";
import { renderFinding } from "../../src/report/finding";
import type { RegisterError } from "../../src/tenant/register/errors";
import { aYearAfter } from "../../src/text/iso-date";
import { approvedGroups, entriesOf, type Settings } from "../settings/settings";
import { type Opening, openingsIn } from "../stack/judgement/groups";
import {
  guaranteesOfResource,
  guaranteesOfStack,
  type JudgedReading,
  movedByRules,
} from "../stack/judgement/guarantee";
import { heldWithInputs } from "../stack/judgement/inputs-and-outputs";
import { excludedBy } from "../stack/judgement/judgement";
import { holdsUnresolved } from "../stack/objects/resource";
import { shown } from "./support/evidence";
import {
  distinctFindings,
  type Finding,
  propertyLine,
  type Rule,
  rejection,
  resourceAt,
  withNamesOfNewObjects,
} from "./support/rule";

/** Who can come into a group unseen, as a line of evidence. */
export function openingInWords(opening: Opening): string {
  switch (opening.kind) {
    case "public":
      return "anybody in the tenant can join it: it is a Microsoft 365 group, which is public unless visibility says Private";
    case "unit":
      return "the administrators of its administrative unit can add anybody";
    case "owner":
      return opening.id === undefined
        ? "one of its owners, who isn't known before deployment, can add anybody"
        : `its owner ${shown(opening.id)} can add anybody; leave \`owners\` out where that is the application that deploys`;
    case "resource":
      return `\`${opening.name}\` of this stack may bring anybody in`;
    case "group within":
      return `whoever manages group ${shown(opening.id)}, which is in it and isn't of this stack, can add anybody`;
  }
}

/** Whoever is excluded by id is in the register that the pack was given, reviewed in time, and there are not too many. */
export const approvedExclusions: Rule = {
  id: "approved-exclusions",
  title: "nobody is excluded without an approval in force",
  severity: "critical",
  remediation:
    "Take the exclusion out, or have it approved in the register that the pack was given, with a review date that is still to come.",
  url: "https://learn.microsoft.com/entra/identity/role-based-access-control/security-emergency-access",
  tags: ["conditional-access", "mfa", "exclusions"],
  isWholeAtPreview: true,
  onResource: (resource, settings, soFar) =>
    holdsUnresolved(resource.properties)
      ? []
      : guaranteesOfResource(resource, settings, soFar).flatMap((one) => findingsOf(one, settings)),
  onStack(stack, settings) {
    if (settings.baseline !== "in-stack") return [];
    if (settings.register.kind === "broken") return [brokenRegister(settings.register.errors)];
    const readings = guaranteesOfStack(stack, settings).flat();
    const isOpen = readings.some(({ judgement }) => judgement.unapproved.length > 0);
    const directory = settings.tenant?.tenant ?? { users: undefined, groups: undefined };
    const openings = isOpen
      ? openingsIn(heldWithInputs(stack), directory, approvedGroups(settings), movedByRules(stack, settings))
      : undefined;
    const findings = readings.flatMap((one) => findingsOf(one, settings, openings));
    return distinctFindings(findings).map((finding) => withNamesOfNewObjects(finding, stack.held));
  },
};

/** @param openings who can come into the stack's groups beside the members that they list */
function findingsOf(
  { judgement: { tenant, unapproved }, culprit }: JudgedReading,
  settings: Settings,
  openings: ReadonlyMap<string, readonly Opening[]> = new Map(),
): readonly Finding[] {
  const { register, maxExclusions = Number.POSITIVE_INFINITY } = settings;
  const excluded = excludedBy(tenant.policies);
  if (register.kind === "broken") return excluded.length > 0 ? [brokenRegister(register.errors)] : [];
  const exclusions = excluded.map(({ kind, id }): Exclusion => {
    const policy = tenant.policies.find(({ users: { exclude } }) =>
      kind === "user" ? exclude.users.has(id) : exclude.groups.has(id),
    );
    const entry = entriesOf(settings).find(({ principal }) => principal.id === id);
    return { kind, id, entry, urn: culprit ?? policy?.id, openings: openings.get(id) ?? [] };
  });
  const [first] = exclusions;
  return [
    ...exclusions
      .filter(({ kind, id }) => unapproved.some((one) => one.kind === kind && one.id === id))
      .map((one) => unapprovedFinding(one, settings)),
    ...(excluded.length > maxExclusions ? [tooMany(excluded.length, maxExclusions, first?.urn)] : []),
    ...exclusions.flatMap((one) => reviewedTooLate(one, settings)),
  ];
}

/** A user or group that is excluded by id. */
interface Exclusion {
  readonly kind: "user" | "group";
  readonly id: string;
  /** Its entry in the register, overdue ones too. */
  readonly entry: RegisterEntry | undefined;
  /** The resource that excludes it. */
  readonly urn: string | undefined;
  readonly openings: readonly Opening[];
}

function unapprovedFinding({ kind, id, entry, urn, openings }: Exclusion, settings: Settings): Finding {
  const [why, help] = refusal(entry, settings);
  const [who, list] = kind === "user" ? ["user", "excludedUsers"] : ["whoever is in group", "excludedGroups"];
  return rejection({
    code: "exclusion-unapproved",
    about: ["exclusion", id],
    urn,
    message: `${who} ${shown(id)} can reach Azure management without MFA, and ${why}`,
    related: [
      propertyLine(urn, `conditions.users.${list}`, shown(id)),
      ...openings.map((one) => ({ location: resourceAt(urn), text: openingInWords(one) })),
    ],
    help,
  });
}

function refusal(entry: RegisterEntry | undefined, settings: Settings): readonly [why: string, help: string] {
  const { register, today, tenant } = settings;
  if (entry === undefined)
    return [
      register.kind === "none"
        ? "the pack was given no register that approves it"
        : "no entry of the register approves it",
      "take the exclusion out, or have it approved in the register that the pack was given (approved-exclusions.register)",
    ];
  if (isOverdue(entry, today))
    return [
      `the review of its approval was due by ${entry.reviewBy}; it is judged on ${today}`,
      "hold the access review and have the next date approved, or take the exclusion out",
    ];
  if (isTooFarAhead(entry, settings))
    return [
      `the review of its approval is due by ${entry.reviewBy}, more than a year after ${today}`,
      "have an earlier review date approved, or take the exclusion out",
    ];
  return [
    "the register approves only some of its members",
    tenant === undefined
      ? "let the pack's owner give a snapshot that tells who is in the group (tenant-stays-closed.tenant), or have the whole group approved"
      : "take whoever isn't approved out of the group, or have them approved in the register; where the snapshot doesn't tell who is in it, have a new one taken",
  ];
}

const tooMany = (count: number, most: number, urn: string | undefined): Finding =>
  rejection({
    code: "too-many-exclusions",
    about: ["too many exclusions"],
    urn,
    message: `${count} users and groups are excluded, and at most ${most} may be`,
    help: "exclude fewer, or have the pack's owner raise approved-exclusions.maxExclusions",
  });

function reviewedTooLate({ kind, id, entry, urn }: Exclusion, settings: Settings): readonly Finding[] {
  const { today, reviewIntervalDays: days } = settings;
  if (days === undefined || entry === undefined || isTooFarAhead(entry, settings)) return [];
  if (entry.reviewBy <= new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10)) return [];
  return [
    rejection({
      code: "review-too-far",
      about: ["review", id],
      urn,
      message: `the review of excluded ${kind} ${id} is due by ${entry.reviewBy}, more than ${days} days after ${today}`,
      help: "have an earlier review date approved",
    }),
  ];
}

const isTooFarAhead = ({ reviewBy }: RegisterEntry, { today }: Settings): boolean => reviewBy > aYearAfter(today);

/** With each error as `azmfa` says it, line by line. */
const brokenRegister = (errors: readonly RegisterError[]): Finding =>
  rejection({
    code: "register-broken",
    urn: undefined,
    message: "the register that the pack was given can't be read, so no exclusion is approved",
    related: errors.flatMap((error) =>
      renderFinding(error)
        .split("\n")
        .map((text) => ({ location: error.primary, text })),
    ),
    help: "repair the register, or have the pack's owner name another (approved-exclusions.register)",
  });
