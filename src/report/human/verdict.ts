import { PERSON_CLASSES } from "../../law/model/sign-in";
import { counted, fileName, listing } from "../../text/sentence";
import { agentsOf } from "../../verifier/agents";
import { exemptIn } from "../../verifier/exemptions";
import type { Bypass, Verdict } from "../../verifier/verdict";
import { beyondTheToldInWords } from "../beyond-the-told";
import { asOfDay, assumptionsThatBear, isIncomplete, type Judgement, unknownsOf } from "../judgement";
import { identityTypeNames } from "../principal";
import { renderBypass, renderBypasses } from "./bypass";
import { explainedTenant } from "./explained-tenant";
import { hangingSection, isHanging } from "./hanging";
import { registerSections, section, unknownsSection, whatIfHint } from "./sections";
import { type Pen, penFor, type ReportOptions, wrap } from "./terminal";
import { widestOnly } from "./widest";

/** The verdict for a person at a terminal: what it is, who, how, why, what to do, and what it rests on. */
export function renderVerdict(judgement: Judgement, options: ReportOptions): string {
  const { tenant, verdict, register, notes } = judgement;
  const pen = penFor(options);
  const explained = explainedTenant(tenant, register?.exemptions, !isIncomplete(judgement));
  return `${[
    ...renderSummary(judgement, options, pen),
    ...renderBypasses("Way in", toldAlone(verdict), (bypass) => renderBypass(bypass, explained, options, pen), pen),
    ...beyond(verdict, pen),
    ...hangingSection(judgement, pen),
    ...unknownsSection(unknownsOf(verdict.unknowns, notes), tenant.policies, pen),
    ...registerSections(register, pen),
    ...section("It rests on this", assumptionsThatBear(judgement), pen),
    ...whatIfHint(verdict.bypasses.length, options, pen),
  ].join("\n")}\n\n`;
}

/** What the list of ways in lacks, as a line of its own. */
export function beyond(verdict: Verdict, { width }: Pen): readonly string[] {
  const sentence = beyondTheToldInWords(verdict);
  return sentence === undefined ? [] : ["", ...wrap(sentence, width, "  ")];
}

/** Ways in that hang on what isn't known are told together, but for the first where there is no other. */
function toldAlone({ bypasses }: Verdict): readonly Bypass[] {
  const others = widestOnly(bypasses.filter((bypass) => !isHanging(bypass)));
  return others.some(({ certain }) => certain) ? others : [...bypasses.filter(isHanging).slice(0, 1), ...others];
}

/** The first lines: the verdict, the file, and what that means in one sentence. */
export function renderSummary(judgement: Judgement, { otherDay }: ReportOptions, pen: Pen): readonly string[] {
  const { file, verdict, elapsedMs } = judgement;
  const word = HEADS[verdict.kind];
  const condition = judgement.assumedInWords.length === 0 ? "" : `, if ${listing(judgement.assumedInWords, "and")}`;
  const head = `${pen.paint.bold(pen.paint[word.colour](word.text))}${condition}  ${fileName(file)}`;
  return [
    `${head}  ${pen.paint.dim(`(${counted(judgement.tenant.policies.length, "policy", "policies")}, ${Math.round(elapsedMs)} ms)`)}`,
    ...wrap(verdictInWords(judgement), pen.width, "  "),
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

/** The verdict in one sentence. */
export function verdictInWords(judgement: Judgement): string {
  switch (judgement.verdict.kind) {
    case "proved":
      return `No sign-in reaches Azure management without MFA${exceptExempt(judgement)}.`;
    case "bypass":
      return `${hangs(judgement) ? "For all that the file shows, " : ""}Azure management can be reached without MFA by ${atLeast(judgement)}${whoever(judgement)}.`;
    case "unknown":
      return judgement.verdict.bypasses.length === 0
        ? judgement.tenant.partlyKnown !== undefined
          ? "Only a part of the tenant is there, so nothing is proved: possibly anybody gets in; see below."
          : "Whether a sign-in reaches Azure management without MFA could not be settled: possibly anybody does; see below."
        : `Whether Azure management can be reached without MFA hangs on content that isn't ${judgement.tenant.partlyKnown === undefined ? "understood" : "there"}. At worst, by ${atLeast(judgement)}${whoever(judgement)}.`;
  }
}

const hangs = ({ verdict: { bypasses } }: Judgement): boolean => bypasses.every(({ hangsOn }) => hangsOn.length > 0);

const atLeast = (judgement: Judgement): string => (isIncomplete(judgement) ? "at least " : "");

/** How many, and of which sorts; each bypass says who. */
function whoever(judgement: Judgement): string {
  const { verdict, tenant, register } = judgement;
  const { isExempt } = exemptIn(tenant, register?.exemptions ?? []);
  const judged = tenant.users?.filter(({ id }) => !isExempt(id)).length ?? 0;
  const { users, classes, outsiders } = verdict.uncovered;
  if (users.length + classes.length + outsiders.length === 0) return "possibly anybody";
  const people =
    users.length === judged
      ? `everybody ${judged === tenant.users?.length ? "" : "who isn't exempt "}in the directory (${counted(judged, "person", "people")})`
      : `${users.length.toLocaleString("en-US")} of ${counted(judged, "person", "people")} in the directory`;
  return listing(
    [
      ...(users.length > 0 ? [people] : []),
      ...classesInWords(judgement),
      ...(outsiders.length > 0 ? [`outsiders (${identityTypeNames(outsiders)})`] : []),
    ],
    "and",
  );
}

/** Without a directory: classes of people, or the ones whom the file names where it is nobody else. */
function classesInWords({ verdict: { uncovered, bypasses } }: Judgement): readonly string[] {
  if (uncovered.classes.length === 0) return [];
  const isAnybodyElse = bypasses.some(({ others }) => others.some(({ kind }) => kind === "unnamed"));
  const named = new Set(bypasses.flatMap(({ people }) => people)).size;
  return isAnybodyElse || named === 0
    ? [
        PERSON_CLASSES.every((type) => uncovered.classes.includes(type))
          ? "anybody in the directory"
          : identityTypeNames(uncovered.classes),
      ]
    : [`${counted(named, "person", "people")} whom the file names by id`];
}

function exceptExempt({ register }: Judgement): string {
  const count = register?.inForce.length ?? 0;
  return count === 0 ? "" : `, but for the ${counted(count, "exclusion")} that the register declares`;
}
