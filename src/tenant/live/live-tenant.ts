import { asObject, asText, isEmpty, type JsonObject, odataType } from "../../law/json/json-object";
import type { List } from "../../law/model/tenant";
import { withBeta } from "../graph/policy-versions";
import type { EntraTenant } from "./entra-tenant";
import { oddAnswer } from "./explain-failure";
import { hiddenMembersProblem, shownMembers } from "./hidden-members";
import { keptOfUser } from "./kept-of-people";
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

/** A list that may be left out. */
type AskedList = Exclude<List, "policies">;

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
    key: AskedList,
    question: Promise<T>,
    otherwise: WhenBroken = whenBroken,
  ): Promise<T | undefined> => {
    onProgress(called(key));
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
    tenant.users({ onPage: (count) => onProgress(QUESTIONS.users.what, count), kept: keptOfUser }),
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

/** What a list of a tenant file is called. */
const called = (key: AskedList): string => (key === "groups" ? "the groups" : QUESTIONS[key].what);

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

/** A change that one of Graph's servers hasn't heard of yet is there within moments. */
const MOST_READINGS = 3;

/**
 * The policies as both versions of Graph show them: v1.0 leaves out what only beta has, and may refuse the whole list
 * where a policy has something newer in it. Where the two were read as of different moments, they are read again.
 * @throws TenantError when beta can't be read, or v1.0 can't for another reason than that; and where the two stay apart
 */
export async function readPolicies(tenant: EntraTenant): Promise<readonly JsonObject[]> {
  for (let reading = 1; ; reading++) {
    const v1 = await answerOf(tenant.policies("v1.0"));
    if (v1.kind === "failed" && v1.problem.code !== "unexpected") throw new TenantError(v1.problem);
    const beta = await tenant.policies("beta");
    const [inV1, inBeta] = [byId(v1.kind === "read" ? v1.value : []), byId(beta)];
    const apart = [...inV1].find(([id, policy]) => isOfAnotherMoment(policy, inBeta.get(id)));
    if (apart === undefined) return together(inV1, inBeta);
    if (reading === MOST_READINGS) throw oddAnswer(QUESTIONS.policies, staysApart(apart[0]));
  }
}

const staysApart = (id: string): string =>
  `its versions v1.0 and beta show the policy ${id} as of different moments, so that one of them is out of date`;

/** Iff both say when the policy was changed, and not the same second; the versions may write fractions differently. */
function isOfAnotherMoment(v1: JsonObject, beta: JsonObject | undefined): boolean {
  const [a, b] = [Date.parse(String(v1["modifiedDateTime"])), Date.parse(String(beta?.["modifiedDateTime"]))];
  return Math.abs(a - b) >= 1000;
}

function together(
  inV1: ReadonlyMap<string, JsonObject>,
  inBeta: ReadonlyMap<string, JsonObject>,
): readonly JsonObject[] {
  const ids = [...new Set([...inV1.keys(), ...inBeta.keys()])];
  return ids.map((id) => withBeta(inV1.get(id), inBeta.get(id))?.policy).filter((policy) => policy !== undefined);
}

const byId = (policies: readonly JsonObject[]): ReadonlyMap<string, JsonObject> =>
  new Map(policies.map((policy) => [asText(asObject(policy)?.["id"])?.toLowerCase() ?? "", policy]));
