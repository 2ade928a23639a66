import { atLeast, notEmpty, oneOf, strengthPath } from "../rules";
import type { Block, Rule, Shape, Texts, Use } from "../shape";
import { isUnset, type Value } from "../values";

const texts = (rule: Rule = notEmpty, use: Use = "optional"): Texts => ({ kind: "list", use, rule });

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

const filter: Block = {
  kind: "block",
  use: "optional",
  shape: {
    fields: {
      mode: { kind: "text", use: "required", rule: oneOf("exclude", "include"), examineAt: "rule" },
      rule: { kind: "text", use: "required", rule: notEmpty },
    },
  },
};

const applications: Shape = {
  together: [{ kind: "exactlyOne", names: ["includedApplications", "includedUserActions"] }],
  fields: {
    includedApplications: texts(),
    excludedApplications: texts(),
    includedUserActions: texts(),
  },
};

const guests: Block = {
  kind: "blocks",
  use: "optional",
  shape: {
    fields: {
      guestOrExternalUserTypes: texts(GUESTS, "required"),
      externalTenants: {
        kind: "blocks",
        use: "optional",
        shape: {
          fields: {
            membershipKind: { kind: "text", use: "required", rule: oneOf("all", "enumerated") },
            members: texts(),
          },
        },
      },
    },
  },
};

const users: Shape = {
  together: [
    {
      kind: "atLeastOne",
      names: ["includedGroups", "includedGuestsOrExternalUsers", "includedRoles", "includedUsers"],
    },
  ],
  fields: {
    includedUsers: texts(),
    excludedUsers: texts(),
    includedGroups: texts(),
    excludedGroups: texts(),
    includedRoles: texts(),
    excludedRoles: texts(),
    includedGuestsOrExternalUsers: guests,
    excludedGuestsOrExternalUsers: guests,
  },
};

const conditions: Shape = {
  fields: {
    applications: { kind: "block", use: "required", shape: applications },
    users: { kind: "block", use: "required", shape: users },
    clientAppTypes: texts(CLIENT_APPS, "required"),
    authenticationFlowTransferMethods: {
      kind: "set",
      use: "optional",
      rule: oneOf("authenticationTransfer", "deviceCodeFlow"),
    },
    clientApplications: {
      kind: "block",
      use: "optional",
      shape: {
        fields: { includedServicePrincipals: texts(), excludedServicePrincipals: texts(), filter },
      },
    },
    devices: { kind: "block", use: "optional", shape: { fields: { filter } } },
    locations: {
      kind: "block",
      use: "optional",
      shape: { fields: { includedLocations: texts(notEmpty, "required"), excludedLocations: texts() } },
    },
    platforms: {
      kind: "block",
      use: "optional",
      shape: { fields: { includedPlatforms: texts(PLATFORMS, "required"), excludedPlatforms: texts(PLATFORMS) } },
    },
    servicePrincipalRiskLevels: texts(RISKS),
    signInRiskLevels: texts(RISKS),
    userRiskLevels: texts(RISKS),
    insiderRiskLevels: { kind: "text", use: "optionalComputed", rule: oneOf("elevated", "minor", "moderate") },
  },
};

const grantControls: Shape = {
  together: [{ kind: "atLeastOne", names: ["termsOfUses", "authenticationStrengthPolicyId", "builtInControls"] }],
  fields: {
    operator: { kind: "text", use: "required", rule: oneOf("AND", "OR") },
    builtInControls: texts(CONTROLS),
    authenticationStrengthPolicyId: { kind: "text", use: "optional", rule: strengthPath },
    customAuthenticationFactors: texts(),
    termsOfUses: { ...texts(), attribute: "terms_of_use" },
  },
};

const sessionControls: Shape = {
  together: [{ kind: "allOrNone", names: ["signInFrequency", "signInFrequencyPeriod"] }],
  fields: {
    applicationEnforcedRestrictionsEnabled: { kind: "flag", use: "optional" },
    cloudAppSecurityPolicy: {
      kind: "text",
      use: "optional",
      rule: oneOf("blockDownloads", "mcasConfigured", "monitorOnly"),
    },
    disableResilienceDefaults: { kind: "flag", use: "optional" },
    persistentBrowserMode: { kind: "text", use: "optional", rule: oneOf("always", "never") },
    signInFrequency: { kind: "number", use: "optional", rule: atLeast(0) },
    signInFrequencyAuthenticationType: {
      kind: "text",
      use: "optionalComputed",
      rule: oneOf("primaryAndSecondaryAuthentication", "secondaryAuthentication"),
    },
    signInFrequencyInterval: { kind: "text", use: "optionalComputed", rule: oneOf("everyTime", "timeBased") },
    signInFrequencyPeriod: { kind: "text", use: "optional", rule: oneOf("days", "hours") },
  },
};

/** Values of session controls that change nothing. */
const IDLE: ReadonlySet<Value | undefined> = new Set(["", false, 0]);

/** A Conditional Access policy, as programs write it. */
export const policyShape: Shape = {
  together: [{ kind: "atLeastOne", names: ["grantControls", "sessionControls"] }],
  fields: {
    displayName: { kind: "text", use: "required", rule: notEmpty },
    state: { kind: "text", use: "required", rule: oneOf("disabled", "enabled", "enabledForReportingButNotEnforced") },
    conditions: { kind: "block", use: "required", shape: conditions },
    grantControls: { kind: "block", use: "optional", shape: grantControls },
    sessionControls: {
      kind: "block",
      use: "optional",
      shape: sessionControls,
      isEffective: (session) => {
        const set = Object.entries(session).filter(([name, value]) => name !== "__defaults" && !isUnset(value));
        return set.length === 0 || set.some(([, value]) => !IDLE.has(value));
      },
    },
    objectId: { kind: "text", use: "computed" },
  },
};
