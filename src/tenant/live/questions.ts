import { asList, asObject, type JsonObject } from "../../law/json/json-object";
import { AZURE_MANAGEMENT } from "../../law/model/ids";

/** What a field of Graph's must be for an answer to be one: `present` is an object, or null. */
export type FieldKind = "text" | "flag" | "list" | "present";

/** One thing to read from Graph. */
export type Question = {
  /** Below the version, e.g. `/users`; ids in it are escaped. */
  readonly path: string;
  readonly version?: "v1.0" | "beta";
  readonly query?: Readonly<Record<string, string>>;
  /** Asks the directory's index, which may lag behind, and alone knows how many of something there are. */
  readonly eventual?: true;
  /** Fields without which an object is no answer: that of a list, each of its objects. */
  readonly fields?: Readonly<Record<string, FieldKind>>;
  /** What a list keeps of each of its objects; all of it by default. */
  readonly kept?: (object: JsonObject) => JsonObject;
  readonly what: string;
  /** The least Microsoft Graph application role that may read it. */
  readonly role: string;
};

/** Without `Prefer` Graph shows values that are newer than the version as `unknownFutureValue`. */
const HEADERS = { Prefer: "include-unknown-enum-members", Accept: "application/json" } as const;

/** The headers that a question takes. */
export const headersOf = ({ eventual }: Question): Readonly<Record<string, string>> =>
  eventual === undefined ? HEADERS : { ...HEADERS, ConsistencyLevel: "eventual" };

/** Where it is asked, below Graph's own address. Names keep their `$`, and a space is no `+`, as in Graph's documentation. */
export function addressOf({ path, version = "v1.0", query = {} }: Question): string {
  const parts = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `/${version}${path}${parts.length === 0 ? "" : `?${parts.join("&")}`}`;
}

const $top = "999";
/** Who is in a group is asked, and who else could change it. */
const GROUP_FIELDS =
  "id,displayName,isAssignableToRole,groupTypes,membershipRule,visibility,securityEnabled,isManagementRestricted";

const only =
  (...keys: readonly string[]) =>
  (object: JsonObject): JsonObject =>
    Object.fromEntries(keys.filter((key) => key in object).map((key) => [key, object[key]]));

/** Not what a change consisted in: there the log repeats whole policies. */
const keptOfAudit = (record: JsonObject): JsonObject => ({
  ...only("id", "activityDateTime", "activityDisplayName", "initiatedBy")(record),
  targetResources: (asList(record["targetResources"]) ?? []).map((one) => only("id")(asObject(one) ?? {})),
});

/** A question about objects that have an id unless `more` says otherwise. @param role the least application role that may read it */
const question = (path: string, what: string, role: string, more: Partial<Question> = {}): Question => ({
  ...{ path, what, role, fields: { id: "text" } },
  ...more,
});

const ACCESS = "/identity/conditionalAccess";
const STRENGTHS = "/policies/authenticationStrengthPolicies";
const DEFAULTS = "/policies/identitySecurityDefaultsEnforcementPolicy";
const ROLES = "/roleManagement/directory";
const REGISTERED = "/reports/authenticationMethods/userRegistrationDetails";
const REVIEWS = "/identityGovernance/accessReviews/definitions";

const POLICIES = "Policy.Read.All";
const ACCESS_ALONE = "Policy.Read.ConditionalAccess";
const HOLDERS = "RoleManagement.Read.Directory";
const ELIGIBLE = "RoleEligibilitySchedule.Read.Directory";
const AUDIT_LOG = "AuditLog.Read.All";

const HOLDING = { principalId: "text", roleDefinitionId: "text" } as const;

/**
 * What this project asks a tenant, each with the least application role that may: messages, and the lists of roles in the
 * documentation, follow from here. Where the policies' role serves too, it is named instead of one more: strengths alone would take
 * Policy.Read.AuthenticationMethod. RoleManagement.Read.Directory serves for who may make a role active, too.
 * @see Microsoft Graph, the table "Permissions" of each method: conditionalAccessRoot "List policies" and "List namedLocations",
 *   authenticationStrengthPolicy "Get", identitySecurityDefaultsEnforcementPolicy "Get", conditionalAccessSettings "Get" (beta), user,
 *   group, organization, subscribedSku and accessReviewScheduleDefinition "List", "List userRegistrationDetails", rbacApplication
 *   "List roleAssignments", "List roleDefinitions" and "List roleEligibilitySchedules",
 *   directoryAudit "List"; v1.0 otherwise (read 2026-11)
 */
export const QUESTIONS = {
  policies: question(`${ACCESS}/policies`, "the Conditional Access policies", POLICIES),
  namedLocations: question(`${ACCESS}/namedLocations`, "the named locations", POLICIES),
  authenticationStrengthPolicies: question(STRENGTHS, "the authentication strengths", POLICIES),
  securityDefaults: question(DEFAULTS, "the security defaults", POLICIES, { fields: { isEnabled: "flag" } }),
  conditionalAccessSettings: question(`${ACCESS}/settings`, "the settings of Conditional Access", ACCESS_ALONE, {
    ...{ version: "beta", fields: { exclusions: "present" } },
  }),
  users: question("/users", "the users", "User.Read.All", {
    query: {
      $select: "id,displayName,userPrincipalName,userType,accountEnabled,identityParentId,onPremisesSyncEnabled",
      $top,
    },
  }),
  userCount: question("/users", "the number of users", "User.Read.All", {
    ...{ query: { $count: "true", $top: "1", $select: "id" }, eventual: true, fields: {} },
  }),
  roleGroups: question("/groups", "the groups that may hold roles", "GroupMember.Read.All", {
    query: { $filter: "isAssignableToRole eq true", $select: GROUP_FIELDS, $top },
  }),
  roleAssignments: question(`${ROLES}/roleAssignments`, "the role assignments", HOLDERS, { fields: HOLDING }),
  roleDefinitions: question(`${ROLES}/roleDefinitions`, "the directory roles", HOLDERS, {
    query: { $select: "id,templateId,displayName,isBuiltIn,isEnabled" },
  }),
  roleEligibilitySchedules: question(`${ROLES}/roleEligibilitySchedules`, "who may make a role active", ELIGIBLE, {
    fields: HOLDING,
    kept: only("id", "principalId", "roleDefinitionId", "directoryScopeId", "appScopeId", "memberType", "status"),
  }),
  organization: question("/organization", "the organization", "Organization.Read.All", {
    query: { $select: "id,displayName" },
  }),
  subscribedSkus: question("/subscribedSkus", "the licences", "LicenseAssignment.Read.All", {
    fields: { skuPartNumber: "text", servicePlans: "list" },
  }),
  userRegistrationDetails: question(REGISTERED, "the authentication methods that people have registered", AUDIT_LOG, {
    query: { $select: "id,isMfaRegistered,methodsRegistered", $top },
    fields: { id: "text", isMfaRegistered: "flag" },
    kept: only("id", "isMfaRegistered", "methodsRegistered"),
  }),
  accessReviews: question(REVIEWS, "the access reviews", "AccessReview.Read.All", {
    kept: only("id", "displayName", "status", "scope", "instanceEnumerationScope", "settings"),
  }),
  directoryAudits: question("/auditLogs/directoryAudits", "the log of changes to policies", AUDIT_LOG, {
    query: { $filter: "loggedByService eq 'Conditional Access'", $top },
    kept: keptOfAudit,
  }),
} satisfies { readonly [name: string]: Question };

/** A question about one object of a list. An id from a file or an answer is escaped. */
const below = (list: Question, id: string, what: string, more: Partial<Question>): Question =>
  question(`${list.path}/${encodeURIComponent(id)}`, `${what} ${id}`, list.role, more);

/** One policy, in the version that is asked for. */
export const policyQuestion = (id: string): Question => below(QUESTIONS.policies, id, "the policy", { fields: {} });

/** One user, with what shows whether the account is there and enabled. */
export const userQuestion = (id: string): Question =>
  below(QUESTIONS.users, id, "the user", {
    query: { $select: "id,displayName,userPrincipalName,accountEnabled" },
    fields: {},
  });

/** One group. */
export const groupQuestion = (id: string): Question =>
  below(QUESTIONS.roleGroups, id, "the group", { query: { $select: GROUP_FIELDS } });

/** Who is in a group, directly or through other groups too, or owns it, each with `@odata.type`. */
export function inGroupQuestion(id: string, list: "members" | "transitiveMembers" | "owners"): Question {
  const { path, what, role } = groupQuestion(id);
  const $select = list === "transitiveMembers" ? "id,displayName,userPrincipalName" : "id";
  const kept = list === "transitiveMembers" ? {} : { kept: only("@odata.type", "id") };
  return question(`${path}/${list}`, `the ${list === "owners" ? "owners" : "members"} of ${what}`, role, {
    query: { $select, $top },
    ...kept,
  });
}

/** What was done to one object, in the last 30 days at most. @see Microsoft Graph v1.0, "List directoryAudits" (2025-07) */
export const changesQuestion = (id: string): Question =>
  question("/auditLogs/directoryAudits", "the audit log", AUDIT_LOG, {
    query: { $filter: `targetResources/any(t:t/id eq '${id.replaceAll("'", "''")}')`, $top },
  });

const KINDS = ["interactiveUser", "nonInteractiveUser"].map((kind) => `signInEventTypes/any(t: t eq '${kind}')`);

/**
 * The sign-ins to Azure management since then, interactive and not. Only beta says whether MFA was asked for and which kinds there
 * are, and it shows what became of policies only to those who may read policies.
 * @see Microsoft Graph beta, "List signIns" (2025-07)
 */
export function signInsQuestion(since: Date): Question {
  const conditions = [
    `createdDateTime ge ${since.toISOString()}`,
    `resourceId eq '${AZURE_MANAGEMENT}'`,
    `(${KINDS.join(" or ")})`,
  ];
  const query = { $filter: conditions.join(" and "), $top };
  return question("/auditLogs/signIns", "the sign-in log", AUDIT_LOG, { version: "beta", query, fields: {} });
}

/**
 * What Microsoft's own evaluation says of one sign-in.
 * @see Microsoft Graph v1.0, "conditionalAccessRoot: evaluate" (2025-07)
 */
export const EVALUATION = question(`${ACCESS}/evaluate`, "Microsoft's evaluation", ACCESS_ALONE, { fields: {} });
