import type { CheckedEntry, Member, PrincipalStatus } from "../../drift/exclusions";
import { problemOf, type Read } from "../../drift/problem";
import { asText, type JsonObject, odataType } from "../../law/json/json-object";
import type { RegisterEntry } from "../../law/model/register";
import type { EntraTenant } from "../../tenant/live/entra-tenant";
import { hiddenMembersProblem, shownMembers } from "../../tenant/live/hidden-members";
import { answerOf, TenantError } from "../../tenant/live/tenant-problem";

/**
 * Asks the tenant about each entry of the register, and who is in a group whose members the entry lists. Never fails: an
 * entry that can't be asked about has a problem for its status.
 */
export function askExclusions(
  tenant: EntraTenant,
  entries: readonly RegisterEntry[],
): Promise<readonly CheckedEntry[]> {
  return Promise.all(entries.map(async (entry) => ({ entry, status: await statusOf(tenant, entry) })));
}

async function statusOf(tenant: EntraTenant, { principal }: RegisterEntry): Promise<Read<PrincipalStatus>> {
  if (principal.kind === "user") {
    const answer = await answerOf(tenant.user(principal.id));
    return answer.kind === "failed" ? answer : userStatus(answer.value);
  }
  return answerOf(groupStatus(tenant, principal.id, principal.members !== undefined));
}

function userStatus(user: JsonObject | undefined): Read<PrincipalStatus> {
  if (user === undefined) return { kind: "read", value: { kind: "gone" } };
  const enabled = user["accountEnabled"];
  if (typeof enabled === "boolean") return { kind: "read", value: { kind: "user", enabled } };
  const message = `Graph's answer doesn't say whether the user ${asText(user["id"]) ?? ""} is enabled`;
  return { kind: "failed", problem: problemOf("status-not-shown", { message, help: "User.Read.All shows it" }) };
}

async function groupStatus(tenant: EntraTenant, id: string, listsMembers: boolean): Promise<PrincipalStatus> {
  if ((await tenant.group(id)) === undefined) return { kind: "gone" };
  if (!listsMembers) return { kind: "group", members: undefined };
  const inside = await tenant.transitiveMembers(id);
  await insistOnSeeingMembers(tenant, [id, ...inside.filter(isGroup).map(idOf)]);
  return { kind: "group", members: inside.filter(isPerson).map(memberOf) };
}

/** @throws TenantError when one of the groups hides its members: nobody would be seen to be in it, whoever is */
async function insistOnSeeingMembers(tenant: EntraTenant, ids: readonly string[]): Promise<void> {
  const groups = (await tenant.groupsWithMembers(ids)).filter((found) => found !== undefined);
  const problem = hiddenMembersProblem(
    groups.map(({ group, members }) => ({ ...group, members: shownMembers(group, members) })),
  );
  if (problem !== undefined) throw new TenantError(problem);
}

const isGroup = (member: JsonObject): boolean => odataType(member) === "group";

const idOf = (member: JsonObject): string => (asText(member["id"]) ?? "").toLowerCase();

/**
 * Groups are looked into, and devices, applications and contacts don't sign in as people. Whatever has no type counts.
 */
const isPerson = (member: JsonObject): boolean =>
  !["group", "device", "serviceprincipal", "orgcontact"].includes(odataType(member) ?? "");

const memberOf = (member: JsonObject): Member => ({
  id: idOf(member),
  displayName: asText(member["displayName"]) ?? asText(member["userPrincipalName"]),
});
