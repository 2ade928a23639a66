import { type Fields, fieldsOf, flagOf, textOf, textsOf } from "../values";

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
