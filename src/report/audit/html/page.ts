import { framed } from "../../html/frame";
import { html } from "../../html/markup";
import { explainedTenant } from "../../human/explained-tenant";
import { isIncomplete } from "../../judgement";
import type { AuditReport } from "../audit-report";
import { besidesSection, stepsSection } from "./answers";
import { basisSection } from "./basis";
import { coverageSection } from "./coverage";
import { exclusionsSection } from "./exclusions";
import { headSection } from "./head";
import { waysSection } from "./ways";

/** The audit as one page that needs nothing beside it. */
export function auditInHtml(report: AuditReport): string {
  const { tenant, register } = report.judgement;
  const explained = explainedTenant(tenant, register?.exemptions, !isIncomplete(report.judgement));
  return framed(
    `MFA for Azure management: ${report.audit.outcome}`,
    html`${headSection(report)}
${coverageSection(report, explained)}
${waysSection(report, explained)}
${stepsSection(report)}
${besidesSection(report)}
${exclusionsSection(report)}
${basisSection(report)}
<footer>Made by azmfa audit. It names people and exclusions: keep it among those who may know them.</footer>`,
  );
}
