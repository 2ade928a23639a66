import { AZURE_MANAGEMENT } from "../../law/model/ids";
import { asked, GROUP_FIELDS, LARGEST_PAGE, QUESTIONS, type Question } from "./questions";

/** One policy, in the version that is asked for. */
export const policyQuestion = (id: string): Question =>
  asked(`${QUESTIONS.policies.path}/${inPath(id)}`, `the policy ${id}`, QUESTIONS.policies.role, { fields: {} });

/** One user, with what shows whether the account is there and enabled. */
export const userQuestion = (id: string): Question =>
  asked(`/users/${inPath(id)}`, `the user ${id}`, QUESTIONS.users.role, {
    query: { $select: "id,displayName,userPrincipalName,accountEnabled" },
    fields: {},
  });

/** One group, with what shows who else could change it. */
export const groupQuestion = (id: string): Question =>
  asked(`/groups/${inPath(id)}`, `the group ${id}`, QUESTIONS.roleGroups.role, { query: { $select: GROUP_FIELDS } });

/** Who is in a group or owns it, each with `@odata.type`. */
export const groupListQuestion = (id: string, list: "members" | "transitiveMembers" | "owners"): Question =>
  asked(
    `/groups/${inPath(id)}/${list}`,
    `the ${list === "owners" ? "owners" : "members"} of the group ${id}`,
    QUESTIONS.roleGroups.role,
    {
      query: { $select: list === "transitiveMembers" ? "id,displayName,userPrincipalName" : "id", $top: LARGEST_PAGE },
    },
  );

/** Who is in an administrative unit. */
export const unitMembersQuestion = (id: string): Question =>
  asked(
    `${QUESTIONS.administrativeUnits.path}/${inPath(id)}/members`,
    `the members of the administrative unit ${id}`,
    QUESTIONS.administrativeUnits.role,
    { query: { $select: "id", $top: LARGEST_PAGE } },
  );

/** Which service principals hold application roles of the resource with that object id. */
export const appRolesGivenQuestion = (id: string): Question =>
  asked(
    `/servicePrincipals/${inPath(id)}/appRoleAssignedTo`,
    "the applications that hold roles of Microsoft Graph",
    QUESTIONS.graphItself.role,
    { query: { $top: LARGEST_PAGE }, fields: { principalId: "text", appRoleId: "text" } },
  );

/** One service principal, by its object id. */
export const servicePrincipalQuestion = (id: string): Question =>
  asked(`/servicePrincipals/${inPath(id)}`, `the application ${id}`, QUESTIONS.graphItself.role, {
    query: { $select: "id,appId,displayName,accountEnabled" },
  });

/** An id from a file or an answer, escaped for a path. */
const inPath = (id: string): string => encodeURIComponent(id);

const KINDS = ["interactiveUser", "nonInteractiveUser"];

/**
 * The sign-ins to Azure management since then, interactive and not. Only beta says whether MFA was asked for and which kinds there
 * are, and it shows what became of policies only to those who may read policies.
 * @see Microsoft Graph beta, "List signIns" (2025-07)
 */
export const signInsQuestion = (since: Date): Question =>
  asked("/auditLogs/signIns", "the sign-in log", "AuditLog.Read.All", {
    version: "beta",
    query: {
      $filter: [
        `createdDateTime ge ${since.toISOString()}`,
        `resourceId eq '${AZURE_MANAGEMENT}'`,
        `(${KINDS.map((kind) => `signInEventTypes/any(t: t eq '${kind}')`).join(" or ")})`,
      ].join(" and "),
      $top: LARGEST_PAGE,
    },
    fields: {},
  });

/**
 * What Microsoft's own evaluation says of one sign-in.
 * @see Microsoft Graph v1.0, "conditionalAccessRoot: evaluate" (2025-07)
 */
export const EVALUATION = asked(
  "/identity/conditionalAccess/evaluate",
  "Microsoft's evaluation",
  "Policy.Read.ConditionalAccess",
  { fields: {} },
);
