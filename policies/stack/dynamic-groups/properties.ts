/** A property that membership rules read, and the names by which resources and requests set it. */
export interface RuleProperty {
  /** As Microsoft's documentation spells it. */
  readonly name: string;
  /** In lower case. `a.b` is `b` within the object `a`. */
  readonly setBy: readonly string[];
  /** Whether rules compare the value as it is set. Otherwise the value that rules compare is unknown, unless there is none. */
  readonly isLiteral: boolean;
  /** In lower case. What Entra derives it from, if nothing sets it. */
  readonly derivedFrom: readonly string[];
  /** Whether a new account certainly lacks it until something sets it. */
  readonly isEmptyAtFirst: boolean;
  /** Whether the azuread package clears it if the program doesn't set it. */
  readonly isManaged: boolean;
}

/** The property that `Direct Reports for "…"` reads. */
export const MANAGER = "manager";

/** Set as rules read it, by the same name and the names that follow it. */
const LITERAL = [
  ...["accountEnabled", "displayName", "mail", "mailNickName", "objectId", "userPrincipalName", "userType"],
  ...Array.from({ length: 15 }, (_, index) => `extensionAttribute${index + 1}`).map(
    (name) => `${name} onPremisesExtensionAttributes.${name}`,
  ),
];

/** The same, but the azuread package clears it if the program doesn't set it. */
const MANAGED = [
  ...["city", "country", "companyName", "department", "employeeId", "facsimileTelephoneNumber faxNumber", "givenName"],
  ...["jobTitle", `${MANAGER} managerId manager@odata.bind`, "mobile mobilePhone", "postalCode", "preferredLanguage"],
  ...["physicalDeliveryOfficeName officeLocation", "state", "streetAddress", "surname"],
  ...["telephoneNumber businessPhones", "usageLocation"],
];

/** Derived from what is set, by Entra or by another directory; a collection; or a date. The value that rules read is unknown. */
const MADE = [
  "assignedPlans assignedLicenses addLicenses removeLicenses",
  "dirSyncEnabled onPremisesSyncEnabled isCloudManaged",
  ...["onPremisesDistinguishedName", "onPremisesSecurityIdentifier"],
  ...["passwordPolicies disablePasswordExpiration disableStrongPassword", "sipProxyAddress imAddresses"],
  ...["immutableId onPremisesImmutableId", "memberOf", "proxyAddresses mail mailNickname otherMails"],
];

/** The same, but the package clears it if the program doesn't set it. The last three aren't documented for rules. */
const MANAGED_MADE = [
  ...["employeeHireDate", "otherMails", "employeeType"],
  ...["costCenter", "division"].flatMap((name) => [
    `${name} employeeOrgData.${name}`,
    `employeeOrgData.${name} ${name}`,
  ]),
];

/** @see https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-userprincipalname */
const DERIVED: ReadonlyMap<string, readonly string[]> = new Map([
  ["mail", ["userprincipalname", "mailnickname"]],
  ["mailNickName", ["userprincipalname"]],
  ["proxyAddresses", ["userprincipalname"]],
  ["sipProxyAddress", ["userprincipalname"]],
]);

/** Each account has these, whether its resource sets them or not. */
const NEVER_EMPTY: ReadonlySet<string> = new Set(["displayName", "objectId", "passwordPolicies", "userPrincipalName"]);

function propertyIn(names: string, isLiteral: boolean, isKnown = true): RuleProperty {
  const [name = "", ...others] = names.split(" ");
  const setBy = [name, ...others].map((one) => one.toLowerCase());
  const isEmptyAtFirst = isKnown && !DERIVED.has(name) && !NEVER_EMPTY.has(name);
  const isManaged = [...MANAGED, ...MANAGED_MADE].includes(names);
  return { name, setBy, isLiteral, derivedFrom: DERIVED.get(name) ?? [], isEmptyAtFirst, isManaged };
}

/**
 * The user properties that membership rules may read.
 * @see https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership#supported-properties (2024-12); the names
 *   on the other side are those of https://learn.microsoft.com/graph/api/resources/user and of the azuread package
 */
const TABLE: ReadonlyMap<string, RuleProperty> = new Map(
  [
    ...[...LITERAL, ...MANAGED].map((names) => propertyIn(names, true)),
    ...[...MADE, ...MANAGED_MADE].map((names) => propertyIn(names, false)),
  ].map((property) => [property.name.toLowerCase(), property]),
);

/** The property that a rule names. A property that the table lacks, such as an extension, is set by its own name. */
export function rulePropertyNamed(name: string): RuleProperty {
  const isExtension = /^extension_/i.test(name);
  return TABLE.get(name.toLowerCase()) ?? propertyIn(name, isExtension, isExtension);
}

/** The names of the table. */
export const NAMES_IN_RULES: readonly string[] = Array.from(TABLE.values(), ({ name }) => name);

/** Whether membership rules can read what is set by this name: by the table, or as an extension. */
export const isInRules = (name: string): boolean =>
  rulePropertiesSetBy(name).some((one) => NAMES_IN_RULES.includes(one.name)) || /^extension_/i.test(name);

/** The properties that a name in the configuration means: a name in rules, or a name by which a property is set. */
export const rulePropertiesSetBy = (name: string): readonly RuleProperty[] => {
  const found = [...TABLE.values()].filter(({ setBy }) => setBy.includes(name.toLowerCase()));
  return found.length > 0 ? found : [rulePropertyNamed(name)];
};
