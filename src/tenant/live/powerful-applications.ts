import { asList, asObject, asText, type JsonObject } from "../../law/json/json-object";
import type { EntraTenant } from "./entra-tenant";
import { oddAnswer } from "./explain-failure";
import { valueIn } from "./graph-reader";
import { appRolesGivenQuestion, QUESTIONS, servicePrincipalQuestion } from "./questions";

/**
 * The service principals that hold an application role of Microsoft Graph's by which they could open what policies close, each
 * with these roles. A role that Graph doesn't explain is among them, without its value.
 * @throws TenantError when something of that can't be read
 */
export async function readPowerfulApplications(tenant: EntraTenant): Promise<readonly JsonObject[]> {
  const graph = await tenant.one(QUESTIONS.graphItself);
  const values = valuesOfRoles(graph);
  const given = (await tenant.list(appRolesGivenQuestion(asText(graph["id"]) ?? ""))).filter(
    ({ principalType }) => asText(principalType)?.toLowerCase() === "serviceprincipal",
  );
  const assignments = new Map<string, JsonObject[]>();
  for (const { principalId, appRoleId, resourceId } of given) {
    const value = values.get(asText(appRoleId)?.toLowerCase() ?? "");
    const id = asText(principalId)?.toLowerCase();
    if (id === undefined || (value !== undefined && !POWERFUL_ROLES.has(value))) continue;
    assignments.set(id, [...(assignments.get(id) ?? []), { appRoleId, resourceId, value }]);
  }
  const answers = await tenant.answersTo([...assignments.keys()].map(servicePrincipalQuestion));
  const principals = await Promise.all(answers.map(valueIn));
  return principals.map((principal) => ({
    id: principal["id"],
    appId: principal["appId"],
    displayName: principal["displayName"],
    appRoleAssignments: assignments.get(asText(principal["id"])?.toLowerCase() ?? "") ?? [],
  }));
}

/** By the role's id in lower case. @throws TenantError where Graph doesn't list its own roles */
function valuesOfRoles(graph: JsonObject): ReadonlyMap<string, string> {
  const roles = asList(graph["appRoles"]) ?? [];
  if (roles.length === 0) throw oddAnswer(QUESTIONS.graphItself, "there is no application role of Microsoft Graph");
  return new Map(
    roles.flatMap((role): readonly (readonly [string, string])[] => {
      const [id, value] = [asText(asObject(role)?.["id"]), asText(asObject(role)?.["value"])];
      return id === undefined || value === undefined ? [] : [[id.toLowerCase(), value]];
    }),
  );
}

/**
 * Application roles of Microsoft Graph by which an application could open what policies close: it changes the policies, who is in
 * their groups, who holds roles (its own included), or what people sign in with.
 * @see Microsoft Graph, "permissions reference" (read 2026-11)
 */
const POWERFUL_ROLES: ReadonlySet<string> = new Set([
  // policies
  ...["Policy.ReadWrite.ConditionalAccess", "Policy.ReadWrite.AuthenticationMethod"],
  "Policy.ReadWrite.SecurityDefaults",
  // groups, and the units that protect them
  ...["Directory.ReadWrite.All", "Group.ReadWrite.All", "GroupMember.ReadWrite.All"],
  ...["AdministrativeUnit.ReadWrite.All", "EntitlementManagement.ReadWrite.All"],
  ...["PrivilegedAccess.ReadWrite.AzureADGroup", "PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup"],
  "PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup",
  // roles, of people and of applications
  ...["RoleManagement.ReadWrite.Directory", "RoleAssignmentSchedule.ReadWrite.Directory"],
  ...["RoleEligibilitySchedule.ReadWrite.Directory", "RoleManagementPolicy.ReadWrite.Directory"],
  ...["PrivilegedAccess.ReadWrite.AzureAD", "AppRoleAssignment.ReadWrite.All", "Application.ReadWrite.All"],
  // people, and what they sign in with
  ...["User.ReadWrite.All", "UserAuthenticationMethod.ReadWrite.All"],
]);
