import type { GraphObject, JsonObject } from "../json";
import { CLIENT_OBJECT_ID, seedId } from "./ids";

/** Some application roles of Microsoft Graph's, with the ids that they have in every tenant. */
const ROLES = {
  "Application.Read.All": "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30",
  "Application.ReadWrite.All": "1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9",
  "AppRoleAssignment.ReadWrite.All": "06b708a9-e830-4db3-a914-8e69da51d44f",
  "Directory.Read.All": "7ab1d382-f21e-4acd-a863-ba3e13f7da61",
  "Directory.ReadWrite.All": "19dbc75e-c2e2-444c-a770-ec69d8559fc7",
  "Group.ReadWrite.All": "62a82d76-70ea-41e2-9197-370581804d09",
  "GroupMember.ReadWrite.All": "dbaae8cf-10b5-4b86-a4a1-f871c94c6695",
  "Policy.Read.All": "246dd0d5-5bd0-4def-940b-0421030a5b68",
  "Policy.ReadWrite.ConditionalAccess": "01c0a623-fc9b-48e9-b794-0756f8e8f067",
  "RoleManagement.ReadWrite.Directory": "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8",
  "User.Read.All": "df021288-bdef-4463-88db-98f22de89214",
} as const;

/** The roles as Microsoft Graph's own service principal lists them. */
export const graphAppRoles = (): readonly JsonObject[] =>
  Object.entries(ROLES).map(([value, id]) => ({
    id,
    value,
    displayName: value,
    description: value,
    allowedMemberTypes: ["Application"],
    isEnabled: true,
    origin: "Application",
  }));

/** Who holds which of them: this project's own application, one of the staff's that changes groups, and one that only reads. */
export function seedAppRoleAssignments(): readonly GraphObject[] {
  return [
    assignment(1, CLIENT_OBJECT_ID, "Conditional Access as code", "Policy.Read.All"),
    assignment(2, CLIENT_OBJECT_ID, "Conditional Access as code", "Policy.ReadWrite.ConditionalAccess"),
    assignment(3, seedId("principal", 5), "Joiners and leavers", "Group.ReadWrite.All"),
    assignment(4, seedId("principal", 6), "Address book", "User.Read.All"),
  ];
}

function assignment(
  n: number,
  principalId: string,
  principalDisplayName: string,
  role: keyof typeof ROLES,
): GraphObject {
  return {
    id: `role-${n}`,
    appRoleId: ROLES[role],
    createdDateTime: "2024-02-01T08:00:00Z",
    principalDisplayName,
    principalId,
    principalType: "ServicePrincipal",
    resourceDisplayName: "Microsoft Graph",
    resourceId: seedId("principal", 2),
  };
}
