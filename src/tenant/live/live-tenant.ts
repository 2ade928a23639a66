import { asText, at, graphId, isEmpty, type JsonObject, odataType } from "../../law/json/json-object";
import { TENANT_LISTS } from "../../law/model/tenant";
import { present } from "../../text/present";
import { listingSome } from "../../text/sentence";
import { COLLECTIONS, GRAPH_KEYS, type GraphKey, isList, isMany } from "../graph/collections";
import type { EntraTenant } from "./entra-tenant";
import { answerOf, TenantError, type TenantProblem } from "./tenant-problem";

/** The live tenant in the shape of a tenant file, and what could not be read and so is missing from it. */
export type LiveTenant = { readonly file: JsonObject; readonly missing: readonly Missing[] };

/** Something that could not be read. Without a `key`: a part of it. */
type Missing = TenantProblem & { readonly key?: GraphKey };

/** Called while something is read: what it is, and how many objects were read so far. */
type OnProgress = (what: string, count?: number) => void;

/** What to do if a list that verdicts rest on can't be read to its end, for another reason than a missing role. */
type IfBroken = "refuse" | "leaveOut";

/**
 * Reads everything that verdicts rest on, and the policies unless they are given. A list without the role to read it is left out, so it is
 * *not known*. A list that can't be read to its end is never returned.
 * @throws TenantError if the policies can't be read, or a list can't be read to its end
 */
export async function readLiveTenant(
  tenant: EntraTenant,
  onProgress: OnProgress,
  inGraph?: readonly JsonObject[],
): Promise<LiveTenant> {
  onProgress("the policies");
  const policies = inGraph ?? (await tenant.policies());
  const keys = TENANT_LISTS.filter((key) => key !== "roleEligibilitySchedules" || excludesARole(policies));
  return readKeys(tenant, { policies }, keys, "refuse", onProgress);
}

/** Whether a policy excludes a role. If none does, eligibilities change no verdict. */
export const excludesARole = (policies: readonly JsonObject[]): boolean =>
  policies.some((policy) => !isEmpty(at(policy, ["conditions", "users", "excludeRoles"])));

/**
 * Reads everything that verdicts and the audit need. `source` in the file says which program read it and when, which lists are whole, and
 * which ones were denied.
 * @param now when the reading begins; the program that reads comes next
 * @throws TenantError as {@link readLiveTenant} does; with `leaveOut` only if the policies can't be read
 */
export async function readWholeTenant(
  tenant: EntraTenant,
  onProgress: OnProgress,
  now: Date,
  { name, version }: { readonly name: string; readonly version: string },
  ifBroken: IfBroken = "refuse",
): Promise<LiveTenant> {
  const { file, missing } = await readKeys(tenant, {}, GRAPH_KEYS, ifBroken, onProgress);
  const notRead = missing.flatMap(({ key, message: why, role }) => (key ? { key, why, ...(role && { role }) } : []));
  const source = {
    tool: name,
    version,
    time: now.toISOString(),
    tenant: asText(at(file, ["organization", "id"])) ?? null,
    account: tenant.account,
    whole: TENANT_LISTS.filter((list) => list in file),
    denied: notRead.filter(({ role }) => role !== undefined).map(({ key }) => key),
  };
  return { file: { source, readAt: source.time, ...file, notRead }, missing };
}

/** Reads settings of the whole tenant, as far as it may: whether security defaults are on, and those of Conditional Access. No verdict rests on them. */
export const readTenantSettings = async (tenant: EntraTenant): Promise<JsonObject> =>
  (await readKeys(tenant, {}, ["securityDefaults", "conditionalAccessSettings"], "leaveOut")).file;

/** Reads each of the keys that isn't known. */
async function readKeys(
  tenant: EntraTenant,
  known: JsonObject,
  keys: readonly GraphKey[],
  ifBroken: IfBroken,
  onProgress?: OnProgress,
): Promise<LiveTenant> {
  const file: Record<string, unknown> = { ...known };
  const missing: Missing[] = [];
  for (const key of keys.filter((one) => !(one in known))) {
    const { what } = COLLECTIONS[key].question;
    onProgress?.(what);
    const answer = await answerOf(readKey(tenant, key, file, (count) => onProgress?.(what, count)));
    if (answer.kind === "read") file[key] = answer.value;
    else if (key !== "policies" && (ifBroken === "leaveOut" || mayBeMissing(key, answer.problem)))
      missing.push({ ...answer.problem, key });
    else throw new TenantError(answer.problem);
  }
  addPrincipalTypes(file);
  return { file, missing: present([...missing, hiddenMembersIn(listIn(file, "groups") ?? [])]) };
}

/** Eligibilities take a licence of their own, so a tenant without it is judged without them. */
const mayBeMissing = (key: GraphKey, { code }: TenantProblem): boolean =>
  !isList(key) || key === "roleEligibilitySchedules" || code === "forbidden";

async function readKey(
  tenant: EntraTenant,
  key: GraphKey,
  file: JsonObject,
  onCount: (count: number) => void,
): Promise<unknown> {
  const { question } = COLLECTIONS[key];
  if (key === "groups") return readRelevantGroups(tenant, file, onCount);
  if (key === "organization") return (await tenant.list(question))[0];
  return isMany(key) ? tenant.list(question, onCount) : tenant.ask(question);
}

/** A list that was read before, or `undefined` if it could not be read. It has objects only. */
const listIn = (file: JsonObject, key: string): readonly JsonObject[] | undefined =>
  file[key] as readonly JsonObject[] | undefined;

const HOLDERS = ["roleAssignments", "roleEligibilitySchedules"] as const;

/**
 * Gives each holder of a role its type. If all users and groups were read, any other principal is a service principal.
 * @see Microsoft Graph, "unifiedRoleAssignment" (v1.0)
 */
function addPrincipalTypes(file: Record<string, unknown>): void {
  const [users, groups] = [listIn(file, "users"), listIn(file, "groups")];
  if (users === undefined || groups === undefined) return;
  const types = new Map(groups.map((group) => [graphId(group), "Group"]));
  for (const user of users)
    types.set(graphId(user), asText(user["identityParentId"]) === undefined ? "User" : "AgentUser");
  const typeOf = (id: unknown): string => types.get(String(id).toLowerCase()) ?? "ServicePrincipal";
  for (const key of HOLDERS.filter((one) => one in file))
    file[key] = listIn(file, key)?.map((item) => ({ ...item, principalType: typeOf(item["principalId"]) }));
}

/**
 * Reads the groups that a policy names, the groups that hold a role or may make one active, and every group inside them. A group that the
 * tenant doesn't have is left out.
 * @throws TenantError if one of the groups can't be read
 */
async function readRelevantGroups(
  tenant: EntraTenant,
  file: JsonObject,
  onCount: (count: number) => void,
): Promise<readonly JsonObject[]> {
  const groups: JsonObject[] = [];
  const asked = new Set<string>();
  // A group shows which groups are inside it only when it is read, so groups are read level by level.
  let level: readonly string[] = [
    ...(listIn(file, "policies") ?? []).flatMap(groupsNamedIn),
    ...(await roleHolders(tenant, file)),
  ];
  while (level.length > 0) {
    const ids = [...new Set(level)];
    const read = await tenant.groupsWithMembers(ids);
    for (const id of ids) asked.add(id);
    groups.push(...read);
    onCount(groups.length);
    const inside = read.flatMap((group) => listIn(group, "members") ?? []).filter((one) => odataType(one) === "group");
    level = inside.map(graphId).filter((id) => !asked.has(id));
  }
  return groups;
}

function groupsNamedIn(policy: JsonObject): readonly string[] {
  const lists = ["includeGroups", "excludeGroups"].map((key) => at(policy, ["conditions", "users", key]));
  return lists.flat().flatMap((id) => asText(id)?.toLowerCase() ?? []);
}

/** The groups that hold a role. Only role-assignable groups can. They are always listed, which shows whether groups may be read at all. */
async function roleHolders(tenant: EntraTenant, file: JsonObject): Promise<readonly string[]> {
  const holders = HOLDERS.flatMap((key) => listIn(file, key) ?? []);
  const principals = new Set(holders.map(({ principalId }) => String(principalId).toLowerCase()));
  return (await tenant.list(COLLECTIONS.groups.question)).map(graphId).filter((id) => principals.has(id));
}

/** The problem of groups that hide their members, if there is one: an empty group looks the same. @see Microsoft Graph, group "List members" (v1.0; read 2026-11) */
export function hiddenMembersIn(groups: readonly JsonObject[]): TenantProblem | undefined {
  const hiding = groups.flatMap(({ id, members }) => (members === undefined ? String(id) : []));
  const message = `the members of the group ${listingSome(hiding, 2)} are hidden`;
  const role = "Member.Read.Hidden";
  const help = `give the application the Microsoft Graph application role ${role}, with admin consent`;
  return hiding.length === 0 ? undefined : { code: "forbidden", message, help, role };
}
