import { asObject, asText, graphId, type JsonObject, odataType } from "../../law/json/json-object";
import { counted } from "../../text/sentence";
import type { EntraTenant } from "./entra-tenant";
import { QUESTIONS } from "./questions";
import { type TenantProblem, tenantProblem } from "./tenant-problem";

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

/** Only these groups can hold a role. They are listed even where none does: that shows whether groups may be read at all. */
async function roleHolders(tenant: EntraTenant, holders: readonly JsonObject[]): Promise<readonly string[]> {
  const principals = new Set(holders.map(({ principalId }) => String(principalId).toLowerCase()));
  return (await tenant.list(QUESTIONS.roleGroups)).map(graphId).filter((id) => principals.has(id));
}

/** Without it Graph shows nobody in a hidden membership. @see Microsoft Graph, group "List members" (v1.0; read 2026-11) */
const ROLE = "Member.Read.Hidden";

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
