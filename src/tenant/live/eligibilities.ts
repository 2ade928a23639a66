import { asObject, isEmpty, type JsonObject } from "../../law/json/json-object";
import type { EntraTenant } from "./entra-tenant";
import { QUESTIONS } from "./questions";

/**
 * When it is asked who may make a role active: always, for a file that is kept; or where it decides, which is where a policy
 * excludes a role.
 */
export type WhenEligible = "always" | "whereItDecides";

/** Whether it is to be asked of a tenant with these policies. */
export const asksEligibilities = (when: WhenEligible, policies: readonly JsonObject[]): boolean =>
  when === "always" || policies.some(excludesARole);

function excludesARole(policy: JsonObject): boolean {
  const users = asObject(asObject(policy["conditions"])?.["users"]);
  return !isEmpty(users?.["excludeRoles"]);
}

/** Who may make a role active, with what is asked of it anywhere. @throws TenantError also where the licence is missing */
export async function readEligibilities(tenant: EntraTenant): Promise<readonly JsonObject[]> {
  const schedules = await tenant.list(QUESTIONS.roleEligibilitySchedules);
  return schedules.map((schedule) =>
    Object.fromEntries(KEPT.filter((key) => key in schedule).map((key) => [key, schedule[key]])),
  );
}

const KEPT = ["id", "principalId", "roleDefinitionId", "directoryScopeId", "appScopeId", "memberType", "status"];
