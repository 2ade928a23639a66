import type { TenantData } from "../store/tenant-data";
import { seedServicePrincipals } from "./applications";
import { seedGroups } from "./groups";
import { TENANT_ID } from "./ids";
import { seedLocations } from "./locations";
import { seedManagers, seedUsers } from "./people";
import { seedPolicies } from "./policies";
import { seedDirectoryRoles, seedRoleAssignments, seedRoleDefinitions } from "./roles";
import { builtInStrengths } from "./strengths";

/** A new tenant: contoso.example, some thirty accounts, security defaults off, nothing that protects Azure management yet. */
export function seedTenant(): TenantData {
  return {
    format: 1,
    policies: seedPolicies(),
    namedLocations: seedLocations(),
    authenticationStrengthPolicies: builtInStrengths(),
    users: seedUsers(),
    groups: seedGroups(),
    servicePrincipals: seedServicePrincipals(),
    directoryRoles: seedDirectoryRoles(),
    roleDefinitions: seedRoleDefinitions(),
    roleAssignments: seedRoleAssignments(),
    organization: [
      {
        id: TENANT_ID,
        displayName: "Contoso (local sandbox)",
        verifiedDomains: [{ name: "contoso.example", isDefault: true }],
      },
    ],
    subscribedSkus: [
      {
        id: `${TENANT_ID}_p2`,
        skuPartNumber: "AAD_PREMIUM_P2",
        capabilityStatus: "Enabled",
        prepaidUnits: { enabled: 50 },
        consumedUnits: 26,
      },
    ],
    managers: seedManagers(),
    securityDefaults: {
      id: "00000000-0000-0000-0000-000000000005",
      displayName: "Security Defaults",
      description: "Asks everybody to register for MFA; can't be used together with Conditional Access policies",
      isEnabled: false,
    },
  };
}
