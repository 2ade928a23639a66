import type { GraphObject } from "../json";
import type { GroupRecord } from "../store/store";
import { CLIENT_ID, CLIENT_OBJECT_ID, seedId } from "./ids";

const members = (...numbers: readonly number[]): readonly string[] => numbers.map((n) => seedId("member", n));

/**
 * The groups, some of them nested. The group for exclusions is role-assignable, so the right to change groups isn't enough to
 * change it.
 */
export function seedGroups(): readonly GroupRecord[] {
  return [
    group(1, "Engineering", [seedId("group", 2), seedId("group", 3)], {}),
    group(2, "Platform team", [...members(1, 2, 3), seedId("guest", 5)], {}),
    group(3, "Developers", [...members(4, 5, 6, 7, 20), seedId("guest", 6)], {}),
    group(4, "Operations", [...members(8, 9, 19), seedId("group", 5)], {}),
    group(5, "Help desk", members(10, 11), {}),
    group(6, "Admins", members(17, 18, 19), { isAssignableToRole: true }),
    group(7, "Azure subscription owners", [seedId("group", 2), seedId("group", 4)], {}),
    group(8, "Partners", [seedId("guest", 2), seedId("guest", 3), seedId("guest", 4)], {}),
    group(9, "Azure MFA exclusions", [seedId("service", 1)], { isAssignableToRole: true }),
    group(10, "Finance", [...members(12, 13, 14), seedId("guest", 1)], {}),
  ];
}

function group(
  n: number,
  displayName: string,
  inside: readonly string[],
  rest: { readonly isAssignableToRole?: boolean },
): GroupRecord {
  const object = {
    id: seedId("group", n),
    displayName,
    description: null,
    groupTypes: [],
    isAssignableToRole: false,
    mail: null,
    mailEnabled: false,
    mailNickname: displayName.toLowerCase().replaceAll(" ", "-"),
    membershipRule: null,
    securityEnabled: true,
    visibility: null,
    isManagementRestricted: null,
    createdDateTime: "2024-02-01T08:00:00Z",
    ...rest,
  };
  return { object, members: inside, owners: [seedId("member", 17)] };
}

/** The template ids of built-in directory roles, which are the same in every tenant. */
const ROLES = {
  "Global Administrator": "62e90394-69f5-4237-9190-012177145e10",
  "Conditional Access Administrator": "b1be1c3e-b65d-4f19-8427-f6fa0d97feb9",
  "Security Administrator": "194ae4cb-b126-40b2-bd5b-6091b380977d",
  "Security Reader": "5d6b6bb7-de71-4623-b4af-96380a352509",
  "Cloud Application Administrator": "158c047a-c907-4556-b7ef-446551a6b5f7",
  "Helpdesk Administrator": "729827e3-9c14-49f7-bb1b-9608f156bbb8",
} as const;

/** The roles of the tenant. */
export function seedRoleDefinitions(): readonly GraphObject[] {
  return Object.entries(ROLES).map(([displayName, id]) => ({
    id,
    templateId: id,
    displayName,
    isBuiltIn: true,
    isEnabled: true,
  }));
}

/** The role assignments: one through a group, and one only in an administrative unit. */
export function seedRoleAssignments(): readonly GraphObject[] {
  return [
    assignment(1, seedId("breakGlass", 1), "Global Administrator", "/"),
    assignment(2, seedId("breakGlass", 2), "Global Administrator", "/"),
    assignment(3, seedId("member", 17), "Global Administrator", "/"),
    assignment(4, seedId("member", 17), "Conditional Access Administrator", "/"),
    assignment(5, seedId("member", 18), "Security Administrator", "/"),
    assignment(6, seedId("member", 19), "Cloud Application Administrator", "/"),
    assignment(7, seedId("group", 6), "Security Reader", "/"),
    assignment(
      8,
      seedId("member", 10),
      "Helpdesk Administrator",
      "/administrativeUnits/cccccccc-7777-4000-8000-000000000001",
    ),
  ];
}

function assignment(n: number, principalId: string, role: keyof typeof ROLES, directoryScopeId: string): GraphObject {
  return { id: seedId("assignment", n), principalId, roleDefinitionId: ROLES[role], directoryScopeId };
}

/** The service principals: the API that this project protects, some others, and the sandbox's own identity. */
export function seedServicePrincipals(): readonly GraphObject[] {
  return [
    principal(seedId("principal", 1), "797f4846-ba00-4fd7-ba43-dac1f8f63013", "Windows Azure Service Management API"),
    principal(seedId("principal", 2), "00000003-0000-0000-c000-000000000000", "Microsoft Graph"),
    principal(seedId("principal", 3), "00000002-0000-0ff1-ce00-000000000000", "Office 365 Exchange Online"),
    principal(seedId("principal", 4), "c44b4083-3bb0-49c1-b47d-974e53cbdf3c", "Azure Portal"),
    principal(CLIENT_OBJECT_ID, CLIENT_ID, "Conditional Access as code"),
  ];
}

function principal(id: string, appId: string, displayName: string): GraphObject {
  return {
    id,
    appId,
    displayName,
    accountEnabled: true,
    servicePrincipalType: "Application",
    appRoles: [],
    oauth2PermissionScopes: [],
    servicePrincipalNames: [],
    tags: [],
  };
}
