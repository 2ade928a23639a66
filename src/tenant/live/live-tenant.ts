import {
  asObject,
  asText,
  graphId,
  isAbsent,
  isAnnotation,
  isEmpty,
  type JsonObject,
} from "../../law/json/json-object";
import { TENANT_LISTS } from "../../law/model/tenant";
import type { EntraTenant } from "./entra-tenant";
import { hiddenMembersProblem, readRelevantGroups } from "./groups";
import { inGroupQuestion, QUESTIONS } from "./questions";
import { type Answer, answerOf, TenantError, type TenantProblem } from "./tenant-problem";

/** A tenant as it is, in the shape of a tenant file, and what couldn't be read and is therefore not in it. */
export type LiveTenant = { readonly file: JsonObject; readonly missing: readonly TenantProblem[] };

/** Said while something is read: what, and how many so far. */
export type OnProgress = (what: string, count?: number) => void;

/** What a list that decides and breaks off, for another reason than a missing role, comes to. */
export type IfBroken = "refuse" | "leaveOut";

/** A key of a tenant file, or a part of the objects there, and how it is read. */
interface Part {
  readonly key: string;
  /** Where the key is there already: what this adds to each of its objects. */
  readonly part?: string;
  readonly what: string;
  /** What no verdict rests on is left out, whatever is wrong with it. */
  readonly ifBroken?: "leaveOut";
  /** @returns `undefined` where nothing is to be written down */
  readonly read: (tenant: EntraTenant, file: JsonObject, onCount: (count: number) => void) => Promise<unknown>;
}

const list = (key: keyof typeof QUESTIONS): Part => ({
  ...{ key, what: QUESTIONS[key].what, read: (tenant, _, onPage) => tenant.list(QUESTIONS[key], onPage) },
});

const one = (key: keyof typeof QUESTIONS): Part => ({
  ...{ key, what: QUESTIONS[key].what },
  read: async (tenant) => {
    const entries = Object.entries(await tenant.one(QUESTIONS[key]));
    return Object.fromEntries(entries.filter(([name]) => !isAnnotation(name)));
  },
});

const HOLDING = ["roleAssignments", "roleEligibilitySchedules"] as const;

/** What decides about sign-ins. Who may make a role active takes a licence of its own: without it that is left out. */
const DECIDING_PARTS: readonly Part[] = [
  list("namedLocations"),
  list("authenticationStrengthPolicies"),
  { ...list("users"), read: (tenant, _, onPage) => tenant.users(onPage) },
  list("roleAssignments"),
  { ...list("roleEligibilitySchedules"), ifBroken: "leaveOut" },
  {
    ...{ key: "groups", what: "the groups" },
    read: (tenant, file, onCount) => {
      const holders = HOLDING.flatMap((key) => listIn(file, key) ?? []);
      return readRelevantGroups(tenant, listIn(file, "policies") ?? [], holders, onCount);
    },
  },
  {
    ...{ key: "groups", part: "members", what: "the groups" },
    read: async (_, file) => {
      const hidden = hiddenMembersProblem(listIn(file, "groups") ?? []);
      if (hidden !== undefined) throw new TenantError(hidden);
    },
  },
  ...HOLDING.map((key): Part => {
    return { key, part: "principals", what: QUESTIONS[key].what, read: async (_, file) => typed(file, key) };
  }),
];

const FOR_AN_AUDIT: readonly Part[] = [
  { ...list("organization"), read: async (tenant: EntraTenant) => (await tenant.list(QUESTIONS.organization))[0] },
  one("securityDefaults"),
  one("conditionalAccessSettings"),
  list("subscribedSkus"),
  list("roleDefinitions"),
  list("userRegistrationDetails"),
  list("accessReviews"),
  { key: "groups", part: "owners", what: "the owners of the groups", read: withOwners },
  list("directoryAudits"),
].map((part: Part): Part => ({ ...part, ifBroken: "leaveOut" }));

/** A list that was read before: it holds objects alone. `undefined` where it isn't known. */
const listIn = (file: JsonObject, key: string): readonly JsonObject[] | undefined =>
  file[key] as readonly JsonObject[] | undefined;

/** Where all users and groups were read, any other holder is a service principal. @see Microsoft Graph, "unifiedRoleAssignment" (v1.0) */
function typed(file: JsonObject, key: string): readonly JsonObject[] | undefined {
  const [users, groups] = [listIn(file, "users"), listIn(file, "groups")];
  if (users === undefined || groups === undefined) return undefined;
  const types = new Map(groups.map((group) => [graphId(group), "Group"]));
  for (const user of users) types.set(graphId(user), isAbsent(user["identityParentId"]) ? "User" : "AgentUser");
  const typeOf = (id: unknown): string => types.get(String(id).toLowerCase()) ?? "ServicePrincipal";
  return listIn(file, key)?.map((item) => ({ ...item, principalType: typeOf(item["principalId"]) }));
}

async function withOwners(tenant: EntraTenant, file: JsonObject): Promise<readonly JsonObject[] | undefined> {
  const groups = listIn(file, "groups");
  const owners = await tenant.lists((groups ?? []).map(({ id }) => inGroupQuestion(String(id), "owners")));
  return groups?.map((group, at) => ({ ...group, owners: owners[at] }));
}

/**
 * Reads everything that decides about sign-ins. A list that the role to read is missing for is left out, which means
 * "not known"; a list that broke off is never passed on.
 * @throws TenantError when the policies can't be read, and when a list breaks off
 */
export function readLiveTenant(tenant: EntraTenant, onProgress: OnProgress): Promise<LiveTenant> {
  const partsFor = (policies: readonly JsonObject[]): readonly Part[] =>
    DECIDING_PARTS.filter(({ key }) => key !== "roleEligibilitySchedules" || excludesARole(policies));
  return readParts(tenant, onProgress, partsFor, "refuse");
}

/** Whether it decides who may make a role active: it does where a policy excludes a role. */
export const excludesARole = (policies: readonly JsonObject[]): boolean =>
  policies.some((policy) => !isEmpty(asObject(asObject(policy["conditions"])?.["users"])?.["excludeRoles"]));

/** The program that reads a tenant, as a snapshot names it. */
export interface Tool {
  readonly name: string;
  readonly version: string;
}

/**
 * Reads a tenant with everything that is asked of it anywhere: what decides about sign-ins, and what an audit looks at. The file
 * says under `source` by what and when it was read, which of its lists are whole, and which were denied.
 * @param now when the reading begins
 * @throws TenantError as {@link readLiveTenant} does; where it is asked to leave broken lists out, for the policies alone
 */
export async function readWholeTenant(
  tenant: EntraTenant,
  onProgress: OnProgress,
  now: Date,
  { name, version }: Tool,
  ifBroken: IfBroken = "refuse",
): Promise<LiveTenant> {
  const all = [...DECIDING_PARTS, ...FOR_AN_AUDIT];
  const { file, gaps, missing } = await readParts(tenant, onProgress, () => all, ifBroken);
  const source = {
    tool: name,
    version,
    time: now.toISOString(),
    tenant: asText(asObject(file["organization"])?.["id"]) ?? null,
    account: tenant.account,
    whole: TENANT_LISTS.filter((list) => list in file),
    denied: gaps.filter(({ part, role }) => part === undefined && role !== undefined).map(({ key }) => key),
  };
  return { file: { source, readAt: source.time, ...file, notRead: gaps }, missing };
}

/** Settings of a tenant as a whole, by their key in a tenant file: no verdict rests on them. */
export type TenantSettings = {
  readonly [Key in "securityDefaults" | "conditionalAccessSettings"]: Answer<JsonObject>;
};

/** Whether security defaults are on, and the settings of Conditional Access. Never fails: each has its own answer. */
export async function readTenantSettings(tenant: EntraTenant): Promise<TenantSettings> {
  const [securityDefaults, conditionalAccessSettings] = await Promise.all([
    answerOf(tenant.one(QUESTIONS.securityDefaults)),
    answerOf(tenant.one(QUESTIONS.conditionalAccessSettings)),
  ]);
  return { securityDefaults, conditionalAccessSettings };
}

/** A key of a tenant file that could not be read, or a part of the objects there, as the file says it. */
type Gap = { readonly key: string; readonly part?: string; readonly why: string; readonly role?: string };

/** A file with its policies, without which nothing is known, and then with each of the parts that could be read. */
async function readParts(
  tenant: EntraTenant,
  onProgress: OnProgress,
  partsFor: (policies: readonly JsonObject[]) => readonly Part[],
  ifBroken: IfBroken,
): Promise<LiveTenant & { readonly gaps: readonly Gap[] }> {
  onProgress("the policies");
  const policies = await tenant.policiesOfBothVersions();
  const file: Record<string, unknown> = { policies };
  const [missing, gaps]: [TenantProblem[], Gap[]] = [[], []];
  let outOfReach: TenantProblem | undefined;
  for (const { key, part, what, ifBroken: ifThisIs = ifBroken, read } of partsFor(policies)) {
    onProgress(what);
    const answer: Answer<unknown> =
      outOfReach === undefined
        ? await answerOf(read(tenant, file, (count) => onProgress(what, count)))
        : { kind: "failed", problem: outOfReach };
    if (answer.kind === "read") {
      if (answer.value !== undefined) file[key] = answer.value;
      continue;
    }
    const { problem } = answer;
    if (ifThisIs === "refuse" && problem.code !== "forbidden") throw new TenantError(problem);
    const { message: why, role } = problem;
    gaps.push({ key, ...(part && { part }), why, ...(role && { role }) });
    if (problem !== outOfReach) missing.push(problem);
    if (problem.code === "notSignedIn") outOfReach = problem;
  }
  return { file, missing, gaps };
}
