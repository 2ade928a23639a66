import type { Finding, Severity } from "../../law/model/finding";
import { type Check, checksIn, evidenceInWords, type Report } from "../report";
import { type About, sarifLog } from "./log";

/** A report's checks as SARIF 2.1.0, for code scanning: what doesn't pass, at the line of the policy or of the register's entry. */
export const checksInSarif = (report: Report, about: Omit<About, "rules">): string => {
  const checks = checksIn(report);
  return sarifLog(checks.flatMap(findingOf), { ...about, rules: checks.flatMap(({ rule }) => rule ?? []) });
};

/** What doesn't pass is an error, what isn't known a warning; both one less where it decides nothing. */
const SEVERITY: { readonly [answer: string]: readonly [decides: Severity, otherwise: Severity] } = {
  failed: ["error", "warning"],
  unknown: ["warning", "note"],
};

const MOST_RELATED = 10;

function findingOf({ rule, answer, because, todo, evidence, decides, at }: Check): readonly Finding[] {
  const severities = SEVERITY[answer];
  if (rule === undefined || severities === undefined) return [];
  return [
    {
      code: rule.id,
      severity: severities[decides ? 0 : 1],
      message: because,
      primary: at,
      related: evidence.slice(0, MOST_RELATED).map((one) => ({ location: undefined, text: evidenceInWords(one) })),
      help: todo.length === 0 ? "see the checks that don't pass" : todo.join("; "),
    },
  ];
}
