import type { GraphObject, JsonObject } from "../../../sandbox/tenant/json";
import { seedTenant } from "../../../sandbox/tenant/seed";
import { seedId } from "../../../sandbox/tenant/seed/ids";
import type { TenantData } from "../../../sandbox/tenant/store/store";

const BREAK_GLASS = [seedId("breakGlass", 1), seedId("breakGlass", 2)];
const GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";
const EXCLUSIONS = seedId("group", 9);
const ADMINS = seedId("group", 6);

const policy = (n: number, displayName: string, users: JsonObject, rest: JsonObject = {}): GraphObject => ({
  id: seedId("policy", n),
  displayName,
  state: "enabled",
  createdDateTime: "2024-02-01T08:00:00Z",
  modifiedDateTime: "2024-02-01T08:00:00Z",
  conditions: { users, applications: { includeApplications: ["All"] }, clientAppTypes: ["all"], ...rest },
  grantControls: { operator: "OR", builtInControls: ["mfa"] },
});

/** A tenant of which everything that an audit asks is as it should be, so that each thing that isn't known shows. */
export function tightTenant(): TenantData {
  const seeded = seedTenant();
  return {
    ...seeded,
    policies: [
      policy(11, "MFA for everybody but administrators", {
        includeUsers: ["All"],
        excludeRoles: [GLOBAL_ADMINISTRATOR],
      }),
      policy(12, "MFA for administrators", { includeRoles: [GLOBAL_ADMINISTRATOR], excludeGroups: [EXCLUSIONS] }),
    ],
    roleEligibilitySchedules: seeded.roleEligibilitySchedules.map((one) => ({
      ...one,
      principalId: BREAK_GLASS[0] ?? null,
    })),
    groups: seeded.groups.map((group) => ({
      ...group,
      owners: [],
      ...(group.object.id === EXCLUSIONS && { members: BREAK_GLASS }),
    })),
  };
}

/** A tenant with something wrong in everything that an audit looks at, so that nothing of it may look right. */
export function openTenant(): TenantData {
  const seeded = seedTenant();
  return {
    ...seeded,
    policies: [
      ...seeded.policies,
      policy(11, "MFA for everybody but finance", { includeUsers: ["All"], excludeGroups: [seedId("group", 10)] }),
      policy(12, "MFA for security readers", {
        includeRoles: ["5d6b6bb7-de71-4623-b4af-96380a352509"],
        excludeGroups: [ADMINS],
      }),
    ],
    subscribedSkus: [],
  };
}
