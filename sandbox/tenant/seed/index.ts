import type { GraphObject } from "../json";
import { generateAttempts } from "../sign-ins/generate";
import { recordOf } from "../sign-ins/record";
import type { TenantData } from "../store/store";
import { seedGroups, seedRoleAssignments, seedRoleDefinitions, seedServicePrincipals } from "./directory";
import { seedGovernance } from "./governance";
import { TENANT_ID } from "./ids";
import { seedUsers } from "./people";
import { builtInStrengths, seedLocations, seedPolicies } from "./policies";

const COUNT = 300;
const DAYS = 30;

/** The sign-ins of the thirty days before a tenant was made, decided by its first policies, the newest first. */
export function seedSignIns(data: TenantData, until: Date): readonly GraphObject[] {
  const from = new Date(until.getTime() - DAYS * 24 * 3_600_000);
  const attempts = [...generateAttempts(data, { count: COUNT, seed: 1, from, until })];
  return attempts.map((attempt) => recordOf(attempt, data)).toReversed();
}

const ORGANIZATION = [
  {
    id: TENANT_ID,
    displayName: "Contoso (local sandbox)",
    verifiedDomains: [{ name: "contoso.example", isDefault: true }],
  },
];

const SUBSCRIBED_SKUS = [
  {
    id: `${TENANT_ID}_p2`,
    skuPartNumber: "AAD_PREMIUM_P2",
    capabilityStatus: "Enabled",
    prepaidUnits: { enabled: 50 },
    consumedUnits: 26,
    servicePlans: ["AAD_PREMIUM", "AAD_PREMIUM_P2", "MFA_PREMIUM"].map((servicePlanName) => ({
      servicePlanName,
      provisioningStatus: "Success",
      appliesTo: "User",
    })),
  },
];

const SECURITY_DEFAULTS = {
  id: "00000000-0000-0000-0000-000000000005",
  displayName: "Security Defaults",
  description: "Asks everybody to register for MFA; can't be used together with Conditional Access policies",
  isEnabled: false,
};

/** The data of a new tenant: contoso.example with about thirty accounts, security defaults off, and no protection of Azure management. */
export function seedTenant(): TenantData {
  const users = seedUsers();
  return {
    format: 1,
    madeAt: null,
    policies: seedPolicies(),
    namedLocations: seedLocations(),
    authenticationStrengthPolicies: builtInStrengths(),
    users,
    groups: seedGroups(),
    servicePrincipals: seedServicePrincipals(),
    roleDefinitions: seedRoleDefinitions(),
    roleAssignments: seedRoleAssignments(),
    organization: ORGANIZATION,
    subscribedSkus: SUBSCRIBED_SKUS,
    ...seedGovernance(users),
    securityDefaults: SECURITY_DEFAULTS,
  };
}
