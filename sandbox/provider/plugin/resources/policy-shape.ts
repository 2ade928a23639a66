import { atLeast, notEmpty, oneOf, strengthPath } from "../rules";
import { block, blocks, flag, list, number, type Shape, set, text } from "../shape";

const texts = list("optional", notEmpty);

const CLIENT_APPS = oneOf(
  "all",
  "browser",
  "easSupported",
  "exchangeActiveSync",
  "mobileAppsAndDesktopClients",
  "other",
);
const PLATFORMS = oneOf("all", "android", "iOS", "linux", "macOS", "windows", "windowsPhone");
const RISKS = oneOf("hidden", "high", "low", "medium", "none");
const GUESTS = oneOf(
  "b2bCollaborationGuest",
  "b2bCollaborationMember",
  "b2bDirectConnectUser",
  "internalGuest",
  "none",
  "otherExternalUser",
  "serviceProvider",
);
const CONTROLS = oneOf(
  "approvedApplication",
  "block",
  "compliantApplication",
  "compliantDevice",
  "domainJoinedDevice",
  "mfa",
  "passwordChange",
);

const filter = block("optional", {
  fields: {
    mode: text("required", oneOf("exclude", "include")),
    rule: text("required", notEmpty),
  },
});

const applications: Shape = {
  together: [{ kind: "exactlyOne", names: ["includedApplications", "includedUserActions"] }],
  fields: { includedApplications: texts, excludedApplications: texts, includedUserActions: texts },
};

const guests = blocks("optional", {
  fields: {
    guestOrExternalUserTypes: list("required", GUESTS),
    externalTenants: blocks("optional", {
      fields: { membershipKind: text("required", oneOf("all", "enumerated")), members: texts },
    }),
  },
});

const users: Shape = {
  together: [
    {
      kind: "atLeastOne",
      names: ["includedGroups", "includedGuestsOrExternalUsers", "includedRoles", "includedUsers"],
    },
  ],
  fields: {
    includedUsers: texts,
    excludedUsers: texts,
    includedGroups: texts,
    excludedGroups: texts,
    includedRoles: texts,
    excludedRoles: texts,
    includedGuestsOrExternalUsers: guests,
    excludedGuestsOrExternalUsers: guests,
  },
};

const conditions: Shape = {
  fields: {
    applications: block("required", applications),
    users: block("required", users),
    clientAppTypes: list("required", CLIENT_APPS),
    authenticationFlowTransferMethods: set("optional", oneOf("authenticationTransfer", "deviceCodeFlow")),
    clientApplications: block("optional", {
      fields: { includedServicePrincipals: texts, excludedServicePrincipals: texts, filter },
    }),
    devices: block("optional", { fields: { filter } }),
    locations: block("optional", {
      fields: { includedLocations: list("required", notEmpty), excludedLocations: texts },
    }),
    platforms: block("optional", {
      fields: { includedPlatforms: list("required", PLATFORMS), excludedPlatforms: list("optional", PLATFORMS) },
    }),
    servicePrincipalRiskLevels: list("optional", RISKS),
    signInRiskLevels: list("optional", RISKS),
    userRiskLevels: list("optional", RISKS),
    insiderRiskLevels: text("optionalComputed", oneOf("elevated", "minor", "moderate")),
  },
};

const grantControls: Shape = {
  together: [{ kind: "atLeastOne", names: ["termsOfUses", "authenticationStrengthPolicyId", "builtInControls"] }],
  fields: {
    operator: text("required", oneOf("AND", "OR")),
    builtInControls: list("optional", CONTROLS),
    authenticationStrengthPolicyId: text("optional", strengthPath),
    customAuthenticationFactors: texts,
    termsOfUses: texts,
  },
};

const BOTH_FACTORS = "primaryAndSecondaryAuthentication";

const sessionControls: Shape = {
  together: [{ kind: "allOrNone", names: ["signInFrequency", "signInFrequencyPeriod"] }],
  fields: {
    applicationEnforcedRestrictionsEnabled: flag("optional"),
    cloudAppSecurityPolicy: text("optional", oneOf("blockDownloads", "mcasConfigured", "monitorOnly")),
    disableResilienceDefaults: flag("optional"),
    persistentBrowserMode: text("optional", oneOf("always", "never")),
    signInFrequency: number("optional", atLeast(0)),
    signInFrequencyAuthenticationType: text("optionalComputed", oneOf(BOTH_FACTORS, "secondaryAuthentication")),
    signInFrequencyInterval: text("optionalComputed", oneOf("everyTime", "timeBased")),
    signInFrequencyPeriod: text("optional", oneOf("days", "hours")),
  },
};

/** The fields of a Conditional Access policy in a program. */
export const policyShape: Shape = {
  together: [{ kind: "atLeastOne", names: ["grantControls", "sessionControls"] }],
  fields: {
    displayName: text("required", notEmpty),
    state: text("required", oneOf("disabled", "enabled", "enabledForReportingButNotEnforced")),
    conditions: block("required", conditions),
    grantControls: block("optional", grantControls),
    sessionControls: block("optional", sessionControls),
    objectId: text("computed"),
  },
};
