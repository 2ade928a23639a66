import { userId } from "../cli/a-tenant";

/** Values of a policy, at paths, with which it no longer stops each sign-in that it did; whatever the tenant. */
const OPENINGS: readonly (readonly [path: string, value: unknown])[] = [
  ["state", "enabledForReportingButNotEnforced"],
  ["state", "Enabled"],
  ["deletedDateTime", "2026-01-01T00:00:00Z"],
  ["sessionControls", "none"],
  ["grantControls", { operator: "OR", authenticationStrength: { allowedCombinations: ["fido2"], except: "x" } }],
  ["grantControls", null],
  ["grantControls", { operator: "OR", builtInControls: ["mfa"], termsOfUse: ["terms"] }],
  ["grantControls", { operator: "OR", builtInControls: ["mfa", "block"] }],
  ["grantControls", { operator: "XOR", builtInControls: ["mfa", "block"] }],
  ["grantControls", { operator: "AND", builtInControls: ["somethingNew"] }],
  ["conditions.users.excludeUsers", [userId(1), userId(2)]],
  ["conditions.users.excludeUsers", ["somebodyNew"]],
  ["conditions.users.excludeUsers", ["All"]],
  ["conditions.applications.includeApplications", ["Office365", "MicrosoftAdminPortals"]],
  ["conditions.applications.excludeApplications", ["797F4846-BA00-4FD7-BA43-DAC1F8F63013"]],
  ["conditions.applications.excludeApplications", ["somethingNew"]],
  ["conditions.applications.includeUserActions", ["urn:user:registersecurityinfo"]],
  ["conditions.applications.applicationFilter", { mode: "exclude", rule: "x" }],
  ["conditions.clientAppTypes", []],
  ["conditions.clientAppTypes", null],
  ["conditions.clientAppTypes", ["all", "somethingNew"]],
  ["conditions.signInRiskLevels", ["none", "low", "medium", "high", "hidden", "somethingNew"]],
  ["conditions.platforms", { includePlatforms: ["all", "somethingNew"] }],
  ["conditions.platforms", { includePlatforms: ["linux"] }],
  ["conditions.platforms", { includePlatforms: ["android", "iOS", "windows", "windowsPhone", "macOS", "linux"] }],
  ["conditions.platforms", { includePlatforms: ["all"], excludePlatforms: ["somethingNew"] }],
  ["conditions.insiderRiskLevels", "minor,moderate,elevated"],
  ["conditions.authenticationFlows", { transferMethods: "none" }],
  ["conditions.locations", { includeLocations: ["All"], excludeLocations: ["somewhere"] }],
  ["conditions.devices", { deviceFilter: { mode: "include", rule: "device.moon -eq 5" } }],
  ["conditions.clientApplications", { includeServicePrincipals: ["ServicePrincipalsInMyTenant"] }],
  ["conditions.moon", { phase: "full" }],
  ["moon", "full"],
];

type Json = { readonly [key: string]: unknown };

function changed(object: Json, [key = "", ...rest]: readonly string[], value: unknown): Json {
  return { ...object, [key]: rest.length === 0 ? value : changed(object[key] as Json, rest, value) };
}

/** The tenant with one value of one policy changed so that someone gets in, in each of many ways. */
export function openingsOf(tenant: object): readonly { readonly what: string; readonly tenant: object }[] {
  const { policies } = tenant as { readonly policies: readonly Json[] };
  return policies.flatMap((policy, at) =>
    OPENINGS.map(([path, value]) => ({
      what: `policies[${at}].${path}: ${JSON.stringify(value)}`,
      tenant: { ...tenant, policies: policies.with(at, changed(policy, path.split("."), value)) },
    })),
  );
}
