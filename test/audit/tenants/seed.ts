import { seedTenant } from "../../../sandbox/tenant/seed";

/** The sandbox's tenant as it is before anything is deployed, in the shape of a tenant file. */
export function seedFile(): object {
  const { groups, organization, policies, namedLocations, authenticationStrengthPolicies, ...seed } = seedTenant();
  return {
    readAt: "2026-09-30T08:00:00Z",
    organization: organization[0],
    policies,
    namedLocations,
    authenticationStrengthPolicies,
    users: seed.users,
    groups: groups.map(({ object, members, owners }) => ({
      ...object,
      members: asIds(members),
      owners: asIds(owners),
    })),
    roleAssignments: seed.roleAssignments,
    roleDefinitions: seed.roleDefinitions,
    subscribedSkus: seed.subscribedSkus,
    securityDefaults: seed.securityDefaults,
  };
}

const asIds = (ids: readonly string[]): readonly object[] => ids.map((id) => ({ id }));
