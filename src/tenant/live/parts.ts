import { graphId, isAbsent, isAnnotation, type JsonObject } from "../../law/json/json-object";
import type { EntraTenant } from "./entra-tenant";
import { readRelevantGroups } from "./groups";
import { hiddenMembersProblem } from "./members";
import { inGroupQuestion, QUESTIONS } from "./questions";
import { TenantError } from "./tenant-problem";

/** A key of a tenant file, and how it is read. */
export interface Part {
  readonly key: string;
  /** Where the key is there already: what this adds to each of its objects. */
  readonly part?: string;
  /** For messages: `the users`. */
  readonly what: string;
  /** What no verdict rests on is left out, whatever is wrong with it. */
  readonly ifBroken?: "leaveOut";
  /** @returns `undefined` where nothing is to be written down */
  readonly read: (tenant: EntraTenant, file: JsonObject, onCount: (count: number) => void) => Promise<unknown>;
}

type Key = keyof typeof QUESTIONS;

/** A list that is read as one question asks for it. */
const list = (key: Key): Part => ({
  key,
  what: QUESTIONS[key].what,
  read: (tenant, _, onPage) => tenant.list(QUESTIONS[key], onPage),
});

const one = (key: Key): Part => ({
  key,
  what: QUESTIONS[key].what,
  read: async (tenant) => {
    const entries = Object.entries(await tenant.one(QUESTIONS[key]));
    return Object.fromEntries(entries.filter(([name]) => !isAnnotation(name)));
  },
});

/** The types of those who hold a role, or may. */
const principals = (key: "roleAssignments" | "roleEligibilitySchedules"): Part => ({
  ...{ key, part: "principals", what: QUESTIONS[key].what },
  read: async (_, file) => typed(file, key),
});

/**
 * What decides about sign-ins, other than the policies. Only groups that a policy names, or that hold a role, are read. Who may make a
 * role active takes a licence of its own: without it that is left out.
 */
export const DECIDING_PARTS: readonly Part[] = [
  list("namedLocations"),
  list("authenticationStrengthPolicies"),
  { ...list("users"), read: (tenant, _, onPage) => tenant.users(onPage) },
  list("roleAssignments"),
  { ...list("roleEligibilitySchedules"), ifBroken: "leaveOut" },
  {
    ...{ key: "groups", what: "the groups" },
    read: (tenant, file, onCount) => {
      const holders = ["roleAssignments", "roleEligibilitySchedules"].flatMap((key) => listIn(file, key) ?? []);
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
  principals("roleAssignments"),
  principals("roleEligibilitySchedules"),
];

/** What an audit looks at other than the verdict. */
export const FOR_AN_AUDIT: readonly Part[] = [
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

/**
 * Assignments with the type of each principal. Users, groups that may hold roles, and service principals are all that hold one: where
 * all of the first two were read, any other is of the third.
 * @see Microsoft Graph, "unifiedRoleAssignment" (v1.0)
 */
function typed(file: JsonObject, key: string): readonly JsonObject[] | undefined {
  const [users, groups] = [listIn(file, "users"), listIn(file, "groups")];
  if (users === undefined || groups === undefined) return undefined;
  const types = new Map(groups.map((group) => [graphId(group), "Group"]));
  for (const user of users) types.set(graphId(user), isAbsent(user["identityParentId"]) ? "User" : "AgentUser");
  const typeOf = (id: unknown): string => types.get(String(id).toLowerCase()) ?? "ServicePrincipal";
  return listIn(file, key)?.map((item) => ({ ...item, principalType: typeOf(item["principalId"]) }));
}

/** The groups that were read, each with its owners; `undefined` where the groups aren't known. */
async function withOwners(tenant: EntraTenant, file: JsonObject): Promise<readonly JsonObject[] | undefined> {
  const groups = listIn(file, "groups");
  const owners = await tenant.lists((groups ?? []).map(({ id }) => inGroupQuestion(String(id), "owners")));
  return groups?.map((group, at) => ({ ...group, owners: owners[at] }));
}
