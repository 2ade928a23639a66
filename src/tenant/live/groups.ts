import { asList, asObject, asText, graphId, type JsonObject, odataType } from "../../law/json/json-object";
import { counted } from "../../text/sentence";
import { COLLECTIONS } from "../graph/collections";
import type { EntraTenant } from "./entra-tenant";
import { type TenantProblem, tenantProblem } from "./tenant-problem";

/**
 * Reads the groups that a policy names, the groups that hold a role or may make one active, and every group inside them, each with its
 * direct members unless these are hidden. A group that the tenant doesn't have is left out.
 * @param holders the role assignments and eligibilities that were read
 * @throws TenantError if one of the groups can't be read
 */
export async function readRelevantGroups(
  tenant: EntraTenant,
  policies: readonly JsonObject[],
  holders: readonly JsonObject[],
  onCount: (count: number) => void,
): Promise<readonly JsonObject[]> {
  const groups: JsonObject[] = [];
  const asked = new Set<string>();
  // A group shows which groups are inside it only when it is read, so groups are read level by level.
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
  const ids = ["includeGroups", "excludeGroups"].flatMap((key) => asList(users?.[key]) ?? []);
  return ids.flatMap((id) => asText(id)?.toLowerCase() ?? []);
}

const groupsInside = ({ members }: JsonObject): readonly string[] =>
  ((members ?? []) as readonly JsonObject[]).filter((member) => odataType(member) === "group").map(graphId);

/** The groups that hold a role. Only role-assignable groups can. They are always listed, which shows whether groups may be read at all. */
async function roleHolders(tenant: EntraTenant, holders: readonly JsonObject[]): Promise<readonly string[]> {
  const principals = new Set(holders.map(({ principalId }) => String(principalId).toLowerCase()));
  return (await tenant.list(COLLECTIONS.groups.question)).map(graphId).filter((id) => principals.has(id));
}

/** Without this role Graph shows no members of a group with hidden membership. @see Microsoft Graph, group "List members" (v1.0; read 2026-11) */
const ROLE = "Member.Read.Hidden";

/** The problem of groups that hide their members, or `undefined` if none of those that were read does. */
export function hiddenMembersProblem(groups: readonly JsonObject[]): TenantProblem | undefined {
  const hiding = groups.filter(({ members }) => members === undefined);
  const [first] = hiding;
  if (first === undefined) return undefined;
  const which = hiding.length === 1 ? `the group ${asText(first["id"])}` : counted(hiding.length, "group");
  const help = `give the application the Microsoft Graph application role ${ROLE}, with admin consent; without it an empty group looks the same`;
  return tenantProblem("forbidden", { message: `the members of ${which} are hidden`, help }, ROLE);
}
