import { withBeta } from "../adapters/graph/policy-versions";
import { asObject, asText, isAbsent, type JsonObject, odataType } from "../json/json-object";
import type { EntraTenant } from "./entra-tenant";
import { type Answer, answerOf, TenantError, type TenantProblem } from "./tenant-problem";

/** A tenant as it is, in the shape of a tenant file, and what couldn't be read and is therefore not in it. */
export type LiveTenant = { readonly file: JsonObject; readonly missing: readonly TenantProblem[] };

/**
 * Reads everything that decides about sign-ins. A list that the role to read is missing for is left out, which means
 * "not known"; a list that broke off is never passed on. Of groups only those are read that a policy or a role
 * assignment names, and the groups inside them.
 * @throws TenantError when the policies can't be read, and for every failure that isn't about a missing role
 */
export async function readLiveTenant(tenant: EntraTenant, onProgress: OnProgress): Promise<LiveTenant> {
  const missing: TenantProblem[] = [];
  const known = async <T>(what: string, question: Promise<T>): Promise<T | undefined> => {
    onProgress(what);
    const answer = await answerOf(question);
    if (answer.kind === "read") return answer.value;
    if (answer.problem.code !== "forbidden") throw new TenantError(answer.problem);
    missing.push(answer.problem);
    return undefined;
  };
  onProgress("the policies");
  const policies = await readPolicies(tenant);
  const namedLocations = await known("the named locations", tenant.namedLocations());
  const authenticationStrengthPolicies = await known("the authentication strengths", tenant.authenticationStrengths());
  const users = await known(
    "the users",
    tenant.users((count) => onProgress("the users", count)),
  );
  const roleAssignments = await known("the role assignments", tenant.roleAssignments());
  const groups = await known("the groups", readRelevantGroups(tenant, policies, roleAssignments, onProgress));
  const lists = {
    policies,
    namedLocations,
    authenticationStrengthPolicies,
    users: users?.map(withoutEmptyParent),
    groups,
    roleAssignments,
  };
  return { file: Object.fromEntries(Object.entries(lists).filter(([, list]) => list !== undefined)), missing };
}

/**
 * The policies as both versions of Graph show them: v1.0 leaves out what only beta has, and may refuse the whole list
 * where a policy has something newer in it.
 * @throws TenantError when beta can't be read, or v1.0 can't for another reason than that
 */
export async function readPolicies(tenant: EntraTenant): Promise<readonly JsonObject[]> {
  const v1 = await answerOf(tenant.policies("v1.0"));
  if (v1.kind === "failed" && v1.problem.code !== "unexpected") throw new TenantError(v1.problem);
  const beta = await tenant.policies("beta");
  return together(v1, beta);
}

function together(v1: Answer<readonly JsonObject[]>, beta: readonly JsonObject[]): readonly JsonObject[] {
  const inV1 = byId(v1.kind === "read" ? v1.value : []);
  const inBeta = byId(beta);
  const ids = [...new Set([...inV1.keys(), ...inBeta.keys()])];
  return ids.map((id) => withBeta(inV1.get(id), inBeta.get(id))?.policy).filter((policy) => policy !== undefined);
}

const byId = (policies: readonly JsonObject[]): ReadonlyMap<string, JsonObject> =>
  new Map(policies.map((policy) => [asText(asObject(policy)?.["id"])?.toLowerCase() ?? "", policy]));

/**
 * The groups that a policy names, those that hold a role, and every group inside them, each with its direct members. One
 * that the tenant doesn't have is left out.
 * @throws TenantError when one of them can't be read
 */
export async function readRelevantGroups(
  tenant: EntraTenant,
  policies: readonly JsonObject[],
  roleAssignments: readonly JsonObject[] | undefined,
  onProgress: OnProgress,
): Promise<readonly JsonObject[]> {
  const waiting = new Set([...policies.flatMap(groupsNamedIn), ...(await roleHolders(tenant, roleAssignments))]);
  const groups: JsonObject[] = [];
  for (const id of waiting) {
    const group = await tenant.group(id);
    if (group === undefined) continue;
    const members = (await tenant.members(id)).map(memberOf);
    groups.push({ ...group, members });
    onProgress("the groups", groups.length);
    // The loop visits what is added to the set on the way, too.
    for (const member of members) if (odataType(member) === "group") waiting.add(idOf(member));
  }
  return groups;
}

function groupsNamedIn(policy: JsonObject): readonly string[] {
  const users = asObject(asObject(policy["conditions"])?.["users"]);
  return [users?.["includeGroups"], users?.["excludeGroups"]].flatMap((list) =>
    Array.isArray(list) ? list.filter((id) => typeof id === "string").map((id) => id.toLowerCase()) : [],
  );
}

/**
 * The groups that hold a directory role. Only role-assignable groups can, so these are listed instead of asking what
 * each principal is. They are listed even where no role is assigned: that shows whether groups may be read at all.
 */
async function roleHolders(
  tenant: EntraTenant,
  roleAssignments: readonly JsonObject[] | undefined,
): Promise<readonly string[]> {
  const principals = new Set((roleAssignments ?? []).map(({ principalId }) => String(principalId).toLowerCase()));
  return (await tenant.roleGroups()).map(idOf).filter((id) => principals.has(id));
}

/** Only an agent's account has a parent; of hundreds of thousands of people nothing needs to be said. */
function withoutEmptyParent(user: JsonObject): JsonObject {
  const { identityParentId, ...rest } = user;
  return isAbsent(identityParentId) ? rest : user;
}

const memberOf = (member: JsonObject): JsonObject => ({ "@odata.type": member["@odata.type"], id: member["id"] });

const idOf = ({ id }: JsonObject): string => asText(id)?.toLowerCase() ?? "";

/** Said while something is read: what, and how many so far. */
export type OnProgress = (what: string, count?: number) => void;
