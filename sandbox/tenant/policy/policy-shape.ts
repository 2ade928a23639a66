import { isGuid } from "../json";
import type { Shape } from "./shape";

const text: Shape = { kind: "text" };
const flag: Shape = { kind: "boolean" };
const oneOf = (...values: readonly string[]): Shape => ({ kind: "oneOf", values });
const listOf = (of: Shape): Shape => ({ kind: "list", of });
const object = (fields: Readonly<Record<string, Shape>>): Shape => ({ kind: "object", fields });
const nullable = (inner: Shape): Shape => ({ kind: "nullable", inner });
const idOr = (...words: readonly string[]): Shape => ({
  kind: "pattern",
  expected: ["an object id", ...words].join(" or "),
  fits: (value) => isGuid(value) || words.includes(value),
});

const riskLevels = listOf(oneOf("low", "medium", "high", "hidden", "none"));
const platforms = listOf(oneOf("android", "iOS", "windows", "windowsPhone", "macOS", "linux", "all"));
const userIds = listOf(idOr("All", "None", "GuestsOrExternalUsers", "AllAgentIdUsers"));
const appIds = listOf(idOr("All", "None", "Office365", "MicrosoftAdminPortals", "AllAgentIdResources"));
const places = listOf(idOr("All", "AllTrusted"));
const ids = listOf(idOr());
const filter = nullable(object({ mode: oneOf("include", "exclude"), rule: text }));

const guests = nullable(
  object({
    guestOrExternalUserTypes: {
      kind: "flags",
      values: [
        "none",
        "internalGuest",
        "b2bCollaborationGuest",
        "b2bCollaborationMember",
        "b2bDirectConnectUser",
        "otherExternalUser",
        "serviceProvider",
      ],
    },
    externalTenants: nullable(object({ membershipKind: oneOf("all", "enumerated"), members: listOf(idOr()) })),
  }),
);

const users = object({
  includeUsers: userIds,
  excludeUsers: userIds,
  includeGroups: ids,
  excludeGroups: ids,
  includeRoles: ids,
  excludeRoles: ids,
  includeGuestsOrExternalUsers: guests,
  excludeGuestsOrExternalUsers: guests,
});

const applications = object({
  includeApplications: appIds,
  excludeApplications: appIds,
  includeUserActions: listOf(text),
  includeAuthenticationContextClassReferences: listOf(text),
  applicationFilter: filter,
});

const conditions = object({
  applications,
  users,
  clientAppTypes: listOf(
    oneOf("all", "browser", "mobileAppsAndDesktopClients", "exchangeActiveSync", "easSupported", "other"),
  ),
  platforms: nullable(object({ includePlatforms: platforms, excludePlatforms: platforms })),
  locations: nullable(object({ includeLocations: places, excludeLocations: places })),
  devices: nullable(object({ deviceFilter: filter })),
  signInRiskLevels: riskLevels,
  userRiskLevels: riskLevels,
  servicePrincipalRiskLevels: riskLevels,
  insiderRiskLevels: nullable({ kind: "flags", values: ["minor", "moderate", "elevated"] }),
  authenticationFlows: nullable(
    object({ transferMethods: { kind: "flags", values: ["none", "deviceCodeFlow", "authenticationTransfer"] } }),
  ),
  clientApplications: nullable(
    object({
      includeServicePrincipals: listOf(text),
      excludeServicePrincipals: listOf(text),
      servicePrincipalFilter: filter,
    }),
  ),
});

const grantControls = nullable(
  object({
    operator: oneOf("AND", "OR"),
    builtInControls: listOf(
      oneOf(
        "block",
        "mfa",
        "compliantDevice",
        "domainJoinedDevice",
        "approvedApplication",
        "compliantApplication",
        "passwordChange",
        "riskRemediation",
      ),
    ),
    customAuthenticationFactors: listOf(text),
    termsOfUse: listOf(text),
    authenticationStrength: nullable({ kind: "anything" }),
  }),
);

const sessionControl = (fields: Readonly<Record<string, Shape>>): Shape =>
  nullable(object({ isEnabled: nullable(flag), ...fields }));

const sessionControls = nullable(
  object({
    applicationEnforcedRestrictions: sessionControl({}),
    cloudAppSecurity: sessionControl({
      cloudAppSecurityType: oneOf("mcasConfigured", "monitorOnly", "blockDownloads"),
    }),
    disableResilienceDefaults: nullable(flag),
    persistentBrowser: sessionControl({ mode: oneOf("always", "never") }),
    secureSignInSession: sessionControl({}),
    signInFrequency: sessionControl({
      value: nullable({ kind: "integer" }),
      type: nullable(oneOf("days", "hours")),
      authenticationType: oneOf("primaryAndSecondaryAuthentication", "secondaryAuthentication"),
      frequencyInterval: oneOf("timeBased", "everyTime"),
    }),
  }),
);

/** The shape of a Conditional Access policy in Graph v1.0, after the public schema. A body may repeat fields that only Graph sets. */
export const policyShape: Shape = object({
  id: { kind: "anything" },
  createdDateTime: { kind: "anything" },
  modifiedDateTime: { kind: "anything" },
  deletedDateTime: { kind: "anything" },
  templateId: { kind: "anything" },
  displayName: text,
  state: oneOf("enabled", "disabled", "enabledForReportingButNotEnforced"),
  conditions,
  grantControls,
  sessionControls,
});
