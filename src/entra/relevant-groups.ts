import { asObject, asText, type JsonObject, typeName } from "../adapters/graph/json";
import type { EntraTenant } from "./entra-tenant";
import type { OnProgress } from "./on-progress";

/**
 * Groups that can make a difference, each with its direct members: those that a policy names, those that hold a role, and
 * every group inside them. One that the tenant doesn't have is left out.
 */
export async function readRelevantGroups(
  tenant: EntraTenant,
  policies: readonly JsonObject[],
  roleAssignments: readonly JsonObject[] | undefined,
  onProgress: OnProgress,
): Promise<readonly JsonObject[]> {
  const waiting = new Set([...policies.flatMap(groupsNamedIn), ...(await roleHolders(tenant, roleAssignments))]);
  const groups: JsonObject[] = [];
  for (const id of waiting) {
    const group = await tenant.group(id);
    if (group === undefined) continue;
    const members = (await tenant.members(id)).map(memberOf);
    groups.push({ ...group, members });
    onProgress("the groups", groups.length);
    for (const member of members) if (typeName(member) === "group") waiting.add(idOf(member)); // a Set also visits what is added on the way
  }
  return groups;
}

function groupsNamedIn(policy: JsonObject): readonly string[] {
  const users = asObject(asObject(policy["conditions"])?.["users"]);
  return [users?.["includeGroups"], users?.["excludeGroups"]].flatMap((list) =>
    Array.isArray(list) ? list.filter((id) => typeof id === "string").map((id) => id.toLowerCase()) : [],
  );
}

/**
 * Only role-assignable groups hold directory roles, so that nobody has to ask about each principal what it is. They are asked for in
 * any case: it shows whether groups may be read at all.
 */
async function roleHolders(
  tenant: EntraTenant,
  roleAssignments: readonly JsonObject[] | undefined,
): Promise<readonly string[]> {
  const principals = new Set((roleAssignments ?? []).map(({ principalId }) => String(principalId).toLowerCase()));
  return (await tenant.roleGroups()).map(idOf).filter((id) => principals.has(id));
}

const memberOf = (member: JsonObject): JsonObject => ({ "@odata.type": member["@odata.type"], id: member["id"] });

const idOf = ({ id }: JsonObject): string => asText(id)?.toLowerCase() ?? "";
