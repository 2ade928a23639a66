import { asObject, asText, isEmpty, type JsonObject, odataType } from "../../law/json/json-object";
import type { EntraTenant } from "./entra-tenant";
import { hiddenMembersProblem, shownMembers } from "./hidden-members";
import { keptOfUser } from "./kept-of-people";
import { readPolicies } from "./live-policies";
import { QUESTIONS } from "./questions";
import { answerOf, type Gap, gapOf, TenantError, type TenantProblem } from "./tenant-problem";

/** A tenant as it is, in the shape of a tenant file, and what couldn't be read and is therefore not in it. */
export type LiveTenant = {
  readonly file: JsonObject;
  readonly missing: readonly TenantProblem[];
  /** The same, as the file itself may say it. */
  readonly gaps: readonly Gap[];
};

/** What a list that breaks off, for another reason than a missing role, comes to. */
export type WhenBroken = "refuse" | "leaveOut";

/**
 * Reads everything that decides about sign-ins. A list that the role to read is missing for is left out, which means
 * "not known"; a list that broke off is never passed on. Of groups only those are read that a policy or a role
 * assignment names, and the groups inside them. Who may make a role active takes a licence of its own: without it that is left
 * out, too.
 * @throws TenantError when the policies can't be read, and when a list breaks off that isn't to be left out
 */
export async function readLiveTenant(
  tenant: EntraTenant,
  onProgress: OnProgress,
  whenBroken: WhenBroken = "refuse",
  whenEligible: WhenEligible = "whereItDecides",
): Promise<LiveTenant> {
  const missing: TenantProblem[] = [];
  const gaps: Gap[] = [];
  const known = async <T>(
    key: keyof typeof LISTS,
    question: Promise<T>,
    otherwise: WhenBroken = whenBroken,
  ): Promise<T | undefined> => {
    onProgress(LISTS[key]);
    const answer = await answerOf(question);
    if (answer.kind === "read") return answer.value;
    if (answer.problem.code !== "forbidden" && otherwise === "refuse") throw new TenantError(answer.problem);
    missing.push(answer.problem);
    gaps.push(gapOf(key, answer.problem));
    return undefined;
  };
  onProgress("the policies");
  const policies = await readPolicies(tenant);
  const namedLocations = await known("namedLocations", tenant.list(QUESTIONS.namedLocations));
  const authenticationStrengthPolicies = await known(
    "authenticationStrengthPolicies",
    tenant.list(QUESTIONS.authenticationStrengthPolicies),
  );
  const users = await known(
    "users",
    tenant.users({ onPage: (count) => onProgress(LISTS.users, count), kept: keptOfUser }),
  );
  const roleAssignments = await known("roleAssignments", tenant.roleAssignments());
  const roleEligibilitySchedules = asksEligibilities(whenEligible, policies)
    ? await known("roleEligibilitySchedules", readEligibilities(tenant), "leaveOut")
    : undefined;
  const holders = [...(roleAssignments ?? []), ...(roleEligibilitySchedules ?? [])];
  const groups = await known("groups", readRelevantGroups(tenant, policies, holders, onProgress));
  const hidden = hiddenMembersProblem(groups ?? []);
  if (hidden !== undefined) {
    missing.push(hidden);
    gaps.push(gapOf("groups", hidden, "members"));
  }
  const lists = {
    policies,
    namedLocations,
    authenticationStrengthPolicies,
    users,
    groups,
    roleAssignments,
    roleEligibilitySchedules,
  };
  const file = Object.fromEntries(Object.entries(lists).filter(([, list]) => list !== undefined));
  return { file, missing, gaps };
}

/** What each list of a tenant file is called. */
const LISTS = {
  namedLocations: QUESTIONS.namedLocations.what,
  authenticationStrengthPolicies: QUESTIONS.authenticationStrengthPolicies.what,
  users: QUESTIONS.users.what,
  roleAssignments: QUESTIONS.roleAssignments.what,
  roleEligibilitySchedules: QUESTIONS.roleEligibilitySchedules.what,
  groups: "the groups",
} as const;

/**
 * The groups that a policy names, those that hold a role, and every group inside them, each with its direct members, if they
 * are shown. One that the tenant doesn't have is left out.
 * @throws TenantError when one of them can't be read
 */
export async function readRelevantGroups(
  tenant: EntraTenant,
  policies: readonly JsonObject[],
  assignments: readonly JsonObject[],
  onProgress: OnProgress,
): Promise<readonly JsonObject[]> {
  const groups = new Map<string, JsonObject | undefined>();
  let waiting = [...new Set([...policies.flatMap(groupsNamedIn), ...(await roleHolders(tenant, assignments))])];
  while (waiting.length > 0) {
    // What is inside a group is read only once the group is, so groups are asked for level by level.
    const ids = waiting.slice(0, GROUPS_AT_ONCE);
    const read = await tenant.groupsWithMembers(ids);
    const inside = new Set(waiting.slice(GROUPS_AT_ONCE));
    for (const [index, id] of ids.entries()) {
      const found = read[index];
      const members = found && shownMembers(found.group, found.members)?.map(memberOf);
      groups.set(id, found && { ...found.group, ...(members && { members }) });
      for (const member of members ?? []) if (odataType(member) === "group") inside.add(idOf(member));
    }
    onProgress("the groups", groups.size);
    waiting = [...inside].filter((id) => !groups.has(id));
  }
  return [...groups.values()].filter((group) => group !== undefined);
}

/** Two requests of twenty questions each for the groups, and two for their members. */
const GROUPS_AT_ONCE = 40;

function groupsNamedIn(policy: JsonObject): readonly string[] {
  const users = asObject(asObject(policy["conditions"])?.["users"]);
  return [users?.["includeGroups"], users?.["excludeGroups"]].flatMap((list) =>
    Array.isArray(list) ? list.filter((id) => typeof id === "string").map((id) => id.toLowerCase()) : [],
  );
}

/**
 * The groups that hold a directory role, or may make one active. Only role-assignable groups can, so these are listed instead of asking what
 * each principal is. They are listed even where no role is assigned: that shows whether groups may be read at all.
 */
async function roleHolders(tenant: EntraTenant, assignments: readonly JsonObject[]): Promise<readonly string[]> {
  const principals = new Set(assignments.map(({ principalId }) => String(principalId).toLowerCase()));
  return (await tenant.roleGroups()).map(idOf).filter((id) => principals.has(id));
}

const memberOf = (member: JsonObject): JsonObject => ({ "@odata.type": member["@odata.type"], id: member["id"] });

const idOf = ({ id }: JsonObject): string => asText(id)?.toLowerCase() ?? "";

/** Said while something is read: what, and how many so far. */
export type OnProgress = (what: string, count?: number) => void;

/**
 * When it is asked who may make a role active: always, for a file that is kept; or where it decides, which is where a policy
 * excludes a role.
 */
type WhenEligible = "always" | "whereItDecides";

/** Whether it is to be asked of a tenant with these policies. */
export const asksEligibilities = (when: WhenEligible, policies: readonly JsonObject[]): boolean =>
  when === "always" || policies.some(excludesARole);

function excludesARole(policy: JsonObject): boolean {
  const users = asObject(asObject(policy["conditions"])?.["users"]);
  return !isEmpty(users?.["excludeRoles"]);
}

/** Who may make a role active, with what is asked of it anywhere. @throws TenantError also where the licence is missing */
async function readEligibilities(tenant: EntraTenant): Promise<readonly JsonObject[]> {
  const schedules = await tenant.list(QUESTIONS.roleEligibilitySchedules);
  return schedules.map((schedule) =>
    Object.fromEntries(KEPT.filter((key) => key in schedule).map((key) => [key, schedule[key]])),
  );
}

const KEPT = ["id", "principalId", "roleDefinitionId", "directoryScopeId", "appScopeId", "memberType", "status"];
