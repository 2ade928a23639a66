import { asObject, asText } from "../law/json/json-object";
import type { Exemption } from "../law/model/register";
import { portalLink } from "../program/stack-policy";
import { changedWays } from "../report/change";
import { type Block, type Entry, filled, type Item, listSection, type Report, type Section } from "../report/report";
import { waysInSection } from "../report/ways-in";
import { isSameValue } from "../tenant/graph/policy-shape";
import { printable } from "../text/printable";
import { counted, listing, named } from "../text/sentence";
import { type ExplainedTenant, explainedTenant } from "../words/explained-tenant";
import { roleName } from "../words/principal";
import { describeSignIn, tellerOf } from "../words/sign-in";
import { describeUncovered } from "../words/uncovered";
import {
  type ComparedPolicy,
  type Drifted,
  type DriftReport,
  exitStatus,
  hasDrift,
  type JudgedDifference,
  type Meaning,
  type ObjectChange,
  type PolicyReport,
  problemsIn,
} from "./drift-report";
import type { EffectKind } from "./effect";
import { exclusionFinding } from "./exclusions";
import { isByUp, portalStep, type Repair } from "./policy-fields";
import { type NameOf, objectName, undoSection } from "./undo-in-words";

/** The report for people: the answer first, what to do, then field by field, what it means, and what could not be told. */
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
        ...(meaning === undefined || explained === undefined ? [] : meaningSections(meaning, explained)),
        problemsSection(report),
        { title: "", blocks: isWhole ? [] : [text(NOT_COMPARED)] },
      ]),
    ],
    footer: `Stack ${printable(stack)}, compared with its tenant by npm run drift.`,
  };
}

const NOT_COMPARED =
  "Not compared: other policies, locations, strengths, settings of the tenant, and who is in groups and roles. `--since TENANT.json` compares them with a snapshot.";

const text = (sentence: string): Block => ({ kind: "text", text: sentence });

/** What a thing that drifted does by itself: for the end of its title, and the first way in that it opens. */
type Effects = (drifted: Drifted) => { readonly word: string; readonly opens: readonly Entry[] };

type Words = { readonly nameOf: NameOf; readonly effects: Effects };

/** What drift does, in a word and as the answer. */
const EFFECTS: Readonly<Record<EffectKind, { readonly word: string; readonly answer: string }>> = {
  weakens: { word: "weakens", answer: "The tenant lets somebody in without MFA whom the code stops." },
  mayWeaken: { word: "may weaken", answer: "The tenant may let somebody in without MFA whom the code stops." },
  unknown: { word: "could not be judged", answer: "The tenant isn't as the code says." },
  strengthens: { word: "strengthens", answer: "The tenant isn't as the code says. The difference lets nobody in." },
  neutral: { word: "neutral", answer: "The tenant isn't as the code says. The difference lets nobody in." },
};

function answerOf(report: DriftReport): Pick<Report, "word" | "tone" | "answer"> {
  const status = exitStatus(report);
  const more =
    report.comparedWith === "code"
      ? []
      : ["What the code says isn't known, so the tenant is compared with the last deployment."];
  if (!hasDrift(report) && status === 0)
    return { word: "NO DRIFT", tone: "good", answer: ["The tenant has what the code says."] };
  if (!hasDrift(report))
    return { word: "COULD NOT TELL", tone: "warn", answer: ["Could not tell whether there is drift.", ...more] };
  const { kind, shutOut } = report.meaning?.together ?? { kind: "unknown", shutOut: [] };
  const opens = kind === "weakens" || kind === "mayWeaken";
  const answer =
    shutOut.length > 0 && !opens ? "The tenant stops people whom the register lets in." : EFFECTS[kind].answer;
  const notAll = status === 2 ? ["Could not tell whether that is all: the reasons are at the end."] : [];
  const tone = kind === "weakens" || report.meaning === undefined ? "bad" : "warn";
  return { word: "DRIFT", tone, answer: [answer, ...more, ...notAll] };
}

const effectsIn =
  (meaning: Meaning | undefined, explained: ExplainedTenant | undefined): Effects =>
  (drifted) => {
    const effect = meaning?.alone.get(drifted);
    if (effect === undefined || explained === undefined) return { word: "", opens: [] };
    const word = `: ${EFFECTS[effect.kind].word}${effect.shutOut.length === 0 ? "" : ", and stops people whom the register lets in"}`;
    const [first, ...others] = effect.opened;
    // What all of the drift opens stands below.
    if (first === undefined || effect === meaning?.together) return { word, opens: [] };
    const how = describeSignIn(first.signIn, first.alsoTrueFor, tellerOf(explained.context.tenant));
    const more = others.length === 0 ? "" : `; and ${others.length} more`;
    return { word, opens: [entry("opens", `${describeUncovered(first, explained.directory)}: ${how}${more}`)] };
  };

const entry = (label: string, ...texts: readonly string[]): Entry => ({ label, texts });

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
      text("Entra enforces no Conditional Access policy with them, and refuses the request of `pulumi up`."),
      text("They ask for MFA by rules of their own. No verdict gives credit for that."),
      {
        kind: "entries",
        entries: [
          entry("repair", "turn them off, and run `pulumi up` at once: between the two nothing asks for MFA"),
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

/** One policy of the stack. */
function policySection(policy: PolicyReport, graph: string, words: Words): Section {
  const title = `Policy ${named(policy.displayName)}${policy.id === undefined ? "" : ` (${printable(policy.id)})`}`;
  switch (policy.kind) {
    case "compared":
      return comparedSection(title, policy, graph, words);
    case "deleted": {
      const { word, opens } = words.effects(policy);
      const entries = [...opens, entry("repair", RECREATION[policy.recreation])];
      return { title: `${title}: deleted in the tenant${word}`, blocks: [{ kind: "entries", entries }] };
    }
    case "undeclared":
      return { title: `${title}: deployed by this stack, and the code doesn't declare it any more`, blocks: [] };
    case "unknown":
      return { title: `${title}: could not be told`, blocks: [] };
  }
}

const RECREATION: Readonly<Record<Extract<PolicyReport, { kind: "deleted" }>["recreation"], string>> = {
  up: "`pulumi up` creates it again, under a new id; or restore it in the Entra admin center (30 days)",
  refused:
    "`pulumi up` creates it again, under a new id, once security defaults are off; or restore it in the Entra admin center (30 days)",
  notShown: "get the preview to work first (see below)",
};

function comparedSection(title: string, policy: ComparedPolicy & PolicyReport, graph: string, words: Words): Section {
  const { differences, noise, weakStrength, request, id } = policy;
  const fields = weakStrength === undefined ? "as the code says" : "its fields are as the code says";
  const count = differences.length;
  const byHand = request !== undefined && !differences.every(isByUp);
  const items = [
    ...differences.map((difference) => differenceItem(difference, words)),
    ...(weakStrength === undefined ? [] : [weakStrengthItem(weakStrength, policy, words)]),
    ...noise.map(({ field, why }) => `not drift, though the preview shows it: ${printable(field)}: ${why}`),
  ];
  return {
    title: `${title}: ${count === 0 ? fields : counted(count, "field differs", "fields differ")}`,
    blocks: [...listSection("", items).blocks, ...(byHand ? requestBlocks(request, id ?? "", graph) : [])],
  };
}

/** Once for all fields that `pulumi up` leaves: sent in parts, requests could undo each other. */
const requestBlocks = (
  { method, path, body }: NonNullable<ComparedPolicy["request"]>,
  id: string,
  graph: string,
): readonly Block[] => [
  text("The policy in the portal:"),
  { kind: "code", lines: [portalLink(id, undefined)] },
  text("The Graph request that sets all of these fields to what the code says:"),
  { kind: "code", lines: [`${method} ${graph}${path}`, ...JSON.stringify(body, undefined, 2).split("\n")] },
];

function differenceItem(difference: JudgedDifference, { nameOf, effects }: Words): Item {
  const { path, tenant, code, repair, changed, onlyInBeta } = difference;
  const { word, opens } = effects(difference);
  const entries = [
    ...opens,
    entry("tenant", valueText(tenant, nameOf)),
    entry("code", valueText(code, nameOf)),
    ...itemsOnlyIn("added", path, tenant, code, nameOf),
    ...itemsOnlyIn("missing", path, code, tenant, nameOf),
    entry("repair", `${REPAIRS[repair]}${CHANGED[changed]}`),
    ...(isByUp(difference) ? [] : [entry("portal", portalStep(path))]),
  ];
  const field = `${printable(path)}${onlyInBeta ? " (only /beta of Graph shows it)" : ""}`;
  return { text: `${field}${word}`, below: [{ kind: "entries", entries }] };
}

/** The items of a list that another list doesn't have, whatever their letter case; by name where there is one. */
function itemsOnlyIn(label: string, path: string, list: unknown, other: unknown, nameOf: NameOf): readonly Entry[] {
  if (!Array.isArray(list) || !Array.isArray(other)) return [];
  const items = list.filter((item: unknown) => !other.some((one: unknown) => isSameValue(path, one, item)));
  if (items.length === 0) return [];
  return [entry(label, listText(items.map((item: unknown) => nameOf(String(item)) ?? String(item))))];
}

const REPAIRS: Readonly<Record<Repair, string>> = {
  repaired: "`pulumi up` puts it right",
  refused: "`pulumi up` puts it right once security defaults are off: until then Entra refuses it",
  notSeen: "`pulumi up` does nothing about it: the azuread plugin doesn't see this field",
  leftToGraph:
    "`pulumi up` sees it, but its request leaves this field out, so that it may stay; read the policy back afterwards",
  notShown: "the preview doesn't show it, so `pulumi up` may leave it as it is",
  untried: "not tried with the azuread plugin; the request below doesn't depend on it",
};

const CHANGED: Readonly<Record<JudgedDifference["changed"], string>> = {
  tenant: "",
  code: ". It was deployed like this: the code has changed since",
  unknown: ". A refresh has put the tenant's value into the state, so the tenant or the code may have changed",
};

function weakStrengthItem(strength: string, policy: PolicyReport, { effects }: Words): Item {
  const { word, opens } = effects(policy);
  const entries = [
    ...opens,
    entry("repair", "`pulumi up` of this policy does nothing about it, unless the stack declares the strength too"),
    entry(
      "portal",
      "Entra admin center > Authentication methods > Authentication strengths: allow combinations that are MFA only",
    ),
  ];
  return { text: `${printable(strength)}${word}`, below: [{ kind: "entries", entries }] };
}

const MOST_ITEMS = 12;
const NOTHING = "(nothing)";

/** A value: lists with commas, ranges as such, other objects as JSON, and nothing as such. */
function valueText(value: unknown, nameOf: NameOf): string {
  if (value === undefined || value === null || value === "") return NOTHING;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => asText(asObject(item)?.["cidrAddress"]) ?? item);
    if (items.every((item) => typeof item !== "object"))
      return listText(items.map((id) => withName(String(id), nameOf)));
  }
  return printable(typeof value === "string" ? value : JSON.stringify(value));
}

function withName(id: string, nameOf: NameOf): string {
  const name = nameOf(id);
  return name === undefined ? id : `${name} (${id})`;
}

function listText(items: readonly string[]): string {
  if (items.length === 0) return NOTHING;
  const more = items.length > MOST_ITEMS ? `, and ${items.length - MOST_ITEMS} more` : "";
  return `${items.slice(0, MOST_ITEMS).map(printable).join(", ")}${more}`;
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
    ...(people.length === 0 ? [] : [`It stops ${listing(people, "and")}, whom the register lets in without MFA.`]),
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
  if (together.kind === "mayWeaken")
    return ["Some of what decides it isn't known or understood, so that nobody can rule it out."];
  const closes = together.kind === "strengthens" ? ["It closes a way in that the code leaves open."] : [];
  const isOpenAsCoded = verdict.kind === "bypass" && asCoded === "bypass";
  return [...closes, isOpenAsCoded ? OPEN_AS_CODED : VERDICTS[verdict.kind]];
}

const OPEN_AS_CODED = "It opens nothing that isn't open with what the code says too. `azmfa prove` shows what is.";

const VERDICTS: Readonly<Record<Meaning["asCoded"], string>> = {
  proved: "Nobody gets in: no sign-in reaches Azure management without MFA, except the declared people.",
  bypass: "There is a way in without MFA. `azmfa prove` shows it.",
  unknown: "Could not prove whether it opens anything: some content isn't understood.",
};

/** What could not be told. Messages of others run over several lines. */
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
