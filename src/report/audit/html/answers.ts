import type { Answer, AnswerKind, Observation } from "../../../audit/answer";
import { BESIDE_IDS, BESIDES } from "../../../audit/besides";
import { STEP_NUMBERS, STEPS } from "../../../audit/steps";
import { html, type Markup } from "../../html/markup";
import type { AuditReport } from "../audit-report";
import { TONE_OF } from "./tone";

/** The steps, with what they were answered by. */
export const stepsSection = ({ audit }: AuditReport): Markup => html`
<section id="steps" aria-labelledby="steps-title">
<h2 id="steps-title">The steps</h2>
<p class="lead">Eleven are the benchmark's own. All eleven can pass while anybody walks in: the four beyond look where most holes are.</p>
${tools("steps")}
${STEP_NUMBERS.map((number) => {
  const { title, must, inBenchmark } = STEPS[number];
  return answer(
    { label: String(number), title, must: `${inBenchmark ? "" : "Beyond the benchmark. "}Must be: ${must}.` },
    audit.steps[number],
  );
})}
</section>`;

/** What is looked at beside the steps. */
export const besidesSection = ({ audit }: AuditReport): Markup => html`
<section id="besides" aria-labelledby="besides-title">
<h2 id="besides-title">Besides</h2>
<p class="lead">What no step asks for, and what opens or guards a door all the same. It doesn't count towards the outcome.</p>
${tools("besides")}
${BESIDE_IDS.map((id) => answer({ label: "", title: BESIDES[id].title, must: "" }, audit.besides[id]))}
</section>`;

const KINDS: readonly AnswerKind[] = ["failed", "unknown", "passed", "not applicable"];

/** Hidden until the script can make them work. */
const tools = (id: string): Markup => html`
<div class="tools" data-tools="${id}" hidden>
<input type="search" aria-label="Search in this list" placeholder="Search">
${KINDS.map((kind) => html`<button type="button" data-answer="${kind}" aria-pressed="false">${kind}</button> `)}
<span role="status"></span>
</div>`;

interface About {
  readonly label: string;
  readonly title: string;
  readonly must: string;
}

function answer({ label, title, must }: About, given: Answer): Markup {
  const isOpen = (given.kind === "failed" || given.kind === "unknown") && given.evidence.length <= MOST_OPEN;
  const inside = html`
<summary><span class="n">${label}</span><span><span class="tag ${TONE_OF[given.kind]}">${given.kind}</span></span><span class="t">${title}<small>${given.because}</small></span></summary>
<div>
${must === "" ? undefined : html`<p>${must}</p>`}
${"todo" in given ? html`<div class="todo"><b>What to do</b><ul>${given.todo.map((text) => html`<li>${text}</li>`)}</ul></div>` : undefined}
${evidence(given.evidence, title)}
</div>`;
  return isOpen
    ? html`<details class="step" data-item="${given.kind}" open>${inside}</details>`
    : html`<details class="step" data-item="${given.kind}">${inside}</details>`;
}

/** More than these make a page that nobody reads; JSON has them all. */
const MOST_SHOWN = 40;
/** What has more evidence than this is for whoever asks for it. */
const MOST_OPEN = 12;

function evidence(observations: readonly Observation[], about: string): Markup {
  if (observations.length === 0) return html`<p>There is no evidence to show.</p>`;
  const more = observations.length - MOST_SHOWN;
  return html`<div class="scroll evidence" role="region" tabindex="0" aria-label="Evidence: ${about}"><table class="fixed">
<thead><tr><th scope="col">Object</th><th scope="col">What</th><th scope="col">Found</th></tr></thead>
<tbody>${observations.slice(0, MOST_SHOWN).map(row)}</tbody></table></div>
${more > 0 ? html`<p>and ${more} more; --format json has them all.</p>` : undefined}`;
}

const row = ({ subject, what, value }: Observation): Markup =>
  html`<tr><td>${
    subject === undefined
      ? "the tenant"
      : html`${subject.name}${subject.id === subject.name || subject.id === "" ? undefined : html`<br><code>${subject.id}</code>`}`
  }</td><td>${what}</td><td>${value}</td></tr>`;
