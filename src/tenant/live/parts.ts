import { asList, asObject, graphId, isAbsent, isAnnotation, type JsonObject } from "../../law/json/json-object";
import type { EntraTenant } from "./entra-tenant";
import { readRelevantGroups, shownMembers, typeAndId } from "./groups";
import { groupListQuestion, QUESTIONS, unitMembersQuestion } from "./questions";

/** What a list that decides and breaks off, for another reason than a missing role, comes to. */
export type WhenBroken = "refuse" | "leaveOut";

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
type Kept = (object: JsonObject) => JsonObject;

/** A list that is read as one question asks for it. @param keeping makes what is kept of each of its objects */
const list = (key: Key, keeping: () => Kept = () => (object) => object): Part => ({
  key,
  what: QUESTIONS[key].what,
  read: (tenant, _, onPage) => tenant.list(QUESTIONS[key], { onPage, kept: keeping() }),
});

const one = (key: Key): Part => ({
  key,
  what: QUESTIONS[key].what,
  read: async (tenant) => {
    const entries = Object.entries(await tenant.one(QUESTIONS[key]));
    return Object.fromEntries(entries.filter(([name]) => !isAnnotation(name)));
  },
});

/** What is kept of each object while its page arrives: that is all that grows with a tenant's people when it is read. */
const keeping =
  (...keys: readonly string[]): Kept =>
  (object) =>
    Object.fromEntries(keys.filter((key) => key in object).map((key) => [key, object[key]]));

const keptOfReview = keeping("id", "displayName", "status", "scope", "instanceEnumerationScope", "settings");
const keptOfEligibility = keeping(
  ...["id", "principalId", "roleDefinitionId", "directoryScopeId", "appScopeId", "memberType", "status"],
);
const keptOfRegistration = keeping("id", "isMfaRegistered", "isMfaCapable", "methodsRegistered");

/** Not what a change consisted in: there the log repeats whole policies. */
const keptOfAudit: Kept = (record) => ({
  ...keeping("id", "activityDateTime", "activityDisplayName", "initiatedBy")(record),
  targetResources: (asList(record["targetResources"]) ?? []).map((one) => keeping("id")(asObject(one) ?? {})),
});

/** Only an agent's account has a parent; of people nothing needs to be said. */
export function keptOfUser(user: JsonObject): JsonObject {
  const { identityParentId, ...rest } = user;
  return isAbsent(identityParentId) ? rest : user;
}

/** What people have registered. Most have the same few methods: equal lists become one, which halves what a person takes. */
export function keepingRegistrations(): Kept {
  const lists = new Map<string, unknown>();
  const shared = (value: unknown): unknown => {
    if (!Array.isArray(value)) return value;
    const key = JSON.stringify(value);
    if (!lists.has(key)) lists.set(key, value);
    return lists.get(key);
  };
  return (details) =>
    Object.fromEntries(Object.entries(keptOfRegistration(details)).map(([key, value]) => [key, shared(value)]));
}

/**
 * What decides about sign-ins, beside the policies. Of groups only those are read that a policy or a role names. Who may make a
 * role active takes a licence of its own: without it that is left out.
 */
export const DECIDING: readonly Part[] = [
  list("namedLocations"),
  list("authenticationStrengthPolicies"),
  {
    key: "users",
    what: QUESTIONS.users.what,
    read: (tenant, _, onPage) => tenant.users({ onPage, kept: keptOfUser }),
  },
  list("roleAssignments"),
  { ...list("roleEligibilitySchedules", () => keptOfEligibility), ifBroken: "leaveOut" },
  {
    key: "groups",
    what: "the groups",
    read: (tenant, file, onCount) => {
      const holders = ["roleAssignments", "roleEligibilitySchedules"].flatMap((key) => listIn(file, key) ?? []);
      return readRelevantGroups(tenant, listIn(file, "policies") ?? [], holders, onCount);
    },
  },
  ...(["roleAssignments", "roleEligibilitySchedules"] as const).map(
    (key): Part => ({ key, part: "principals", what: QUESTIONS[key].what, read: async (_, file) => typed(file, key) }),
  ),
];

/**
 * Assignments with the type of each principal. Users, groups that may hold roles, and service principals are all that hold one: where
 * all of the first two were read, any other is of the third.
 * @see Microsoft Graph, "unifiedRoleAssignment" (v1.0)
 */
function typed(file: JsonObject, key: string): readonly JsonObject[] | undefined {
  const [users, groups, assignments] = [listIn(file, "users"), listIn(file, "groups"), listIn(file, key)];
  if (users === undefined || groups === undefined) return undefined;
  const types = new Map(groups.map((group) => [graphId(group), "Group"]));
  for (const user of users) types.set(graphId(user), isAbsent(user["identityParentId"]) ? "User" : "AgentUser");
  const typeOf = (id: unknown): string => types.get(String(id).toLowerCase()) ?? "ServicePrincipal";
  return assignments?.map((one) => ({ ...one, principalType: typeOf(one["principalId"]) }));
}

/** What an audit looks at beside the verdict. */
export const FOR_AN_AUDIT = (
  [
    {
      key: "organization",
      what: QUESTIONS.organization.what,
      read: async (tenant) => (await tenant.list(QUESTIONS.organization))[0],
    },
    one("securityDefaults"),
    one("conditionalAccessSettings"),
    list("subscribedSkus"),
    list("roleDefinitions"),
    list("userRegistrationDetails", keepingRegistrations),
    { key: "administrativeUnits", what: QUESTIONS.administrativeUnits.what, read: readUnits },
    list("accessReviews", () => keptOfReview),
    { key: "groups", part: "owners", what: "the owners of the groups", read: withOwners },
    list("directoryAudits", () => keptOfAudit),
  ] satisfies readonly Part[]
).map((part): Part => ({ ...part, ifBroken: "leaveOut" }));

/** A list that was read before: it holds objects alone. `undefined` where it isn't known. */
export const listIn = (file: JsonObject, key: string): readonly JsonObject[] | undefined =>
  file[key] as readonly JsonObject[] | undefined;

/** All units, restricted ones with their members: of no other one matters who is in it. */
async function readUnits(tenant: EntraTenant): Promise<readonly JsonObject[]> {
  const units = await tenant.list(QUESTIONS.administrativeUnits);
  const restricted = units.filter(({ isMemberManagementRestricted: isRestricted }) => isRestricted === true);
  const members = await tenant.lists(restricted.map(({ id }) => unitMembersQuestion(String(id))));
  const inUnit = new Map(restricted.map((unit, at) => [unit, shownMembers(unit, members[at] ?? [])?.map(typeAndId)]));
  return units.map((unit) => (inUnit.has(unit) ? { ...unit, members: inUnit.get(unit) } : unit));
}

/** The groups that were read, each with the ids of its owners; `undefined` where the groups aren't known. */
async function withOwners(tenant: EntraTenant, file: JsonObject): Promise<readonly JsonObject[] | undefined> {
  const groups = listIn(file, "groups");
  if (groups === undefined) return undefined;
  const owners = await tenant.lists(groups.map(({ id }) => groupListQuestion(String(id), "owners")));
  return groups.map((group, at) => ({ ...group, owners: owners[at]?.map(typeAndId) }));
}
