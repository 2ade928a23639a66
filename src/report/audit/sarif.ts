import { asOfDay } from "../judgement";
import { type About, sarifLog } from "../sarif/log";
import type { AuditReport } from "./audit-report";
import { AUDIT_RULES, findingsOf } from "./findings";
import { plannedInWords } from "./words";

/** The audit as SARIF 2.1.0, for code scanning: what doesn't pass, at the line of the policy or of the register's entry. */
export const auditInSarif = (report: AuditReport, about: Pick<About, "tool" | "placeOf" | "fallback">): string =>
  sarifLog(findingsOf(report), {
    ...about,
    category: "azmfa-audit",
    description: descriptionOf(report),
    rules: AUDIT_RULES,
  });

function descriptionOf({ audit, otherDay }: AuditReport): string | undefined {
  const said = [plannedInWords(audit), otherDay && asOfDay(otherDay)].filter((text) => text !== undefined);
  return said.length === 0 ? undefined : said.join(" ");
}
