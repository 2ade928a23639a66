/** A property that membership rules read, and the names by which resources and requests set it. */
export interface RuleProperty {
  /** As Microsoft's documentation spells it. */
  readonly name: string;
  /** In lower case. Of `b` within an object `a`, it is `b`. */
  readonly setBy: readonly string[];
  /** Whether rules compare the value as it is set, and a new account has none until then. Otherwise the value is unknown. */
  readonly isLiteral: boolean;
}

/** Set as rules read it, by the same name and the names that follow it. */
const LITERAL = [
  ...["accountEnabled", "displayName userDisplayName invitedUserDisplayName", "userPrincipalName"],
  "userType invitedUserType convertExternalToInternalMemberUser",
  ...["city", "country", "companyName", "department", "employeeId", "facsimileTelephoneNumber faxNumber", "givenName"],
  ...["jobTitle", "mobile mobilePhone", "postalCode", "preferredLanguage", "usageLocation", "streetAddress", "surname"],
  ...["physicalDeliveryOfficeName officeLocation", "state", "telephoneNumber businessPhones"],
  ...Array.from({ length: 15 }, (_, index) => `extensionAttribute${index + 1} onPremisesExtensionAttributes`),
];

/** The address that an invitation goes to. */
const INVITED = "userEmailAddress invitedUserEmailAddress";

/**
 * Derived from what is set, by Entra or by another directory; a collection; a reference; or a date. Employees' types and
 * organisations aren't documented for rules.
 */
const DERIVED = [
  "assignedPlans assignedLicenses addLicenses removeLicenses assignLicense",
  "dirSyncEnabled onPremisesSyncEnabled isCloudManaged",
  ...["immutableId onPremisesImmutableId", "passwordPolicies disablePasswordExpiration disableStrongPassword"],
  `mail mailNickname userPrincipalName ${INVITED}`,
  "mailNickName userPrincipalName",
  `proxyAddresses mail mailNickname otherMails userPrincipalName ${INVITED}`,
  "sipProxyAddress imAddresses userPrincipalName",
  ...["manager managerId manager@odata.bind", `otherMails ${INVITED}`],
  ...["costCenter employeeOrgData", "employeeOrgData.costCenter costCenter employeeOrgData"],
  ...["division employeeOrgData", "employeeOrgData.division division employeeOrgData"],
];

const listed = (names: readonly string[], isLiteral: boolean): readonly RuleProperty[] =>
  names.map((text) => {
    const [name = "", ...others] = text.split(" ");
    return { name, setBy: [name, ...others].map((one) => one.toLowerCase()), isLiteral };
  });

/**
 * The user properties that membership rules may read.
 * @see https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership#supported-properties (2024-12); the names
 *   on the other side are those of https://learn.microsoft.com/graph/api/resources/user and of the azuread package
 */
const TABLE: ReadonlyMap<string, RuleProperty> = new Map(
  [...listed(LITERAL, true), ...listed(DERIVED, false)].map((property) => [property.name.toLowerCase(), property]),
);

/** The property that a rule names. A property that the table lacks, such as an extension, is set by its own name. */
export const rulePropertyNamed = (name: string): RuleProperty =>
  TABLE.get(name.toLowerCase()) ?? { name, setBy: [name.toLowerCase()], isLiteral: isExtension(name) };

const isExtension = (name: string): boolean => /^extension_/i.test(name);
