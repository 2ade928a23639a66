import { renderBypasses, renderWhoAndHow } from "../../report/human/bypass";
import { explainedTenant } from "../../report/human/explained-tenant";
import { renderAdvice, renderFinding } from "../../report/human/finding";
import { conditionOfChange, renderIf } from "../../report/human/supposed";
import { penFor, type ReportOptions } from "../../report/human/terminal";
import { printable } from "../../text/printable";
import type { Exemption } from "../../verifier/exemptions";
import { type DriftReport, exitStatus, hasDrift, problemsIn } from "../drift-report";
import { exclusionFinding } from "../exclusions";
import type { Meaning } from "../meaning";
import type { Step } from "../preview";
import { type NameOf, renderPolicy } from "./human-policy";

/** The report for a person: the answer first, then field by field, what it means, and what could not be told. */
export function renderHuman(report: DriftReport, exemptions: readonly Exemption[], options: ReportOptions): string {
  const { policies, otherChanges, exclusions, meaning } = report;
  const names = { nameOf: namesIn(report), graph: report.graph };
  const lines = [
    headline(report),
    ...(report.comparedWith === "deployment" ? [`  ${DEPLOYMENT}`] : []),
    ...policies.flatMap((policy) => ["", ...renderPolicy(policy, names)]),
    ...otherChanges.flatMap(renderOtherChange),
    ...exclusions.flatMap((drift) => ["", renderFinding(exclusionFinding(drift))]),
    ...renderNamesakes(report),
    ...(meaning === undefined ? [] : renderMeaning(meaning, exemptions, options)),
    ...renderProblems(report),
  ];
  return `${lines.join("\n")}\n`;
}

const DEPLOYMENT = "what the code says isn't known, so the tenant is compared with what was deployed last";

function headline(report: DriftReport): string {
  const stack = `stack ${printable(report.stack)}`;
  switch (exitStatus(report)) {
    case 0:
      return `no drift: the tenant has what the code says (${stack})`;
    case 1:
      return `DRIFT: the tenant isn't as the code says (${stack})`;
    case 2:
      return `COULD NOT TELL whether there is drift (${stack})${hasDrift(report) ? "; what was found so far:" : ""}`;
  }
}

function namesIn({ meaning }: DriftReport): NameOf {
  const names = new Map((meaning?.tenant.users ?? []).map(({ id, displayName }) => [String(id), displayName]));
  return (id) => names.get(id.toLowerCase());
}

const renderOtherChange = ({ name, type, operation, fields }: Step): readonly string[] => [
  "",
  `${printable(type)} "${printable(name)}": \`pulumi up\` would ${printable(operation)} it${fields.length === 0 ? "" : `: ${fields.map(printable).join(", ")}`}`,
];

function renderNamesakes({ namesakes }: DriftReport): readonly string[] {
  return namesakes.flatMap(({ id, displayName, state, help }) => {
    const what = `another policy called "${printable(displayName)}" (${printable(id)}, ${printable(state)})`;
    return help === undefined
      ? ["", `note: there is ${what}, which the stack's settings accept`]
      : ["", `${what}: this stack doesn't manage it`, `    repair   ${printable(help)}`];
  });
}

function renderProblems(report: DriftReport): readonly string[] {
  return problemsIn(report).flatMap((problem) => ["", `could not tell: ${renderAdvice(problem)}`]);
}

/** What the drift means for sign-ins, in a sentence, and each bypass that it opens. */
export function renderMeaning(
  meaning: Meaning,
  exemptions: readonly Exemption[],
  options: ReportOptions,
): readonly string[] {
  const { opened, tenant, notKnown } = meaning;
  const pen = penFor(options);
  const explained = explainedTenant(tenant, exemptions);
  return [
    "",
    "What it means",
    `  ${sentence(meaning)}`,
    ...notKnown.map(({ message, help }) => `  judged cautiously, for ${printable(message)}; help: ${printable(help)}`),
    ...renderBypasses(
      "Newly open",
      opened,
      (bypass) => [...renderIf(bypass, explained.directory.names, pen), ...renderWhoAndHow(bypass, explained, pen)],
      pen,
      conditionOfChange,
    ),
  ];
}

function sentence({ verdict, asCoded, opened }: Meaning): string {
  if (opened.some(({ certain }) => certain))
    return "it opens Azure management without MFA: sign-ins that the code stops get through now";
  if (opened.length > 0)
    return "it may open Azure management without MFA: some of it isn't known or understood, so that nobody can rule it out";
  switch (verdict.kind) {
    case "proved":
      return "nobody gets in: no sign-in reaches Azure management without MFA, except the declared people";
    case "bypass":
      return asCoded === "bypass"
        ? "it opens nothing that isn't open with what the code says too; `azmfa prove` shows what is"
        : "there is a way in without MFA; `azmfa prove` shows it";
    case "unknown":
      return "it could not be proved whether it opens anything: some content isn't understood";
  }
}
