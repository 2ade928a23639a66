import { asText, type JsonObject, typeName } from "../../adapters/graph/json";
import type { RegisterEntry } from "../../adapters/register";
import type { AskedEntry, Member, Standing } from "../../drift/exclusions/standing";
import type { Read } from "../../drift/problem";
import { answerOf, type EntraTenant } from "../../entra";

/** Asks the tenant about each entry of the register, and who is in a group whose members it lists. */
export function askExclusions(tenant: EntraTenant, entries: readonly RegisterEntry[]): Promise<readonly AskedEntry[]> {
  return Promise.all(entries.map(async (entry) => ({ entry, standing: await standingOf(tenant, entry) })));
}

async function standingOf(tenant: EntraTenant, { principal }: RegisterEntry): Promise<Read<Standing>> {
  if (principal.kind === "user") {
    const answer = await answerOf(tenant.user(principal.id));
    return answer.kind === "failed" ? answer : userStanding(answer.value);
  }
  return answerOf(groupStanding(tenant, principal.id, principal.members !== undefined));
}

function userStanding(user: JsonObject | undefined): Read<Standing> {
  if (user === undefined) return { kind: "read", value: { kind: "gone" } };
  const enabled = user["accountEnabled"];
  if (typeof enabled === "boolean") return { kind: "read", value: { kind: "user", enabled } };
  const message = `Graph's answer doesn't say whether the user ${asText(user["id"]) ?? ""} is enabled`;
  return { kind: "failed", problem: { message, help: "User.Read.All shows it" } };
}

async function groupStanding(tenant: EntraTenant, id: string, listsMembers: boolean): Promise<Standing> {
  if ((await tenant.group(id)) === undefined) return { kind: "gone" };
  if (!listsMembers) return { kind: "group", members: undefined };
  return { kind: "group", members: (await tenant.transitiveMembers(id)).filter(isPerson).map(memberOf) };
}

/** Groups are looked into, and devices, applications and contacts don't sign in as people. Whatever has no type counts. */
const isPerson = (member: JsonObject): boolean =>
  !["group", "device", "serviceprincipal", "orgcontact"].includes(typeName(member) ?? "");

const memberOf = (member: JsonObject): Member => ({
  id: (asText(member["id"]) ?? "").toLowerCase(),
  displayName: asText(member["displayName"]) ?? asText(member["userPrincipalName"]),
});
