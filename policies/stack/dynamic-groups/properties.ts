/** A property that membership rules read, and the names by which resources and requests set it. */
export interface RuleProperty {
  /** As Microsoft's documentation spells it. */
  readonly name: string;
  /** In lower case. `a.b` is `b` within the object `a`. */
  readonly setBy: readonly string[];
  /** Whether rules compare the value as it is set. Otherwise the value that rules compare is unknown. */
  readonly isLiteral: boolean;
  /** In lower case. What Entra derives it from, if nothing sets it. */
  readonly derivedFrom: readonly string[];
}

/** The property that `Direct Reports for "…"` reads. */
export const MANAGER = "manager";

/** Set as rules read it, by the same name and the names that follow it. */
const LITERAL = [
  ...["accountEnabled", "city", "country", "companyName", "department", "displayName", "employeeId", "givenName"],
  ...["jobTitle", "mail", "mailNickName", "postalCode", "preferredLanguage", "state", "streetAddress", "surname"],
  ...["usageLocation", "userPrincipalName", "userType", `${MANAGER} managerId manager@odata.bind`],
  ...["facsimileTelephoneNumber faxNumber", "mobile mobilePhone", "physicalDeliveryOfficeName officeLocation"],
  ...["objectId", "telephoneNumber businessPhones"],
  ...Array.from({ length: 15 }, (_, index) => `extensionAttribute${index + 1}`).map(
    (name) => `${name} onPremisesExtensionAttributes.${name}`,
  ),
];

/** Derived from what is set, by Entra or by another directory. The value that rules read is unknown. */
const MADE = [
  "assignedPlans assignedLicenses addLicenses removeLicenses",
  "dirSyncEnabled onPremisesSyncEnabled",
  ...["employeeHireDate", "onPremisesDistinguishedName", "onPremisesSecurityIdentifier", "otherMails"],
  "passwordPolicies disablePasswordExpiration disableStrongPassword",
  "proxyAddresses mail mailNickname otherMails",
  "sipProxyAddress imAddresses",
];

/** @see https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-userprincipalname */
const DERIVED: ReadonlyMap<string, readonly string[]> = new Map([
  ["mail", ["userprincipalname", "mailnickname"]],
  ["mailNickName", ["userprincipalname"]],
  ["proxyAddresses", ["userprincipalname"]],
]);

function propertyIn(names: string, isLiteral: boolean): RuleProperty {
  const [name = "", ...others] = names.split(" ");
  const setBy = [name, ...others].map((one) => one.toLowerCase());
  return { name, setBy, isLiteral, derivedFrom: DERIVED.get(name) ?? [] };
}

/**
 * The documented table of user properties in membership rules.
 * @see https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership#supported-properties (2024-12); the names
 *   on the other side are those of https://learn.microsoft.com/graph/api/resources/user and of the azuread package
 */
const TABLE: ReadonlyMap<string, RuleProperty> = new Map(
  [...LITERAL.map((names) => propertyIn(names, true)), ...MADE.map((names) => propertyIn(names, false))].map(
    (property) => [property.name.toLowerCase(), property],
  ),
);

/** The property that a rule names. A property that the table lacks, such as an extension, is set by its own name. */
export const rulePropertyNamed = (name: string): RuleProperty =>
  TABLE.get(name.toLowerCase()) ?? propertyIn(name, /^extension_/i.test(name));

/** The properties that a name in the configuration means: a name in rules, or a name by which a property is set. */
export const rulePropertiesSetBy = (name: string): readonly RuleProperty[] => {
  const found = [...TABLE.values()].filter(({ setBy }) => setBy.includes(name.toLowerCase()));
  return found.length > 0 ? found : [rulePropertyNamed(name)];
};
