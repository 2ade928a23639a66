import { AZURE_MANAGEMENT } from "../../law/model/ids";
import { type Question, question } from "../graph/collection-row";
import { $top, COLLECTIONS, GROUP_FIELDS } from "../graph/collections";

const { users, groups, directoryAudits, conditionalAccessSettings } = COLLECTIONS;

/** A request for one object of a list. Its id may be from a file or an answer, so it is escaped. */
const below = ({ path, role }: Question, id: string, what: string, more: Partial<Question>): Question =>
  question(`${path}/${encodeURIComponent(id)}`, `${what} ${id}`, role, more);

/** A request for one user: whether the account exists, and whether it is enabled. */
export const userQuestion = (id: string): Question =>
  below(users.question, id, "the user", { query: { $select: "id,accountEnabled" } });

/** A request for one group. */
export const groupQuestion = (id: string): Question =>
  below(groups.question, id, "the group", { query: { $select: GROUP_FIELDS } });

/** A request for the members of a group, direct or transitive, or for its owners, each with `@odata.type`. */
export function inGroupQuestion(id: string, list: "members" | "transitiveMembers" | "owners"): Question {
  const { path, what, role } = groupQuestion(id);
  const query = { $select: "id", $top };
  return question(`${path}/${list}`, `the ${list === "owners" ? "owners" : "members"} of ${what}`, role, { query });
}

const { path: AUDIT_LOG, role: AUDIT_LOG_ROLE } = directoryAudits.question;

/** A request for the changes to one object. The log has 30 days at most. @see Microsoft Graph v1.0, "List directoryAudits" (2025-07) */
export const changesQuestion = (id: string): Question =>
  question(AUDIT_LOG, "the audit log", AUDIT_LOG_ROLE, {
    query: { $filter: `targetResources/any(t:t/id eq '${id.replaceAll("'", "''")}')`, $top },
  });

const KINDS = ["interactiveUser", "nonInteractiveUser"].map((kind) => `signInEventTypes/any(t: t eq '${kind}')`);

/**
 * A request for the sign-ins to Azure management since a time, interactive and non-interactive. Only beta shows the kind of a sign-in and
 * whether MFA was required. It shows the results of policies only to a reader who may read policies.
 * @see Microsoft Graph beta, "List signIns" (2025-07)
 */
export function signInsQuestion(since: Date): Question {
  const about = `createdDateTime ge ${since.toISOString()} and resourceId eq '${AZURE_MANAGEMENT}'`;
  const query = { $filter: `${about} and (${KINDS.join(" or ")})`, $top };
  return question("/auditLogs/signIns", "the sign-in log", AUDIT_LOG_ROLE, { version: "beta", query });
}

/** Microsoft's own evaluation of one sign-in. @see Microsoft Graph v1.0, "conditionalAccessRoot: evaluate" (2025-07) */
export const EVALUATION = question(
  "/identity/conditionalAccess/evaluate",
  "Microsoft's evaluation",
  conditionalAccessSettings.question.role,
);
