import type { GraphObject } from "../json";
import { seedId } from "./ids";

/** Built-in directory roles by the ids of their templates, which are the same in every tenant. */
const ROLES = {
  "Global Administrator": "62e90394-69f5-4237-9190-012177145e10",
  "Conditional Access Administrator": "b1be1c3e-b65d-4f19-8427-f6fa0d97feb9",
  "Security Administrator": "194ae4cb-b126-40b2-bd5b-6091b380977d",
  "Security Reader": "5d6b6bb7-de71-4623-b4af-96380a352509",
  "Cloud Application Administrator": "158c047a-c907-4556-b7ef-446551a6b5f7",
  "Helpdesk Administrator": "729827e3-9c14-49f7-bb1b-9608f156bbb8",
} as const;

/** Roles that are active in the tenant. */
export function seedDirectoryRoles(): readonly GraphObject[] {
  return Object.entries(ROLES).map(([displayName, roleTemplateId], index) => ({
    id: seedId("role", index + 1),
    displayName,
    roleTemplateId,
  }));
}

/** The same roles as role management shows them. */
export function seedRoleDefinitions(): readonly GraphObject[] {
  return Object.entries(ROLES).map(([displayName, id]) => ({
    id,
    templateId: id,
    displayName,
    isBuiltIn: true,
    isEnabled: true,
  }));
}

/** Who holds a role: one through a group, and one in a single administrative unit only. */
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
