import { asText, at, graphId, isAnnotation, isEmpty, type JsonObject, odataType } from "../../law/json/json-object";
import { TENANT_LISTS } from "../../law/model/tenant";
import { counted } from "../../text/sentence";
import { COLLECTIONS, GRAPH_KEYS, type GraphKey, isList, isMany } from "../graph/collections";
import type { EntraTenant } from "./entra-tenant";
import { inGroupQuestion } from "./questions";
import { type Answer, answerOf, TenantError, type TenantProblem, tenantProblem } from "./tenant-problem";

/** The live tenant in the shape of a tenant file, and what could not be read and so is missing from it. */
export type LiveTenant = { readonly file: JsonObject; readonly missing: readonly TenantProblem[] };

/** Called while something is read: what it is, and how many objects were read so far. */
export type OnProgress = (what: string, count?: number) => void;

type InGraph = readonly JsonObject[];
type Read = (tenant: EntraTenant, file: JsonObject, onCount: (count: number) => void) => Promise<unknown>;

/** A key of a tenant file, or a part of the objects under it, and how it is read. */
interface Part {
  readonly key: GraphKey;
  /** What this adds to each object of a key that was read before. */
  readonly part?: string;
  readonly what: string;
  /** `leaveOut` if no verdict rests on it: then no error stops the reading. */
  readonly ifBroken?: "leaveOut";
  /** @returns the value for the key, or `undefined` to leave the key as it is */
  readonly read: Read;
}

/** Keys that are read in another way than one request to Graph. */
const READ_IN_ANOTHER_WAY: { readonly [K in GraphKey]?: Read } = {
  users: (tenant, _, onPage) => tenant.users(onPage),
  groups: readRelevantGroups,
  organization: async (tenant) => (await tenant.list(COLLECTIONS.organization.question))[0],
};

const HOLDERS = ["roleAssignments", "roleEligibilitySchedules"] as const;

function readingOf(key: GraphKey): Part {
  const { question } = COLLECTIONS[key];
  const readList: Read = (tenant, _, onPage) => tenant.list(question, onPage);
  const readObject: Read = async (tenant) =>
    Object.fromEntries(Object.entries(await tenant.one(question)).filter(([name]) => !isAnnotation(name)));
  return {
    key,
    what: question.what,
    read: READ_IN_ANOTHER_WAY[key] ?? (isMany(key) ? readList : readObject),
    // Eligibilities take a licence of their own, so a tenant without it is judged without them.
    ...(isList(key) && key !== "roleEligibilitySchedules" ? {} : { ifBroken: "leaveOut" }),
  };
}

const KEYS_AFTER_POLICIES = GRAPH_KEYS.filter((key) => key !== "policies").map(readingOf);

/** What verdicts rest on. */
const FOR_VERDICTS: readonly Part[] = [
  ...KEYS_AFTER_POLICIES.filter(({ key }) => isList(key)),
  {
    key: "groups",
    part: "members",
    what: COLLECTIONS.groups.question.what,
    read: async (_, file) => mustShowMembers(listIn(file, "groups") ?? []),
  },
];

/** What only the audit looks at. */
const FOR_AUDIT: readonly Part[] = [
  ...KEYS_AFTER_POLICIES.filter(({ key }) => !isList(key)),
  { key: "groups", part: "owners", what: "the owners of the groups", ifBroken: "leaveOut", read: withOwners },
];

/** A list that was read before, or `undefined` if it could not be read. It has objects only. */
const listIn = (file: JsonObject, key: string): readonly JsonObject[] | undefined =>
  file[key] as readonly JsonObject[] | undefined;

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
 * Reads the groups that a policy names, the groups that hold a role or may make one active, and every group inside them, each with its
 * direct members unless these are hidden. A group that the tenant doesn't have is left out.
 * @throws TenantError if one of the groups can't be read
 */
async function readRelevantGroups(...[tenant, file, onCount]: Parameters<Read>): Promise<readonly JsonObject[]> {
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

/** Without this role Graph shows no members of a group with hidden membership. @see Microsoft Graph, group "List members" (v1.0; read 2026-11) */
const ROLE = "Member.Read.Hidden";

/** @throws TenantError if one of the groups hides its members */
export function mustShowMembers(groups: readonly JsonObject[]): void {
  const hiding = groups.filter(({ members }) => members === undefined);
  const [first] = hiding;
  if (first === undefined) return;
  const which = hiding.length === 1 ? `the group ${asText(first["id"])}` : counted(hiding.length, "group");
  const help = `give the application the Microsoft Graph application role ${ROLE}, with admin consent; without it an empty group looks the same`;
  throw new TenantError(tenantProblem("forbidden", { message: `the members of ${which} are hidden`, help }, ROLE));
}

async function withOwners(tenant: EntraTenant, file: JsonObject): Promise<readonly JsonObject[] | undefined> {
  const groups = listIn(file, "groups");
  const owners = await tenant.lists((groups ?? []).map(({ id }) => inGroupQuestion(String(id), "owners")));
  return groups?.map((group, at) => ({ ...group, owners: owners[at] }));
}

/**
 * Reads everything that verdicts rest on, and the policies unless they are given. A list without the role to read it is left out, so it is
 * *not known*. A list that can't be read to its end is never returned.
 * @throws TenantError if the policies can't be read, or a list can't be read to its end
 */
export function readLiveTenant(tenant: EntraTenant, onProgress: OnProgress, inGraph?: InGraph): Promise<LiveTenant> {
  const partsFor = (policies: readonly JsonObject[]): readonly Part[] =>
    FOR_VERDICTS.filter(({ key }) => key !== "roleEligibilitySchedules" || excludesARole(policies));
  return readParts(tenant, onProgress, partsFor, "refuse", inGraph);
}

/** Whether a policy excludes a role. If none does, eligibilities change no verdict. */
export const excludesARole = (policies: readonly JsonObject[]): boolean =>
  policies.some((policy) => !isEmpty(at(policy, ["conditions", "users", "excludeRoles"])));

/**
 * Reads everything that verdicts and the audit need. `source` in the file says which program read it and when, which lists are whole, and
 * which ones were denied.
 * @param now when the reading begins; the program that reads comes next
 * @param ifBroken what to do if a list that verdicts rest on can't be read to its end, for another reason than a missing role
 * @throws TenantError as {@link readLiveTenant} does; with `leaveOut` only if the policies can't be read
 */
export async function readWholeTenant(
  tenant: EntraTenant,
  onProgress: OnProgress,
  now: Date,
  { name, version }: { readonly name: string; readonly version: string },
  ifBroken: "refuse" | "leaveOut" = "refuse",
): Promise<LiveTenant> {
  const all = [...FOR_VERDICTS, ...FOR_AUDIT];
  const { file, gaps, missing } = await readParts(tenant, onProgress, () => all, ifBroken);
  const source = {
    tool: name,
    version,
    time: now.toISOString(),
    tenant: asText(at(file, ["organization", "id"])) ?? null,
    account: tenant.account,
    whole: TENANT_LISTS.filter((list) => list in file),
    denied: gaps.filter(({ part, role }) => part === undefined && role !== undefined).map(({ key }) => key),
  };
  return { file: { source, readAt: source.time, ...file, notRead: gaps }, missing };
}

/** Settings of the whole tenant, by their keys in a tenant file. No verdict rests on them. */
export type TenantSettings = Awaited<ReturnType<typeof readTenantSettings>>;

/** Reads whether security defaults are on, and the settings of Conditional Access. Never fails: each has its own answer. */
export const readTenantSettings = async (tenant: EntraTenant) => ({
  securityDefaults: await answerOf(tenant.one(COLLECTIONS.securityDefaults.question)),
  conditionalAccessSettings: await answerOf(tenant.one(COLLECTIONS.conditionalAccessSettings.question)),
});

/** An entry of `notRead`: a key of a tenant file, or a part of the objects under it, that could not be read. */
type Gap = { readonly key: string; readonly part?: string; readonly why: string; readonly role?: string };

/** Reads the policies, which are indispensable, and then each part. */
async function readParts(
  tenant: EntraTenant,
  onProgress: OnProgress,
  partsFor: (policies: readonly JsonObject[]) => readonly Part[],
  ifBroken: "refuse" | "leaveOut",
  inGraph?: InGraph,
): Promise<LiveTenant & { readonly gaps: readonly Gap[] }> {
  onProgress("the policies");
  const policies = inGraph ?? (await tenant.policies());
  const file: Record<string, unknown> = { policies };
  const [missing, gaps]: [TenantProblem[], Gap[]] = [[], []];
  let signedOut: TenantProblem | undefined;
  for (const { key, part, what, ifBroken: ifThisIs = ifBroken, read } of partsFor(policies)) {
    onProgress(what);
    const answer: Answer<unknown> =
      signedOut === undefined
        ? await answerOf(read(tenant, file, (count) => onProgress(what, count)))
        : { kind: "failed", problem: signedOut };
    if (answer.kind === "read" && answer.value !== undefined) file[key] = answer.value;
    if (answer.kind === "read") continue;
    const { problem } = answer;
    if (ifThisIs === "refuse" && problem.code !== "forbidden") throw new TenantError(problem);
    const { message: why, role } = problem;
    gaps.push({ key, ...(part && { part }), why, ...(role && { role }) });
    if (problem !== signedOut) missing.push(problem);
    if (problem.code === "notSignedIn") signedOut = problem;
  }
  addPrincipalTypes(file);
  return { file, missing, gaps };
}
