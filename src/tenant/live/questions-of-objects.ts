import { AZURE_MANAGEMENT } from "../../law/model/ids";
import { GROUP_FIELDS, HAS_ID, LARGEST_PAGE, QUESTIONS } from "./questions";
import type { Question } from "./tenant-problem";

/** One policy, in the version that is asked for. */
export const policyQuestion = (id: string): Question => ({
  path: `${QUESTIONS.policies.path}/${inPath(id)}`,
  what: `the policy ${id}`,
  role: QUESTIONS.policies.role,
});

/** One user, with what shows whether the account is there and enabled. */
export const userQuestion = (id: string): Question => ({
  path: `/users/${inPath(id)}`,
  query: { $select: "id,displayName,userPrincipalName,accountEnabled" },
  what: `the user ${id}`,
  role: QUESTIONS.users.role,
});

/** One group, with what shows who else could change it. */
export const groupQuestion = (id: string): Question => ({
  path: `/groups/${inPath(id)}`,
  query: { $select: GROUP_FIELDS },
  fields: HAS_ID,
  what: `the group ${id}`,
  role: QUESTIONS.roleGroups.role,
});

/** Who is in a group or owns it, each with `@odata.type`. */
export const groupListQuestion = (id: string, list: "members" | "transitiveMembers" | "owners"): Question => ({
  path: `/groups/${inPath(id)}/${list}`,
  query: { $select: list === "transitiveMembers" ? "id,displayName,userPrincipalName" : "id", $top: LARGEST_PAGE },
  fields: HAS_ID,
  what: `the ${list === "owners" ? "owners" : "members"} of the group ${id}`,
  role: QUESTIONS.roleGroups.role,
});

/** Who is in an administrative unit. */
export const unitMembersQuestion = (id: string): Question => ({
  path: `${QUESTIONS.administrativeUnits.path}/${inPath(id)}/members`,
  query: { $select: "id", $top: LARGEST_PAGE },
  fields: HAS_ID,
  what: `the members of the administrative unit ${id}`,
  role: QUESTIONS.administrativeUnits.role,
});

/** Which service principals hold application roles of the resource with that object id. */
export const appRolesGivenQuestion = (id: string): Question => ({
  path: `/servicePrincipals/${inPath(id)}/appRoleAssignedTo`,
  query: { $top: LARGEST_PAGE },
  fields: { principalId: "text", appRoleId: "text" },
  what: "the applications that hold roles of Microsoft Graph",
  role: QUESTIONS.graphItself.role,
});

/** One service principal, by its object id. */
export const servicePrincipalQuestion = (id: string): Question => ({
  path: `/servicePrincipals/${inPath(id)}`,
  query: { $select: "id,appId,displayName,accountEnabled" },
  fields: HAS_ID,
  what: `the application ${id}`,
  role: QUESTIONS.graphItself.role,
});

/** An id from a file or an answer, escaped for a path. */
const inPath = (id: string): string => encodeURIComponent(id);

const KINDS = ["interactiveUser", "nonInteractiveUser"];

/**
 * The sign-ins to Azure management since then, interactive and not. Only beta says whether MFA was asked for and which kinds there
 * are, and it shows what became of policies only to those who may read policies.
 * @see Microsoft Graph beta, "List signIns" (2025-07)
 */
export const signInsQuestion = (since: Date): Question => ({
  path: "/auditLogs/signIns",
  version: "beta",
  query: {
    $filter: [
      `createdDateTime ge ${since.toISOString()}`,
      `resourceId eq '${AZURE_MANAGEMENT}'`,
      `(${KINDS.map((kind) => `signInEventTypes/any(t: t eq '${kind}')`).join(" or ")})`,
    ].join(" and "),
    $top: LARGEST_PAGE,
  },
  what: "the sign-in log",
  role: "AuditLog.Read.All",
});

/**
 * What Microsoft's own evaluation says of one sign-in.
 * @see Microsoft Graph v1.0, "conditionalAccessRoot: evaluate" (2025-07)
 */
export const EVALUATION: Question = {
  path: "/identity/conditionalAccess/evaluate",
  what: "Microsoft's evaluation",
  role: "Policy.Read.ConditionalAccess",
};
