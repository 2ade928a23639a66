import { listingSome, named } from "../../../text/sentence";
import { favourable } from "../../../verifier/favourable";
import type { Bypass } from "../../../verifier/verdict";
import { beyondTheToldInWords } from "../../beyond-the-told";
import { html, type Markup } from "../../html/markup";
import type { ExplainedTenant } from "../../human/explained-tenant";
import { widestOnly } from "../../human/widest";
import { describePrincipal, describeRole } from "../../principal";
import { describeExample, describeSignIn, tellerOf } from "../../sign-in";
import { describeUncovered } from "../../uncovered";
import { explain } from "../../why/explain";
import type { AuditReport } from "../audit-report";

/** Each way in: who, how, by which example, and why each policy lets it through. */
export function waysSection({ judgement }: AuditReport, explained: ExplainedTenant): Markup {
  const ways = widestOnly(judgement.verdict.bypasses);
  const others = beyondTheToldInWords(judgement.verdict);
  return html`
<section id="ways" aria-labelledby="ways-title">
<h2 id="ways-title">Ways in without MFA</h2>
${
  ways.length === 0
    ? html`<p class="card">${
        judgement.verdict.kind === "proved"
          ? "There is none. Every sign-in that the model knows was looked at, not a sample."
          : "None can be shown for certain, and that there is none isn't proved."
      }</p>`
    : html`<p class="lead">Each stands for all that are alike: the same policies let them through for the same reasons.</p>${ways.map((way, index) => wayIn(way, index + 1, explained))}${others === undefined ? undefined : html`<p class="card warn">${others}</p>`}`
}
</section>`;
}

/** Of what a way in hangs on. */
const MOST_NAMED = 6;

function wayIn(way: Bypass, number: number, explained: ExplainedTenant): Markup {
  const { directory, context } = explained;
  const teller = tellerOf(context.tenant);
  const isFirm = way.certain && way.hangsOn.length === 0;
  const example = describeExample(way.signIn, way.alsoTrueFor, teller);
  return html`
<article class="card way ${isFirm ? "" : "warn"}" id="way-${number}">
<h3>Way in ${number} <span class="tag ${isFirm ? "bad" : "warn"}">${isFirm ? "certain" : way.certain ? "unless what isn't known closes it" : "if what isn't understood allows it"}</span></h3>
<p class="how"><b>${capital(`${explained.isWhole ? "" : "at least "}${describeUncovered(way, directory)}`)}</b> can sign in with ${describeSignIn(way.signIn, way.alsoTrueFor, teller)}.</p>
<p>For example ${describePrincipal(way.signIn.principal, directory.names)}: ${example}.</p>
${
  way.hangsOn.length === 0
    ? undefined
    : html`<p>It hangs on ${listingSome(
        way.hangsOn.map(({ kind, id }) => nameOf(kind, id, explained)),
        MOST_NAMED,
      )}.</p>`
}
${reasons(way, number, explained)}
</article>`;
}

function nameOf(kind: Bypass["hangsOn"][number]["kind"], id: string, { context: { tenant } }: ExplainedTenant): string {
  switch (kind) {
    case "group":
      return `the group ${named([...(tenant.groups?.values() ?? [])].find((group) => group.id === id)?.displayName ?? id)}`;
    case "location":
      return `the location ${named([...(tenant.locations?.values() ?? [])].find((one) => one.id === id)?.displayName ?? id)}`;
    case "role":
      return describeRole(id);
    case "strength":
      return `the authentication strength ${id}`;
    case "content":
      return id;
  }
}

/** Policies about something else altogether are only counted. */
function reasons(way: Bypass, number: number, { context, directory }: ExplainedTenant): Markup {
  const isFirm = way.certain && way.hangsOn.length === 0;
  const best = isFirm ? favourable(context) : context;
  const told = way.because.flatMap(({ reason, displayName }, index) => {
    const policy = context.tenant.policies[index];
    if (policy === undefined || reason === "applications") return [];
    const judged = best.tenant.policies[index] ?? policy;
    const { why, fix } = explain(reason, {
      policy: judged,
      signIn: way.signIn,
      context,
      names: directory.names,
      isFirm,
    });
    return [{ displayName, why, fix }];
  });
  const others = way.because.length - told.length;
  const beside =
    others === 0
      ? undefined
      : html`<p>${others} of the tenant's policies ${others === 1 ? "is" : "are"} about other resources.</p>`;
  if (way.because.length === 0) return html`<p>There is no policy.</p>`;
  return html`<details><summary>Why no policy stops it (${way.because.length})</summary>
${
  told.length === 0
    ? undefined
    : html`<div class="scroll reasons" role="region" tabindex="0" aria-label="Why no policy stops way in ${number}"><table class="fixed"><thead><tr><th scope="col">Policy</th><th scope="col">Why it lets it through</th><th scope="col">What would close it</th></tr></thead>
<tbody>${told.map(({ displayName, why, fix }) => html`<tr><td>${displayName}</td><td>It ${why}</td><td>${fix}</td></tr>`)}</tbody></table></div>`
}
${beside}</details>`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
