import type { Exemption } from "../../law/model/register";
import { changedWays } from "../../report/change";
import { renderAdvice, renderFinding } from "../../report/finding";
import { sectionLines } from "../../report/human";
import type { Look } from "../../report/terminal";
import { waysInSection } from "../../report/ways-in";
import { printable } from "../../text/printable";
import { listing } from "../../text/sentence";
import type { Verdict } from "../../verifier/verdict";
import { type ExplainedTenant, explainedTenant } from "../../words/explained-tenant";
import { roleName } from "../../words/principal";
import { type DriftReport, exitStatus, problemsIn } from "../drift-report";
import { type ExclusionDrift, exclusionFinding } from "../exclusions";
import type { Meaning } from "../meaning";
import type { Step } from "../preview";
import { effectWords, painted, wayIn } from "./effects";
import { headline } from "./headline";
import { type NameOf, type PolicyContext, renderPolicy } from "./human-policy";
import { renderSince } from "./human-since";
import { type Pen, penFor, wrap, wrapAroundCommands } from "./pen";
import { renderSecurityDefaults } from "./security-defaults";
import { renderUndo } from "./undo";

/** The report for a person: the answer first, then field by field, what it means, and what could not be told. */
export function renderHuman(report: DriftReport, exemptions: readonly Exemption[], options: Look): string {
  const { policies, otherChanges, exclusions, since, meaning } = report;
  const pen = penFor(options);
  const explained = meaning && explainedTenant(meaning.tenant, exemptions);
  const context = contextOf(report, explained, pen);
  const lines = [
    ...headline(report, pen),
    ...renderUndo(report, context.nameOf, pen),
    ...renderSecurityDefaults(report, pen),
    ...policies.flatMap((policy) => ["", ...renderPolicy(policy, context)]),
    ...otherChanges.flatMap((step) => renderOtherChange(step, pen)),
    ...exclusions.flatMap((drift) => renderExclusion(drift, context)),
    ...renderNamesakes(report, pen),
    ...(since === undefined ? [] : renderSince(since, context)),
    ...(meaning === undefined || explained === undefined ? [] : renderMeaning(meaning, explained, pen)),
    ...renderProblems(report, pen),
    ...(since === undefined && exitStatus(report) !== 2
      ? ["", ...wrap(NOT_COMPARED, pen.width).map(pen.paint.dim)]
      : []),
  ];
  return `${lines.join("\n")}\n`;
}

const NOT_COMPARED =
  "not compared: other policies, locations, strengths, settings of the tenant, and who is in groups and roles; --since TENANT.json compares them with a snapshot";

function contextOf(report: DriftReport, explained: ExplainedTenant | undefined, pen: Pen): PolicyContext {
  const { meaning, graph } = report;
  return {
    nameOf: namesIn(meaning),
    graph,
    pen,
    effectOf: (drifted) => meaning?.alone.get(drifted),
    wayIn: (effect) => (explained === undefined || effect === meaning?.together ? [] : wayIn(effect, explained)),
  };
}

/** People, groups, roles and locations by name, as far as the tenant has told them. */
function namesIn(meaning: Meaning | undefined): NameOf {
  const { users = [], groups = new Map(), locations = new Map() } = meaning?.tenant ?? {};
  const people = new Map<string, string | undefined>(users.map(({ id, displayName }) => [id, displayName]));
  const others: ReadonlyMap<string, { readonly displayName?: string }> = new Map([...groups, ...locations]);
  return (id) => {
    const key = id.toLowerCase();
    return people.get(key) ?? others.get(key)?.displayName ?? roleName(key);
  };
}

const renderOtherChange = ({ name, type, operation, fields }: Step, { width }: Pen): readonly string[] => [
  "",
  ...wrap(
    `${printable(type)} "${printable(name)}": \`pulumi up\` would ${printable(operation)} it${fields.length === 0 ? "" : `: ${fields.map(printable).join(", ")}`}`,
    width,
  ),
];

function renderExclusion(drift: ExclusionDrift, context: PolicyContext): readonly string[] {
  const effect = context.effectOf(drift);
  const lines = renderFinding(exclusionFinding(drift))
    .split("\n")
    .flatMap((line) => fitted(line, context.pen));
  const words = effect && painted(effectWords(effect), effect.kind, context.pen.paint);
  return ["", ...lines, ...(words === undefined ? [] : [`  effect: ${words}`])];
}

/** A line of a message, broken where it is prose; an excerpt with its caret stays. */
const fitted = (line: string, { width }: Pen): readonly string[] =>
  line.length <= width || /^ *\d* \|/.test(line)
    ? [line]
    : wrapAroundCommands(line.trimStart(), width, /^ */.exec(line)?.[0] ?? "");

function renderNamesakes({ namesakes }: DriftReport, pen: Pen): readonly string[] {
  return namesakes.flatMap(({ id, displayName, state, help }) => {
    const what = `another policy called "${printable(displayName)}" (${printable(id)}, ${printable(state)})`;
    return help === undefined
      ? ["", ...wrap(`note: there is ${what}, which the stack's settings accept`, pen.width)]
      : [
          "",
          ...wrap(`${what}: this stack doesn't manage it`, pen.width),
          ...wrapAroundCommands(printable(help), pen.width, "    repair   "),
        ];
  });
}

function renderProblems(report: DriftReport, pen: Pen): readonly string[] {
  return problemsIn(report).flatMap((problem) => [
    "",
    ...`could not tell: ${renderAdvice(problem)}`.split("\n").flatMap((line) => fitted(line, pen)),
  ]);
}

/** What the drift means for sign-ins, in a sentence, and each bypass that it opens. */
function renderMeaning(meaning: Meaning, explained: ExplainedTenant, pen: Pen): readonly string[] {
  const { together, notKnown } = meaning;
  const { names } = explained.directory;
  const people = together.shutOut.map((id) => names.userOf(id)?.displayName ?? id);
  const said = [
    ...sentences(meaning),
    ...(people.length === 0 ? [] : [`it stops ${listing(people, "and")}, whom the register lets in without MFA`]),
    ...notKnown.map(({ message, help }) => `judged cautiously, for ${printable(message)}; help: ${printable(help)}`),
  ].flatMap((text) => wrap(text, pen.width, "  "));
  return [
    ...(said.length === 0 ? [] : ["", pen.paint.bold("What it means"), ...said]),
    ...sectionLines(
      waysInSection(together.opened, explained, {
        ...changedWays("Newly open", "bad", names),
        says: "nothing more",
        whatIf: false,
      }),
      pen,
    ),
  ];
}

/** Nothing where the headline has said it. */
function sentences({ verdict, asCoded, together }: Meaning): readonly string[] {
  if (together.kind === "weakens") return [];
  if (together.kind === "mayWeaken")
    return ["some of what it hangs on isn't known or understood, so that nobody can rule it out"];
  const closes = together.kind === "strengthens" ? "it closes a way in that the code leaves open; " : "";
  return [`${closes}${standing(verdict.kind, asCoded)}`];
}

function standing(verdict: Verdict["kind"], asCoded: Verdict["kind"]): string {
  switch (verdict) {
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
