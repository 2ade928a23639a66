import { asObject, asText, graphId, type JsonObject, odataType } from "../../law/json/json-object";
import { counted } from "../../text/sentence";
import type { EntraTenant } from "./entra-tenant";
import { QUESTIONS } from "./questions";
import { type TenantProblem, tenantProblem } from "./tenant-problem";

/** What is kept of a member or an owner. */
export const typeAndId = (object: JsonObject): JsonObject =>
  Object.fromEntries(["@odata.type", "id"].filter((key) => key in object).map((key) => [key, object[key]]));

/** Two requests of twenty questions each for the groups, and two for their members. */
const GROUPS_AT_ONCE = 40;

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
  const groups = new Map<string, JsonObject | undefined>();
  let waiting = [...new Set([...policies.flatMap(groupsNamedIn), ...(await roleHolders(tenant, holders))])];
  while (waiting.length > 0) {
    // What is inside a group is read only once the group is, so groups are asked for level by level.
    const ids = waiting.slice(0, GROUPS_AT_ONCE);
    const read = await tenant.groupsWithMembers(ids);
    const inside = new Set(waiting.slice(GROUPS_AT_ONCE));
    for (const [index, id] of ids.entries()) {
      const found = read[index];
      const members = found && shownMembers(found.group, found.members)?.map(typeAndId);
      groups.set(id, found && { ...found.group, ...(members && { members }) });
      for (const member of members ?? []) if (odataType(member) === "group") inside.add(graphId(member));
    }
    onCount(groups.size);
    waiting = [...inside].filter((id) => !groups.has(id));
  }
  return [...groups.values()].filter((group) => group !== undefined);
}

function groupsNamedIn(policy: JsonObject): readonly string[] {
  const users = asObject(asObject(policy["conditions"])?.["users"]);
  return [users?.["includeGroups"], users?.["excludeGroups"]].flatMap((list) =>
    Array.isArray(list) ? list.filter((id) => typeof id === "string").map((id) => id.toLowerCase()) : [],
  );
}

/**
 * Only role-assignable groups can hold a directory role, so these are listed instead of asking what each principal is. They
 * are listed even where no role is assigned: that shows whether groups may be read at all.
 */
async function roleHolders(tenant: EntraTenant, holders: readonly JsonObject[]): Promise<readonly string[]> {
  const principals = new Set(holders.map(({ principalId }) => String(principalId).toLowerCase()));
  return (await tenant.list(QUESTIONS.roleGroups)).map(graphId).filter((id) => principals.has(id));
}

/**
 * The role without which Graph shows nobody in a group or an administrative unit whose membership is hidden.
 * @see Microsoft Graph, group and administrativeUnit, "List members" (v1.0; read 2026-11)
 */
const ROLE = "Member.Read.Hidden";

/** The members as they were shown; `undefined` where nobody is, and there may be some that are hidden. */
export const shownMembers = <T>({ visibility }: JsonObject, members: readonly T[]): readonly T[] | undefined =>
  members.length === 0 && asText(visibility)?.toLowerCase() === "hiddenmembership" ? undefined : members;

/** What is wrong where some of the groups that were read hide their members. */
export function hiddenMembersProblem(groups: readonly JsonObject[]): TenantProblem | undefined {
  const hiding = groups.filter(({ members }) => members === undefined);
  const [first] = hiding;
  if (first === undefined) return undefined;
  const which = hiding.length === 1 ? `the group ${asText(first["id"])}` : counted(hiding.length, "group");
  return tenantProblem("forbidden", {
    message: `who is in ${which} isn't shown: the membership is hidden`,
    help: `give the application the Microsoft Graph application role ${ROLE}, with admin consent; a group that is really empty looks the same`,
    role: ROLE,
  });
}
