/** A property that membership rules read, and the names under which resources and requests set it. */
export interface RuleProperty {
  /** As the documentation spells it. */
  readonly name: string;
  /** In lower case. `a.b` is `b` within the object `a`. */
  readonly setBy: readonly string[];
  /** Whether what is set is, as it stands, what rules compare; otherwise only that it is set is known. */
  readonly isLiteral: boolean;
  /** In lower case. What Entra makes it of where nothing sets it. */
  readonly derivedFrom: readonly string[];
}

/** What `Direct Reports for "…"` reads. */
export const MANAGER = "manager";

/** Set as the text that rules read, under the same name and those that follow it. */
const LITERAL = [
  ...["accountEnabled", "city", "country", "companyName", "department", "displayName", "employeeId", "givenName"],
  ...["jobTitle", "mail", "mailNickName", "postalCode", "preferredLanguage", "state", "streetAddress", "surname"],
  ...["usageLocation", "userPrincipalName", "userType", `${MANAGER} managerId manager@odata.bind`],
  ...["facsimileTelephoneNumber faxNumber", "mobile mobilePhone", "physicalDeliveryOfficeName officeLocation"],
  "telephoneNumber businessPhones",
  ...Array.from({ length: 15 }, (_, index) => `extensionAttribute${index + 1}`).map(
    (name) => `${name} onPremisesExtensionAttributes.${name}`,
  ),
];

/** Made of what is set, by Entra or by another directory: who sets it changes what rules read, and nobody knows to what. */
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
 * The whole documented table of user properties in membership rules.
 * @see https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership#supported-properties (2024-12); the names
 *   on the other side are those of https://learn.microsoft.com/graph/api/resources/user and of the azuread package
 */
const TABLE: ReadonlyMap<string, RuleProperty> = new Map(
  [...LITERAL.map((names) => propertyIn(names, true)), ...MADE.map((names) => propertyIn(names, false))].map(
    (property) => [property.name.toLowerCase(), property],
  ),
);

/** The property that a rule names. One that the table doesn't have, such as an extension, is set under its own name. */
export const rulePropertyNamed = (name: string): RuleProperty =>
  TABLE.get(name.toLowerCase()) ?? propertyIn(name, /^extension_/i.test(name));

/** The properties that a name stands for where somebody lists it: by its name in rules, or one under which it is set. */
export const rulePropertiesSetBy = (name: string): readonly RuleProperty[] => {
  const found = [...TABLE.values()].filter(({ setBy }) => setBy.includes(name.toLowerCase()));
  return found.length > 0 ? found : [rulePropertyNamed(name)];
};
