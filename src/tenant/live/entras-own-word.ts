import { AZURE_MANAGEMENT } from "../../law/model/ids";
import type { Question } from "./tenant-problem";

const LARGEST_PAGE = "999";
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
