import type { Exemption } from "../law/model/register";
import { changedWays } from "../report/change";
import { type Block, filled, type Item, listSection, type Report, type Section } from "../report/report";
import { waysInSection } from "../report/ways-in";
import { printable } from "../text/printable";
import { listing, named } from "../text/sentence";
import { type ExplainedTenant, explainedTenant } from "../words/explained-tenant";
import { roleName } from "../words/principal";
import { describeSignIn, tellerOf } from "../words/sign-in";
import { describeUncovered } from "../words/uncovered";
import { type DriftReport, exitStatus, hasDrift, type Meaning, type ObjectChange, problemsIn } from "./drift-report";
import type { EffectKind } from "./effect";
import { exclusionFinding } from "./exclusions";
import { type Effects, entry, policySection, text, valueText, type Words } from "./policy-in-words";
import { type NameOf, objectName, undoSection } from "./undo-in-words";
import { whoChangedSection } from "./who-changed";

/** The report for people: the answer first, what to do, then field by field, what it means, and what could not be decided. */
export function driftInWords(report: DriftReport, exemptions: readonly Exemption[]): Report {
  const { stack, policies, since, meaning } = report;
  const explained = meaning && explainedTenant(meaning.tenant, exemptions);
  const words: Words = { nameOf: namesIn(meaning), effects: effectsIn(meaning, explained) };
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

const effectsIn =
  (meaning: Meaning | undefined, explained: ExplainedTenant | undefined): Effects =>
  (drifted) => {
    const effect = meaning?.alone.get(drifted);
    if (effect === undefined || explained === undefined) return { word: "", opens: [] };
    const { kind, shutOut, registering } = effect;
    const word = `: ${EFFECTS[kind].word}${registering ? ", and opens the registration of methods" : ""}${shutOut.length === 0 ? "" : ", and stops exempt people"}`;
    const [first, ...others] = effect.opened;
    // What all of the drift opens stands below.
    if (first === undefined || effect === meaning?.together) return { word, opens: [] };
    const how = describeSignIn(first.signIn, first.alsoTrueFor, tellerOf(explained.context.tenant));
    const more = others.length === 0 ? "" : `; and ${others.length} more`;
    return { word, opens: [entry("opens", `${describeUncovered(first, explained.directory)}: ${how}${more}`)] };
  };

/** People, groups, roles and locations by name, as far as the tenant has them. */
function namesIn(meaning: Meaning | undefined): NameOf {
  const { users = [], groups = new Map(), locations = new Map() } = meaning?.tenant ?? {};
  const people = new Map<string, string | undefined>(users.map(({ id, displayName }) => [id, displayName]));
  const others: ReadonlyMap<string, { readonly displayName?: string }> = new Map([...groups, ...locations]);
  return (id) => {
    const key = id.toLowerCase();
    return people.get(key) ?? others.get(key)?.displayName ?? roleName(key);
  };
}

/** What keeps a policy from being enforced, how to be rid of it, and what it is worth meanwhile. */
function securityDefaultsSection({ securityDefaults, graph }: DriftReport): Section | undefined {
  if (securityDefaults !== "on") return undefined;
  return {
    title: "Security defaults are on",
    blocks: [
      text("While security defaults are on, Entra enforces no Conditional Access policy and refuses `pulumi up`."),
      text("Security defaults require MFA by their own rules. Verdicts don't credit them."),
      {
        kind: "entries",
        entries: [
          entry("repair", "turn them off and run `pulumi up` right away: nothing requires MFA in between"),
          entry("portal", "Entra admin center > Entra ID > Overview > Properties > Manage security defaults: Disabled"),
        ],
      },
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
    const { word } = effects(drift);
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
      const entries = [entry("repair", printable(help))];
      return { text: `${what}: this stack doesn't manage it`, below: [{ kind: "entries", entries }] };
    }),
  );

const HOW: Readonly<Record<ObjectChange["kind"], string>> = { added: "new", removed: "gone", changed: "changed" };

/** What isn't as it was when the snapshot was taken, object by object. */
function sinceSection({ since }: DriftReport, { nameOf, effects }: Words): Section | undefined {
  if (since === undefined) return undefined;
  const items = since.changes.map((change): Item => {
    const { word, opens } = effects(change);
    const id = change.id === "" || change.list === "roleAssignments" ? "" : ` (${printable(change.id)})`;
    const fields = change.fields.flatMap(({ path, tenant, code }): readonly Block[] => [
      text(printable(path)),
      { kind: "entries", entries: [entry("before", valueText(code, nameOf)), entry("now", valueText(tenant, nameOf))] },
    ]);
    return {
      text: `${objectName(change)}${id}: ${HOW[change.kind]}${word}`,
      below: [...(opens.length === 0 ? [] : [{ kind: "entries", entries: opens } as const]), ...fields],
    };
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
  const people = together.shutOut.map((id) => names.userOf(id)?.displayName ?? id);
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
      return {
        text: printable(first),
        below: [...more, { kind: "entries", entries: [entry("help", printable(help))] }],
      };
    }),
  );
