import { seedTenant } from "../../sandbox/tenant/seed";
import { seedId } from "../../sandbox/tenant/seed/ids";
import type { TenantData } from "../../sandbox/tenant/store/store";

const PEOPLE = 10_000;

/** The sandbox's tenant with ten thousand people, and an additional policy for Azure management. */
export function largeTenant(): TenantData {
  const data = seedTenant();
  const people = Array.from({ length: PEOPLE }, (_, number) => ({
    id: seedId("member", 1000 + number),
    displayName: `Person ${number}`,
    userPrincipalName: `person-${number}@contoso.example`,
    userType: "Member",
    accountEnabled: true,
  }));
  return { ...data, users: [...data.users, ...people], policies: [...data.policies, POLICY] };
}

const POLICY = {
  id: "0f0f0f0f-0000-4000-8000-000000000001",
  displayName: "Require MFA for Azure management",
  state: "enabled",
  createdDateTime: "2024-02-01T08:00:00Z",
  conditions: {
    users: { includeUsers: ["All"], excludeGroups: [seedId("group", 9)] },
    applications: { includeApplications: ["797f4846-ba00-4fd7-ba43-dac1f8f63013"] },
    clientAppTypes: ["all"],
    locations: { includeLocations: ["All"], excludeLocations: ["AllTrusted"] },
  },
  grantControls: { operator: "OR", builtInControls: ["mfa"] },
};
