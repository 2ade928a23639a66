import { counted, fileName, listing } from "../../text/sentence";
import { agentsOf } from "../../verifier/agents";
import { exemptIn } from "../../verifier/exemptions";
import { asOfDay, assumptionsBehind, type Judgement, unknownsOf } from "../judgement";
import { identityTypeNames } from "../principal";
import { explainedTenant, renderBypass, renderBypasses } from "./bypass";
import { registerSections, section, unknownsSection, whatIfHint } from "./sections";
import { type Pen, penFor, type ReportOptions, wrap } from "./terminal";

/** The verdict for a person at a terminal: what it is, who, how, why, what to do, and what it rests on. */
export function renderVerdict(judgement: Judgement, options: ReportOptions): string {
  const { tenant, verdict, register, notes } = judgement;
  const pen = penFor(options);
  const explained = explainedTenant(tenant, register?.exemptions);
  return `${[
    ...renderSummary(judgement, options, pen),
    ...renderBypasses("Way in", verdict.bypasses, (bypass) => renderBypass(bypass, explained, options, pen), pen),
    ...unknownsSection(unknownsOf(verdict.unknowns, notes), tenant.policies, pen),
    ...registerSections(register, pen),
    ...section("It rests on this", assumptionsBehind(judgement), pen),
    ...whatIfHint(verdict.bypasses.length, options, pen),
  ].join("\n")}\n\n`;
}

/** The first lines: the verdict, the file, and what that means in one sentence. */
export function renderSummary(judgement: Judgement, { otherDay }: ReportOptions, pen: Pen): readonly string[] {
  const { file, verdict, elapsedMs } = judgement;
  const word = HEADS[verdict.kind];
  const head = `${pen.paint.bold(pen.paint[word.colour](word.text))}  ${fileName(file)}`;
  return [
    `${head}  ${pen.paint.dim(`(${counted(judgement.tenant.policies.length, "policy", "policies")}, ${Math.round(elapsedMs)} ms)`)}`,
    ...wrap(sentence(judgement), pen.width, "  "),
    ...wrapAll(aboutAgents(judgement), pen),
    ...(otherDay === undefined ? [] : wrap(asOfDay(otherDay), pen.width, "  ")),
  ];
}

const wrapAll = (sentences: readonly string[], { width }: Pen): readonly string[] =>
  sentences.flatMap((text) => wrap(text, width, "  "));

/** Agents' user accounts are outside the claim: how many there are, and whether anything stops them. */
function aboutAgents({ tenant }: Judgement): readonly string[] {
  const { count, blocked } = agentsOf(tenant);
  if (count === 0) return [];
  const are = count === 1 ? "account of an agent is" : "accounts of agents are";
  const stopped = blocked ? "an enforced policy blocks all of them" : "no enforced policy blocks all of them";
  return [`${count.toLocaleString("en-US")} user ${are} outside this verdict; ${stopped}.`];
}

const HEADS = {
  proved: { text: "PROVED", colour: "green" },
  bypass: { text: "BYPASS", colour: "red" },
  unknown: { text: "UNKNOWN", colour: "yellow" },
} as const;

function sentence(judgement: Judgement): string {
  switch (judgement.verdict.kind) {
    case "proved":
      return `No sign-in reaches Azure management without MFA${exceptExempt(judgement)}.`;
    case "bypass":
      return `Azure management can be reached without MFA by ${whoever(judgement)}.`;
    case "unknown":
      return judgement.verdict.bypasses.length === 0
        ? judgement.tenant.incomplete !== undefined
          ? "Only a part of the tenant is there, so nothing is proved; see below."
          : "Whether a sign-in reaches Azure management without MFA could not be settled; see below."
        : `Whether Azure management can be reached without MFA hangs on content that isn't ${judgement.tenant.incomplete === undefined ? "understood" : "there"}. At worst, by ${whoever(judgement)}.`;
  }
}

/** How many, and of which sorts; each bypass says who. */
function whoever({ verdict: { uncovered }, tenant, register }: Judgement): string {
  const { isExempt } = exemptIn(tenant, register?.exemptions ?? []);
  const judged = tenant.users?.filter(({ id }) => !isExempt(id)).length ?? 0;
  const { users, classes, outsiders } = uncovered;
  const people =
    users.length === judged
      ? `everybody ${judged === tenant.users?.length ? "" : "who isn't exempt "}in the directory (${counted(judged, "person", "people")})`
      : `${users.length.toLocaleString("en-US")} of ${counted(judged, "person", "people")} in the directory`;
  return listing(
    [
      ...(users.length > 0 ? [people] : []),
      ...(classes.length > 0 ? [identityTypeNames(classes)] : []),
      ...(outsiders.length > 0 ? [`outsiders (${identityTypeNames(outsiders)})`] : []),
    ],
    "and",
  );
}

function exceptExempt({ register }: Judgement): string {
  const count = register?.inForce.length ?? 0;
  return count === 0 ? "" : `, but for the ${counted(count, "exclusion")} that the register declares`;
}
