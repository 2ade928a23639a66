import { asObject, graphId, type JsonObject, odataType } from "../../law/json/json-object";
import type { EntraTenant } from "./entra-tenant";
import { QUESTIONS } from "./questions";

/**
 * The groups that a policy names, those that hold a role or may make one active, and every group inside them, each with its
 * direct members, if they are shown. One that the tenant doesn't have is left out.
 * @param holders role assignments and eligibilities, as far as they are known
 * @throws TenantError when one of them can't be read
 */
export async function readRelevantGroups(
  tenant: EntraTenant,
  policies: readonly JsonObject[],
  holders: readonly JsonObject[],
  onCount: (count: number) => void,
): Promise<readonly JsonObject[]> {
  const groups: JsonObject[] = [];
  const asked = new Set<string>();
  // What is inside a group is read only once the group is, so groups are asked for level by level.
  let level: readonly string[] = [...policies.flatMap(groupsNamedIn), ...(await roleHolders(tenant, holders))];
  while (level.length > 0) {
    const ids = [...new Set(level)];
    const read = await tenant.groupsWithMembers(ids);
    for (const id of ids) asked.add(id);
    groups.push(...read);
    onCount(groups.length);
    level = read.flatMap(groupsInside).filter((id) => !asked.has(id));
  }
  return groups;
}

function groupsNamedIn(policy: JsonObject): readonly string[] {
  const users = asObject(asObject(policy["conditions"])?.["users"]);
  return [users?.["includeGroups"], users?.["excludeGroups"]].flatMap((list) =>
    Array.isArray(list) ? list.filter((id) => typeof id === "string").map((id) => id.toLowerCase()) : [],
  );
}

const groupsInside = ({ members }: JsonObject): readonly string[] =>
  ((members ?? []) as readonly JsonObject[]).filter((member) => odataType(member) === "group").map(graphId);

/**
 * Only role-assignable groups can hold a directory role, so these are listed instead of asking what each principal is. They
 * are listed even where no role is assigned: that shows whether groups may be read at all.
 */
async function roleHolders(tenant: EntraTenant, holders: readonly JsonObject[]): Promise<readonly string[]> {
  const principals = new Set(holders.map(({ principalId }) => String(principalId).toLowerCase()));
  return (await tenant.list(QUESTIONS.roleGroups)).map(graphId).filter((id) => principals.has(id));
}
