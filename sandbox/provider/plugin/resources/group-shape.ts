import { lengthBetween, mailNickname, notEmpty, oneOf, uuid } from "../rules";
import type { Rule, Scalar, Shape, Texts } from "../shape";
import { type Fields, fieldsOf, flagOf, textOf, textsOf } from "../values";

const shown = (kind: Scalar["kind"] = "text"): Scalar => ({ kind, use: "computed" });
/** What the official plugin can set, and nothing in a sandbox for Conditional Access needs. */
const elsewhere = (kind: Scalar["kind"] = "text"): Scalar => ({ ...shown(kind), onlyOfficial: true });
const words = (rule: Rule): Texts => ({ kind: "set", use: "optional", replaces: true, rule });

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
 * A group, as programs write it. What only mail-enabled and synchronised groups have, and administrative units, can be
 * seen but not set.
 */
export const groupShape: Shape = {
  together: [
    { kind: "atLeastOne", names: ["securityEnabled", "mailEnabled"] },
    { kind: "conflict", names: ["dynamicMembership", "members"] },
  ],
  fields: {
    displayName: { kind: "text", use: "required", rule: notEmpty },
    description: { kind: "text", use: "optional" },
    assignableToRole: { kind: "flag", use: "optional", replaces: true },
    behaviors: words(BEHAVIORS),
    dynamicMembership: {
      kind: "block",
      use: "optional",
      shape: {
        fields: {
          enabled: { kind: "flag", use: "required" },
          rule: { kind: "text", use: "required", rule: lengthBetween(0, 3072) },
        },
      },
    },
    mailEnabled: { kind: "flag", use: "optional" },
    mailNickname: { kind: "text", use: "optionalComputed", replaces: true, rule: mailNickname },
    members: { kind: "set", use: "optionalComputed", rule: uuid },
    owners: { kind: "set", use: "optionalComputed", rule: uuid },
    preventDuplicateNames: { kind: "flag", use: "optional" },
    provisioningOptions: words(oneOf("Team")),
    securityEnabled: { kind: "flag", use: "optional" },
    types: words(oneOf("DynamicMembership", "Unified")),
    visibility: { kind: "text", use: "optionalComputed", rule: oneOf("Hiddenmembership", "Private", "Public") },
    administrativeUnitIds: { kind: "set", use: "computed", emptyIsNull: true, onlyOfficial: true },
    autoSubscribeNewMembers: elsewhere("flag"),
    externalSendersAllowed: elsewhere("flag"),
    hideFromAddressLists: elsewhere("flag"),
    hideFromOutlookClients: elsewhere("flag"),
    mail: shown(),
    objectId: shown(),
    onpremisesDomainName: shown(),
    onpremisesGroupType: { ...elsewhere(), unset: null },
    onpremisesNetbiosName: shown(),
    onpremisesSamAccountName: shown(),
    onpremisesSecurityIdentifier: shown(),
    onpremisesSyncEnabled: shown("flag"),
    preferredLanguage: shown(),
    proxyAddresses: { kind: "list", use: "computed" },
    theme: elsewhere(),
    writebackEnabled: elsewhere("flag"),
  },
};

/** A group from Graph in a program's terms, without who is in it and who owns it. */
export function groupFromGraph(group: Fields): Fields {
  return {
    displayName: textOf(group, "displayName"),
    description: textOf(group, "description"),
    assignableToRole: flagOf(group, "isAssignableToRole"),
    behaviors: textsOf(group, "resourceBehaviorOptions"),
    dynamicMembership: dynamicMembership(group),
    mail: textOf(group, "mail"),
    mailEnabled: flagOf(group, "mailEnabled"),
    mailNickname: textOf(group, "mailNickname"),
    objectId: textOf(group, "id"),
    onpremisesDomainName: textOf(group, "onPremisesDomainName"),
    onpremisesGroupType: textOf(fieldsOf(group, "writebackConfiguration"), "onPremisesGroupType") || null,
    onpremisesNetbiosName: textOf(group, "onPremisesNetBiosName"),
    onpremisesSamAccountName: textOf(group, "onPremisesSamAccountName"),
    onpremisesSecurityIdentifier: textOf(group, "onPremisesSecurityIdentifier"),
    onpremisesSyncEnabled: flagOf(group, "onPremisesSyncEnabled"),
    preferredLanguage: textOf(group, "preferredLanguage"),
    provisioningOptions: textsOf(group, "resourceProvisioningOptions"),
    proxyAddresses: textsOf(group, "proxyAddresses"),
    securityEnabled: flagOf(group, "securityEnabled"),
    theme: textOf(group, "theme"),
    types: textsOf(group, "groupTypes"),
    visibility: textOf(group, "visibility"),
    writebackEnabled: flagOf(fieldsOf(group, "writebackConfiguration"), "isEnabled"),
  };
}

function dynamicMembership(group: Fields): Fields | null {
  const rule = textOf(group, "membershipRule");
  return rule === "" ? null : { enabled: textOf(group, "membershipRuleProcessingState") !== "Paused", rule };
}
