import type { JsonObject } from "../json/json-object";
import { chooseCredential } from "./credential";
import { type Environment, findCloud } from "./environment";
import { GraphReader } from "./graph-reader";
import { RETRY_POLICY, type RetryPolicy } from "./graph-transport";
import { answerOf, inPath, type Question, TenantError } from "./tenant-problem";

/**
 * Gets ready to read the tenant that the environment names. Nobody has signed in yet: the first question does.
 * @throws TenantError when the environment doesn't lead to one
 */
export async function connect(environment: Environment, retryPolicy: RetryPolicy = RETRY_POLICY): Promise<EntraTenant> {
  const cloud = await findCloud(environment);
  const { credential, via, isUser } = chooseCredential(environment, cloud);
  return new EntraTenant(new GraphReader({ graph: cloud.graph, credential, asker: { via, isUser }, retryPolicy }));
}

/** A policy as both versions of Graph show it; a version that doesn't have it says `undefined`. */
export type PolicyInTenant = { readonly v1: JsonObject | undefined; readonly beta: JsonObject | undefined };

/** Called with how many objects of a list have been read so far. */
export type OnPage = (count: number) => void;

const POLICIES = "/identity/conditionalAccess/policies";
const LARGEST_PAGE = "999";
const GROUP_FIELDS = "id,displayName,isAssignableToRole,groupTypes,membershipRule";

/** What this project reads in a tenant. Each question throws a TenantError when it can't be answered. */
export class EntraTenant {
  readonly #reader: GraphReader;

  constructor(reader: GraphReader) {
    this.#reader = reader;
  }

  /** Where this tenant's Graph is, without a slash at the end. */
  get graph(): string {
    return this.#reader.origin;
  }

  /**
   * One Conditional Access policy. v1.0 leaves out conditions that only beta has, sometimes the whole policy, and
   * sometimes refuses to show it, so both versions are asked.
   */
  async policy(id: string): Promise<PolicyInTenant> {
    const question = { path: `${POLICIES}/${inPath(id)}`, what: `the policy ${id}`, role: "Policy.Read.All" };
    const v1 = await answerOf(this.#reader.find(question));
    if (v1.kind === "failed" && v1.problem.code !== "unexpected") throw new TenantError(v1.problem);
    const beta = await this.#reader.find({ ...question, version: "beta", what: `the policy ${id} in /beta` });
    if (v1.kind === "failed" && beta === undefined) throw new TenantError(v1.problem);
    return { v1: v1.kind === "read" ? v1.value : undefined, beta };
  }

  /** All Conditional Access policies, as one version of Graph shows them. */
  policies(version: "v1.0" | "beta" = "v1.0"): Promise<readonly JsonObject[]> {
    const what = `the Conditional Access policies${version === "beta" ? " in /beta" : ""}`;
    return this.#reader.list({ path: POLICIES, version, what, role: "Policy.Read.All" });
  }

  /** All named locations. */
  namedLocations(): Promise<readonly JsonObject[]> {
    const path = "/identity/conditionalAccess/namedLocations";
    return this.#reader.list({ path, what: "the named locations", role: "Policy.Read.All" });
  }

  /** All authentication strengths, Microsoft's own included. */
  authenticationStrengths(): Promise<readonly JsonObject[]> {
    const path = "/policies/authenticationStrengthPolicies";
    return this.#reader.list({ path, what: "the authentication strengths", role: "Policy.Read.All" });
  }

  /** All users, guests included, and agents' accounts with the agent that is behind each. */
  users(onPage?: OnPage): Promise<readonly JsonObject[]> {
    const $select = "id,displayName,userPrincipalName,userType,accountEnabled,identityParentId";
    const query = { $select, $top: LARGEST_PAGE };
    return this.#reader.list({ path: "/users", query, what: "the users", role: "User.Read.All" }, onPage);
  }

  /** One user; `undefined` iff Graph says that there is none. */
  user(id: string): Promise<JsonObject | undefined> {
    const query = { $select: "id,displayName,userPrincipalName,accountEnabled" };
    return this.#reader.find({ path: `/users/${inPath(id)}`, query, what: `the user ${id}`, role: "User.Read.All" });
  }

  /** One group; `undefined` iff Graph says that there is none. */
  group(id: string): Promise<JsonObject | undefined> {
    return this.#reader.find({ ...groupQuestion(id), query: { $select: GROUP_FIELDS } });
  }

  /** Groups that can hold roles: no other group has a directory role. */
  roleGroups(): Promise<readonly JsonObject[]> {
    const query = { $filter: "isAssignableToRole eq true", $select: GROUP_FIELDS, $top: LARGEST_PAGE };
    return this.#reader.list({
      path: "/groups",
      query,
      what: "the role-assignable groups",
      role: "GroupMember.Read.All",
    });
  }

  /** Everything directly in a group, with `@odata.type`. */
  members(groupId: string, onPage?: OnPage): Promise<readonly JsonObject[]> {
    return this.#membersAt("members", groupId, onPage);
  }

  /** Everything in a group, also through other groups. */
  transitiveMembers(groupId: string, onPage?: OnPage): Promise<readonly JsonObject[]> {
    return this.#membersAt("transitiveMembers", groupId, onPage);
  }

  /** All active assignments of directory roles; eligible ones aren't among them. */
  roleAssignments(): Promise<readonly JsonObject[]> {
    const path = "/roleManagement/directory/roleAssignments";
    return this.#reader.list({ path, what: "the role assignments", role: "RoleManagement.Read.Directory" });
  }

  #membersAt(which: string, groupId: string, onPage?: OnPage): Promise<readonly JsonObject[]> {
    const question = groupQuestion(groupId);
    const query = { $select: "id,displayName,userPrincipalName", $top: LARGEST_PAGE };
    const what = `the members of ${question.what}`;
    return this.#reader.list({ ...question, path: `${question.path}/${which}`, query, what }, onPage);
  }
}

const groupQuestion = (id: string): Question => ({
  path: `/groups/${inPath(id)}`,
  what: `the group ${id}`,
  role: "GroupMember.Read.All",
});
