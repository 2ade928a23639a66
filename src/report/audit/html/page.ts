import { createHash } from "node:crypto";
import { explainedTenant } from "../../human/explained-tenant";
import { isIncomplete } from "../../judgement";
import type { AuditReport } from "../audit-report";
import { besidesSection, stepsSection } from "./answers";
import { basisSection } from "./basis";
import { coverageSection } from "./coverage";
import { exclusionsSection } from "./exclusions";
import { headSection } from "./head";
import { html, Markup } from "./markup";
import { SCRIPT } from "./script";
import { STYLE } from "./style";
import { waysSection } from "./ways";

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Nothing is fetched, and no style or script runs but the page's own two. */
const POLICY = [
  "default-src 'none'",
  `style-src ${hashOf(STYLE)}`,
  `script-src ${hashOf(SCRIPT)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** The program's own text as it is: of this page's style and script, whose hashes the policy has. */
const own = (before: string, text: string, after: string): Markup => Markup.from([before + text + after], []);

/** The audit as one page that needs nothing beside it. */
export function auditInHtml(report: AuditReport): string {
  const { tenant, register } = report.judgement;
  const explained = explainedTenant(tenant, register?.exemptions, !isIncomplete(report.judgement));
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<title>MFA for Azure management: ${report.audit.outcome}</title>
${own("<style>", STYLE, "</style>")}
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<main class="wrap" id="main">
${headSection(report)}
${coverageSection(report, explained)}
${waysSection(report, explained)}
${stepsSection(report)}
${besidesSection(report)}
${exclusionsSection(report)}
${basisSection(report)}
<footer>Made by azmfa audit. It names people and exclusions: keep it among those who may know them.</footer>
</main>
${own("<script>", SCRIPT, "</script>")}
</body>
</html>
`;
  return page.toString();
}
