import type { GraphObject } from "../../sandbox/tenant/json";
import { seedTenant } from "../../sandbox/tenant/seed";
import { seedGovernance } from "../../sandbox/tenant/seed/governance";
import { seedId } from "../../sandbox/tenant/seed/ids";
import type { GroupRecord, TenantData } from "../../sandbox/tenant/store/store";

/** The size of a tenant. */
export interface Size {
  readonly users: number;
  readonly groups: number;
  /** The number of groups that policies name. These groups are nested in one that is excluded from MFA. */
  readonly named: number;
}

const MEMBERS_OF_A_GROUP = 20;

/**
 * A tenant of a given size, always with the same content: the people of the sandbox's tenant, more users (2% of them guests) in
 * groups of twenty, and a policy that requires MFA from everyone except some groups.
 */
export function largeTenant({ users, groups, named }: Size): TenantData {
  const small = seedTenant();
  const people = [...small.users, ...numbered(users - small.users.length, person)];
  const more = numbered(groups - small.groups.length - 1, (n) => group(n, users));
  const exclusions: GroupRecord = {
    object: groupObject("cccccccc-2222-4000-9000-000000000000", "Everybody who is left out"),
    members: more.slice(0, named - 1).map(({ object }) => object.id),
    owners: [],
  };
  return {
    ...small,
    users: people,
    groups: [...small.groups, exclusions, ...more],
    policies: [...small.policies, policyExcluding(exclusions.object.id)],
    ...seedGovernance(people),
  };
}

const numbered = <T>(count: number, make: (n: number) => T): readonly T[] =>
  Array.from({ length: Math.max(0, count) }, (_, index) => make(index + 1));

const personId = (n: number): string => `aaaaaaaa-0000-4000-9000-${String(n).padStart(12, "0")}`;

function person(n: number): GraphObject {
  const isGuest = n % 50 === 0;
  const name = `person-${n}`;
  return {
    id: personId(n),
    displayName: `Person ${n}`,
    userPrincipalName: isGuest ? `${name}_fabrikam.example#EXT#@contoso.example` : `${name}@contoso.example`,
    userType: isGuest ? "Guest" : "Member",
    accountEnabled: n % 97 !== 0,
    onPremisesSyncEnabled: n % 2 === 0 ? true : null,
  };
}

function group(n: number, users: number): GroupRecord {
  const first = (n - 1) * MEMBERS_OF_A_GROUP;
  const members = numbered(MEMBERS_OF_A_GROUP, (k) => personId(((first + k) % Math.max(1, users - 100)) + 1));
  const id = `cccccccc-2222-4000-9000-${String(n).padStart(12, "0")}`;
  return { object: groupObject(id, `Group ${n}`), members, owners: [seedId("member", 17)] };
}

const groupObject = (id: string, displayName: string): GraphObject => ({
  id,
  displayName,
  description: null,
  groupTypes: [],
  isAssignableToRole: false,
  membershipRule: null,
  securityEnabled: true,
  visibility: null,
  isManagementRestricted: null,
});

const policyExcluding = (groupId: string): GraphObject => ({
  id: seedId("policy", 9),
  displayName: "MFA for everybody but some groups",
  state: "enabled",
  createdDateTime: "2024-02-01T08:00:00Z",
  modifiedDateTime: "2024-02-01T08:00:00Z",
  conditions: {
    users: { includeUsers: ["All"], excludeGroups: [groupId] },
    applications: { includeApplications: ["All"] },
    clientAppTypes: ["all"],
  },
  grantControls: { operator: "OR", builtInControls: ["mfa"] },
});
