/** The recorded program as a Pulumi program. The configuration's `step` is 1 or 2. */
export const PROGRAM = `"use strict";
const azuread = require("@pulumi/azuread");
const pulumi = require("@pulumi/pulumi");

const first = (new pulumi.Config().get("step") ?? "1") === "1";
const breakGlass = ["bbbbbbbb-0000-4000-8000-000000000001", "bbbbbbbb-0000-4000-8000-000000000002"];

const person = azuread.getUserOutput({ objectId: breakGlass[0] });
const people = azuread.getUsersOutput({ objectIds: breakGlass });
const api = azuread.getServicePrincipalOutput({ clientId: "797f4846-ba00-4fd7-ba43-dac1f8f63013" });
const me = azuread.getClientConfigOutput({});

const hq = new azuread.NamedLocation("hq", {
  displayName: "HQ",
  ip: { ipRanges: ["203.0.113.0/24", "2001:db8::/48"], trusted: true },
});
new azuread.NamedLocation("fi", {
  displayName: "Finland",
  country: { countriesAndRegions: ["FI"], includeUnknownCountriesAndRegions: !first },
});
const fido = new azuread.AuthenticationStrengthPolicy("fido", {
  displayName: "FIDO",
  allowedCombinations: first ? ["fido2"] : ["fido2", "x509CertificateMultiFactor"],
});
const excl = new azuread.Group("excl", { displayName: "MFA exclusions", securityEnabled: true, assignableToRole: true });
new azuread.GroupMember("m1", {
  groupObjectId: excl.objectId,
  memberObjectId: "aaaaaaaa-0000-4000-8000-000000000001",
});
const mfa = new azuread.ConditionalAccessPolicy("mfa", {
  displayName: "Require MFA for Azure management",
  state: first ? "enabledForReportingButNotEnforced" : "enabled",
  conditions: {
    clientAppTypes: ["all"],
    users: { includedUsers: ["All"], excludedUsers: people.objectIds, excludedGroups: [excl.objectId] },
    applications: { includedApplications: [api.clientId] },
  },
  grantControls: { operator: "OR", builtInControls: ["mfa"] },
});
new azuread.ConditionalAccessPolicy("full", {
  displayName: "Every field",
  state: "disabled",
  conditions: {
    clientAppTypes: ["browser", "mobileAppsAndDesktopClients"],
    signInRiskLevels: ["high"],
    userRiskLevels: ["medium"],
    insiderRiskLevels: "elevated",
    authenticationFlowTransferMethods: ["deviceCodeFlow"],
    users: {
      includedUsers: ["All"],
      excludedRoles: ["62e90394-69f5-4237-9190-012177145e10"],
      excludedGuestsOrExternalUsers: [
        {
          guestOrExternalUserTypes: ["b2bCollaborationGuest", "serviceProvider"],
          externalTenants: [{ membershipKind: "enumerated", members: ["99999999-0000-4000-8000-000000000001"] }],
        },
      ],
    },
    applications: { includedApplications: ["All"], excludedApplications: ["Office365"] },
    platforms: { includedPlatforms: ["all"], excludedPlatforms: ["linux"] },
    locations: { includedLocations: ["All"], excludedLocations: [hq.objectId, "AllTrusted"] },
    devices: { filter: { mode: "exclude", rule: "device.isCompliant -eq True" } },
  },
  grantControls: { operator: "AND", builtInControls: ["compliantDevice"], authenticationStrengthPolicyId: fido.id },
  sessionControls: {
    signInFrequency: 4,
    signInFrequencyPeriod: "hours",
    signInFrequencyInterval: "timeBased",
    persistentBrowserMode: "never",
    disableResilienceDefaults: false,
  },
});

exports.seen = [person.displayName, api.objectId, me.objectId, mfa.id];
`;
