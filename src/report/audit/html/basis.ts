import { BENCHMARK, MAPPINGS } from "../../../audit/benchmark";
import { html, type Markup } from "../../html/markup";
import { assumptionsBehind } from "../../judgement";
import type { AuditReport } from "../audit-report";

/** What the answer rests on, what could not be read, and where else the control counts. */
export function basisSection({ audit, judgement }: AuditReport): Markup {
  const { notRead } = audit.audited.facts;
  return html`
<section id="basis" aria-labelledby="basis-title">
<h2 id="basis-title">What it rests on</h2>
<ul class="plain">${assumptionsBehind(judgement).map((text) => html`<li>${text}</li>`)}</ul>
${
  notRead.length === 0
    ? undefined
    : html`<h3>What could not be read</h3><ul class="plain">${notRead.map(({ key, why, role }) => html`<li><code>${key}</code>: ${why}${role === undefined ? "" : `; the application role ${role} is missing`}</li>`)}</ul>`
}
<details><summary>The benchmark, and other frameworks</summary>
<p>${BENCHMARK.title} ${BENCHMARK.version}, recommendation ${BENCHMARK.recommendation} (level ${BENCHMARK.level}, ${BENCHMARK.assessment}): ${BENCHMARK.name}. ${BENCHMARK.later}</p>
<div class="scroll frameworks" role="region" tabindex="0" aria-label="Other frameworks"><table class="fixed"><thead><tr><th scope="col">Framework</th><th scope="col">Requirement</th><th scope="col">Source</th></tr></thead>
<tbody>${MAPPINGS.map(({ framework, requirements, source }) => html`<tr><th scope="row">${framework}</th><td>${requirements.join(", ")}</td><td>${source}</td></tr>`)}</tbody></table></div>
</details>
</section>`;
}
