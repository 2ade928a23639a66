import type { Exemption } from "../law/model/register";
import { changedWays } from "../report/change";
import { type Block, filled, type Item, listSection, type Report, type Section } from "../report/report";
import { waysInSection } from "../report/ways-in";
import { printable } from "../text/printable";
import { listing, named } from "../text/sentence";
import { type ExplainedTenant, explainedTenant } from "../words/explained-tenant";
import { roleName } from "../words/principal";
import {
  type DriftReport,
  type Effect,
  type EffectKind,
  exitStatus,
  hasDrift,
  type Meaning,
  type ObjectChange,
  problemsIn,
} from "./drift-report";
import { exclusionFinding } from "./exclusions";
import { policySection, rows, text, valueText, type Words } from "./policy-in-words";
import { objectName, undoSection } from "./undo-in-words";
import { whoChangedSection } from "./who-changed";

/** The report for people: the answer first, what to do, then field by field, what it means, and what could not be decided. */
export function driftInWords(report: DriftReport, exemptions: readonly Exemption[]): Report {
  const { stack, policies, since, meaning } = report;
  const explained = meaning && explainedTenant(meaning.tenant, exemptions);
  const words: Words = {
    nameOf: explained?.directory.names.nameOf ?? ((id) => roleName(id.toLowerCase())),
    effects: (drifted) => effectInWords(meaning?.alone.get(drifted)),
  };
  const isWhole = since !== undefined || exitStatus(report) === 2;
  return {
    title: "Drift of MFA for Azure management",
    ...answerOf(report),
    subject: `stack ${printable(stack)}`,
    sections: [
      ...filled([undoSection(report, words.nameOf), securityDefaultsSection(report)]),
      ...policies.map((policy) => policySection(policy, report.graph, words)),
      ...filled([
        otherChangesSection(report),
        exclusionsSection(report, words),
        namesakesSection(report),
        sinceSection(report, words),
        whoChangedSection(report.whoChanged),
        ...(meaning === undefined || explained === undefined ? [] : meaningSections(meaning, explained)),
        problemsSection(report),
        { title: "", blocks: isWhole ? [] : [text(NOT_COMPARED)] },
      ]),
    ],
    footer: `Stack ${printable(stack)}, compared with its tenant by npm run drift.`,
  };
}

const NOT_COMPARED =
  "Not compared: other policies, locations, strengths, tenant settings, and the members of groups and roles. To compare them with a snapshot, use `--since TENANT.json`.";

const EFFECTS: Readonly<Record<EffectKind, { readonly word: string; readonly answer: string }>> = {
  weakens: { word: "weakens", answer: "The tenant allows sign-ins without MFA that the code would stop." },
  mayWeaken: { word: "may weaken", answer: "The tenant may allow sign-ins without MFA that the code would stop." },
  unknown: { word: "could not be judged", answer: "The tenant differs from the code." },
  strengthens: { word: "strengthens", answer: "The tenant differs from the code. The difference lets nobody in." },
  neutral: { word: "neutral", answer: "The tenant differs from the code. The difference lets nobody in." },
};

function answerOf(report: DriftReport): Pick<Report, "word" | "tone" | "answer"> {
  const status = exitStatus(report);
  const more =
    report.comparedWith === "code" ? [] : ["The preview failed, so the tenant is compared with the last deployment."];
  if (!hasDrift(report) && status === 0)
    return { word: "NO DRIFT", tone: "good", answer: ["The tenant matches the code."] };
  if (!hasDrift(report))
    return { word: "COULD NOT TELL", tone: "warn", answer: ["Could not tell whether there is drift.", ...more] };
  const answer = meant(report.meaning);
  const notAll = status === 2 ? ["There may be more drift. The reasons are at the end."] : [];
  const { kind, registering } = report.meaning?.together ?? {};
  const tone = kind === "weakens" || kind === undefined || registering ? "bad" : "warn";
  return { word: "DRIFT", tone, answer: [answer, ...more, ...notAll] };
}

/** The worst of it: who gets in, who can register a method, who is stopped. */
function meant(meaning: Meaning | undefined): string {
  if (meaning === undefined) return EFFECTS.unknown.answer;
  const { kind, shutOut, registering } = meaning.together;
  if (kind === "weakens" || kind === "mayWeaken") return EFFECTS[kind].answer;
  if (registering) return "With a stolen password, somebody can register MFA for its owner. The code would stop that.";
  if (shutOut.length === 0 && kind !== "strengthens") return EFFECTS[kind].answer;
  if (meaning.verdict.blocksEverybody) return "The tenant blocks everybody, break-glass accounts too.";
  return shutOut.length === 0 ? EFFECTS[kind].answer : "The tenant stops people that the register exempts.";
}

function effectInWords(effect: Effect | undefined): string {
  if (effect === undefined) return "";
  const { kind, shutOut, registering } = effect;
  const opens = registering ? ", and opens the registration of methods" : "";
  return `: ${EFFECTS[kind].word}${opens}${shutOut.length === 0 ? "" : ", and stops exempt people"}`;
}

/** What keeps a policy from being enforced, how to be rid of it, and what it is worth meanwhile. */
function securityDefaultsSection({ securityDefaults, graph }: DriftReport): Section | undefined {
  if (securityDefaults !== "on") return undefined;
  return {
    title: "Security defaults are on",
    blocks: [
      text("While security defaults are on, Entra enforces no Conditional Access policy and refuses `pulumi up`."),
      rows(
        [
          "repair",
          "turn them off and run `pulumi up` right away: nothing requires MFA in between. Verdicts don't credit them",
        ],
        ["portal", "Entra admin center > Entra ID > Overview > Properties > Manage security defaults: Disabled"],
      ),
      {
        kind: "code",
        lines: [`PATCH ${graph}/v1.0/policies/identitySecurityDefaultsEnforcementPolicy`, '{ "isEnabled": false }'],
      },
    ],
  };
}

const otherChangesSection = ({ otherChanges }: DriftReport): Section =>
  listSection(
    "Other resources",
    otherChanges.map(({ name, type, operation, fields }) => {
      const which = fields.length === 0 ? "" : `: ${fields.map(printable).join(", ")}`;
      return `${printable(type)} "${printable(name)}": \`pulumi up\` would ${printable(operation)} it${which}`;
    }),
  );

const exclusionsSection = ({ exclusions }: DriftReport, { effects }: Words): Section => ({
  title: "Exclusions",
  blocks: exclusions.flatMap((drift): readonly Block[] => {
    const word = effects(drift);
    const finding = { kind: "finding", finding: exclusionFinding(drift) } as const;
    return word === "" ? [finding] : [finding, text(`effect${word}`)];
  }),
});

const namesakesSection = ({ namesakes }: DriftReport): Section =>
  listSection(
    "Other policies of this name",
    namesakes.map(({ id, displayName, state, help }): Item => {
      const what = `${named(displayName)} (${printable(id)}, ${printable(state)})`;
      if (help === undefined) return `${what}: the stack's settings accept it`;
      return { text: `${what}: this stack doesn't manage it`, below: [rows(["repair", printable(help)])] };
    }),
  );

const HOW: Readonly<Record<ObjectChange["kind"], string>> = { added: "new", removed: "gone", changed: "changed" };

/** What isn't as it was when the snapshot was taken, object by object. */
function sinceSection({ since }: DriftReport, { nameOf, effects }: Words): Section | undefined {
  if (since === undefined) return undefined;
  const items = since.changes.map((change): Item => {
    const id = change.id === "" || change.list === "roleAssignments" ? "" : ` (${printable(change.id)})`;
    const fields = change.fields.flatMap(({ path, tenant, code }): readonly Block[] => [
      text(printable(path)),
      rows(["before", valueText(code, nameOf)], ["now", valueText(tenant, nameOf)]),
    ]);
    return { text: `${objectName(change)}${id}: ${HOW[change.kind]}${effects(change)}`, below: fields };
  });
  const blind = since.notComparable;
  return {
    title: `Since ${printable(since.file)}`,
    blocks: [
      ...(items.length === 0 ? [text("Nothing else has changed.")] : listSection("", items).blocks),
      ...(blind.length === 0 ? [] : [text(`Not in both, so not compared: ${blind.map(printable).join(", ")}.`)]),
    ],
  };
}

/** What the drift means for sign-ins, in a sentence, and each way in that it opens. */
function meaningSections(meaning: Meaning, explained: ExplainedTenant): readonly Section[] {
  const { together, notKnown } = meaning;
  const { names } = explained.directory;
  const people = together.shutOut.map(names.person);
  const sentences = [
    ...inSentence(meaning),
    ...(people.length === 0
      ? []
      : [
          `It stops ${listing(people, "and")}, although the register exempts them${meaning.verdict.blocksEverybody ? ", and everybody else" : ""}.`,
        ]),
    ...(together.registering
      ? ["It opens, or may open, the registration of MFA methods to whoever has a password."]
      : []),
    ...notKnown.map(
      ({ message, help }) => `Judged cautiously: ${printable(message)}. To settle it: ${printable(help)}.`,
    ),
  ];
  const newly = { ...changedWays("Newly open", "bad", names), says: "nothing more", whatIf: false } as const;
  return [{ title: "What it means", blocks: sentences.map(text) }, waysInSection(together.opened, explained, newly)];
}

/** Nothing where the answer has said it. */
function inSentence({ verdict, asCoded, together }: Meaning): readonly string[] {
  if (together.kind === "weakens") return [];
  if (together.kind === "mayWeaken") return ["It depends on something that isn't known or understood."];
  const closes = together.kind === "strengthens" ? ["It closes a way in that the code leaves open."] : [];
  const isOpenAsCoded = verdict.kind === "bypass" && asCoded === "bypass";
  return [...closes, isOpenAsCoded ? OPEN_AS_CODED : VERDICTS[verdict.kind]];
}

const OPEN_AS_CODED = "It opens nothing new: the code leaves a way in open too. `azmfa prove` shows it.";

const VERDICTS: Readonly<Record<Meaning["asCoded"], string>> = {
  proved: "No sign-in reaches Azure management without MFA, except for exempt people.",
  bypass: "There is a way in without MFA. `azmfa prove` shows it.",
  unknown: "Could not prove whether it opens anything: some content isn't understood.",
};

/** What could not be decided. Messages of others run over several lines. */
const problemsSection = (report: DriftReport): Section =>
  listSection(
    "Could not tell",
    problemsIn(report).map(({ message, help }) => {
      const [first = "", ...lines] = message.split(/\r?\n/);
      const more: readonly Block[] = lines.length === 0 ? [] : [{ kind: "code", lines }];
      return { text: printable(first), below: [...more, rows(["help", printable(help)])] };
    }),
  );
