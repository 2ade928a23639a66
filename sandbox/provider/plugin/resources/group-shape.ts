import { lengthBetween, mailNickname, notEmpty, oneOf, uuid } from "../rules";
import { block, flag, list, type Rule, type Scalar, type Shape, set, type Texts, text } from "../shape";
import { type Fields, fieldsOf, flagOf, textOf, textsOf } from "../values";

/** Marks a field that only the official plugin can set. Conditional Access doesn't need it. */
const elsewhere = (field: Scalar): Scalar => ({ ...field, onlyOfficial: true });
const fixed = (rule: Rule): Texts => ({ ...set("optional", rule), replaces: true });

const BEHAVIORS = oneOf(
  "AllowOnlyMembersToPost",
  "CalendarMemberReadOnly",
  "ConnectorsDisabled",
  "HideGroupInOutlook",
  "SkipExchangeInstantOn",
  "SubscribeMembersToCalendarEventsDisabled",
  "SubscribeNewGroupMembers",
  "WelcomeEmailDisabled",
);

/**
 * The fields of a group in a program. Fields of mail-enabled and synchronised groups, and administrative units, can be read but
 * not set.
 */
export const groupShape: Shape = {
  together: [
    { kind: "atLeastOne", names: ["securityEnabled", "mailEnabled"] },
    { kind: "conflict", names: ["dynamicMembership", "members"] },
  ],
  fields: {
    displayName: text("required", notEmpty),
    description: text("optional"),
    assignableToRole: { ...flag("optional"), replaces: true },
    behaviors: fixed(BEHAVIORS),
    dynamicMembership: block("optional", {
      fields: { enabled: flag("required"), rule: text("required", lengthBetween(0, 3072)) },
    }),
    mailEnabled: flag("optional"),
    mailNickname: { ...text("optionalComputed", mailNickname), replaces: true },
    members: set("optionalComputed", uuid),
    owners: set("optionalComputed", uuid),
    preventDuplicateNames: flag("optional"),
    provisioningOptions: fixed(oneOf("Team")),
    securityEnabled: flag("optional"),
    types: fixed(oneOf("DynamicMembership", "Unified")),
    visibility: text("optionalComputed", oneOf("Hiddenmembership", "Private", "Public")),
    administrativeUnitIds: { ...set("computed"), emptyIsNull: true, onlyOfficial: true },
    autoSubscribeNewMembers: elsewhere(flag("computed")),
    externalSendersAllowed: elsewhere(flag("computed")),
    hideFromAddressLists: elsewhere(flag("computed")),
    hideFromOutlookClients: elsewhere(flag("computed")),
    mail: text("computed"),
    objectId: text("computed"),
    onpremisesDomainName: text("computed"),
    onpremisesGroupType: { ...elsewhere(text("computed")), unset: null },
    onpremisesNetbiosName: text("computed"),
    onpremisesSamAccountName: text("computed"),
    onpremisesSecurityIdentifier: text("computed"),
    onpremisesSyncEnabled: flag("computed"),
    preferredLanguage: text("computed"),
    proxyAddresses: list("computed"),
    theme: elsewhere(text("computed")),
    writebackEnabled: elsewhere(flag("computed")),
  },
};

/** The fields that have another name in Graph. */
const GRAPH_NAMES: Readonly<Record<string, string>> = {
  assignableToRole: "isAssignableToRole",
  behaviors: "resourceBehaviorOptions",
  objectId: "id",
  onpremisesNetbiosName: "onPremisesNetBiosName",
  provisioningOptions: "resourceProvisioningOptions",
  types: "groupTypes",
};

/** The fields that aren't properties of the group object. */
const NOT_ITS_OWN = ["members", "owners", "administrativeUnitIds", "preventDuplicateNames"];

/** A group of Graph in the terms of a program, without its members and owners. */
export function groupFromGraph(group: Fields): Fields {
  const own = Object.entries(groupShape.fields).filter(([name]) => !NOT_ITS_OWN.includes(name));
  const read = own.map(([name, { kind }]) => {
    const inGraph = GRAPH_NAMES[name] ?? name.replace(/^onpremises/, "onPremises");
    if (kind === "flag") return [name, flagOf(group, inGraph)];
    return [name, kind === "text" ? textOf(group, inGraph) : textsOf(group, inGraph)];
  });
  const writeback = fieldsOf(group, "writebackConfiguration");
  return {
    ...Object.fromEntries(read),
    dynamicMembership: dynamicMembership(group),
    onpremisesGroupType: textOf(writeback, "onPremisesGroupType") || null,
    writebackEnabled: flagOf(writeback, "isEnabled"),
  };
}

function dynamicMembership(group: Fields): Fields | null {
  const rule = textOf(group, "membershipRule");
  return rule === "" ? null : { enabled: textOf(group, "membershipRuleProcessingState") !== "Paused", rule };
}
