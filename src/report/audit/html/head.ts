import { BENCHMARK } from "../../../audit/benchmark";
import { partOf } from "../../../audit/known";
import { fileName, shortened } from "../../../text/sentence";
import { html, type Markup } from "../../html/markup";
import { widestOnly } from "../../human/widest";
import { asOfDay } from "../../judgement";
import type { AuditReport } from "../audit-report";
import { sentenceOf } from "../words";
import { TONE_OF_OUTCOME, type Tone } from "./tone";

const HEADLINES = {
  compliant: "Nobody gets in without MFA",
  "not compliant": "Not compliant",
  "not settled": "Not settled",
} as const;

/** The verdict at a glance: what, about which tenant, when, and the numbers. */
export function headSection(report: AuditReport): Markup {
  const { audit, judgement, otherDay } = report;
  const { facts, day } = audit.audited;
  const organization = partOf(facts.organization);
  const headline = judgement.verdict.kind === "bypass" ? "Somebody gets in without MFA" : HEADLINES[audit.outcome];
  return html`
<header class="card verdict ${TONE_OF_OUTCOME[audit.outcome]}">
<h1>MFA for Azure management</h1>
<p class="headline">${headline}</p>
<p class="sentence">${sentenceOf(judgement)}</p>
${otherDay === undefined ? undefined : html`<p>${asOfDay(otherDay)}</p>`}
<dl class="facts">
<div><dt>Tenant</dt><dd>${organization?.displayName ?? organization?.id ?? fileName(judgement.file)}</dd></div>
<div><dt>Read at</dt><dd>${facts.readAt === undefined ? "not known" : shortened(facts.readAt)}</dd></div>
${facts.plannedBy === undefined ? undefined : html`<div><dt>Policies</dt><dd>as ${shortened(facts.plannedBy)} plans them, not as they are in the tenant</dd></div>`}
<div><dt>Reviews judged on</dt><dd>${day}</dd></div>
<div><dt>Benchmark</dt><dd>${BENCHMARK.title} ${BENCHMARK.version}, ${BENCHMARK.recommendation}</dd></div>
</dl>
</header>
${numbers(report)}
<nav class="toc" aria-label="On this page"><a href="#coverage">Coverage</a><a href="#ways">Ways in</a><a href="#steps">Steps</a><a href="#besides">Besides</a><a href="#exclusions">Exclusions</a><a href="#basis">What it rests on</a></nav>`;
}

function numbers({ audit, judgement }: AuditReport): Markup {
  const steps = Object.values(audit.steps);
  const count = (kind: string): number => steps.filter((step) => step.kind === kind).length;
  const ways = widestOnly(judgement.verdict.bypasses).length;
  const { users, classes, outsiders } = judgement.verdict.uncovered;
  const exposed = users.length + classes.length + outsiders.length;
  const late = audit.exclusions.filter(({ standing }) => standing !== "in force").length;
  const [failed, unknown] = [count("failed"), count("unknown")];
  return html`<ul class="numbers">
${number(users.length > 0 || exposed === 0 ? users.length : exposed, users.length > 0 || exposed === 0 ? "people who may get in" : "sorts of people who may get in", exposed === 0 ? "good" : "bad")}
${number(ways, ways === 1 ? "way in" : "ways in", ways === 0 ? "good" : "bad")}
${number(failed, failed === 1 ? "step failed" : "steps failed", failed === 0 ? "good" : "bad")}
${number(unknown, unknown === 1 ? "step unknown" : "steps unknown", unknown === 0 ? "good" : "warn")}
${number(count("passed"), "steps passed", "none")}
${number(audit.exclusions.length, late === 0 ? "exclusions" : `exclusions, ${late} not in order`, late === 0 ? "none" : "bad")}
</ul>`;
}

const number = (value: number, label: string, tone: Tone): Markup =>
  html`<li class="${tone}"><b>${value.toLocaleString("en-US")}</b>${label}</li>`;
