/** Texts of a user that have other names in Graph, or the same, by their name in programs: those a program may set … */
export const SETTABLE_TEXTS = {
  ageGroup: "ageGroup",
  city: "city",
  companyName: "companyName",
  consentProvidedForMinor: "consentProvidedForMinor",
  country: "country",
  department: "department",
  employeeId: "employeeId",
  employeeType: "employeeType",
  faxNumber: "faxNumber",
  givenName: "givenName",
  jobTitle: "jobTitle",
  mobilePhone: "mobilePhone",
  officeLocation: "officeLocation",
  postalCode: "postalCode",
  preferredLanguage: "preferredLanguage",
  state: "state",
  streetAddress: "streetAddress",
  surname: "surname",
  usageLocation: "usageLocation",
} as const;

/** … those that Graph fills when a program doesn't … */
export const KEPT_TEXTS = {
  mail: "mail",
  mailNickname: "mailNickname",
  onpremisesImmutableId: "onPremisesImmutableId",
} as const;

/** … and those that only Graph fills. */
export const SHOWN_TEXTS = {
  aboutMe: "aboutMe",
  creationType: "creationType",
  externalUserState: "externalUserState",
  onpremisesDistinguishedName: "onPremisesDistinguishedName",
  onpremisesDomainName: "onPremisesDomainName",
  onpremisesSamAccountName: "onPremisesSamAccountName",
  onpremisesSecurityIdentifier: "onPremisesSecurityIdentifier",
  onpremisesUserPrincipalName: "onPremisesUserPrincipalName",
  userType: "userType",
} as const;

/** What Graph gives only when it is asked for by name. */
export const USER_EXTRAS = [
  "accountEnabled",
  "ageGroup",
  "city",
  "companyName",
  "consentProvidedForMinor",
  "country",
  "department",
  "employeeHireDate",
  "employeeId",
  "employeeOrgData",
  "employeeType",
  "faxNumber",
  "mailNickname",
  "onPremisesImmutableId",
  "otherMails",
  "passwordPolicies",
  "postalCode",
  "state",
  "streetAddress",
  "usageLocation",
];
