import { filled, type Item, listSection, type Report, type Section } from "../report/report";
import { waysInSection } from "../report/ways-in";
import { groupedBy } from "../text/grouped-by";
import { present } from "../text/present";
import { printable } from "../text/printable";
import { counted, listing, named, someOf } from "../text/sentence";
import { roleName } from "../words/principal";
import { type ExplainedTenant, explainedTenant } from "../words/uncovered";
import type { Change, PolicyChange } from "./change";
import { changeInWords, type LongItem, type NameOf, pathsInWords, policySection, rows, text } from "./change-in-words";
import {
  type DriftReport,
  type Effect,
  effectAlone,
  exitStatus,
  hasDrift,
  type Meaning,
  type Problem,
  problemsIn,
  type Remedy,
  type RepairPlan,
} from "./drift-report";

/** The report for people: the answer first, what to do, then field by field, what it means, and what could not be decided. */
export function driftInWords(report: DriftReport): Report {
  const stack = printable(report.stack);
  return {
    title: `MFA for Azure management: drift of ${stack}`,
    ...answerOf(report),
    subject: `stack ${stack}`,
    sections: sectionsOf(report),
    footer: `Stack ${stack}, compared with its tenant by npm run drift.`,
  };
}

function sectionsOf(report: DriftReport): readonly Section[] {
  const { graph, since, meaning } = report;
  const explained = meaning && explainedTenant(meaning.tenant, meaning.exemptions);
  const nameOf: NameOf = explained?.names.nameOf ?? roleName;
  const item = (change: Change): LongItem => {
    const { title, below } = changeInWords(change, nameOf);
    return { text: `${title}${effectInWords(effectAlone(change, meaning))}`, below };
  };
  const isWhole = since !== undefined || exitStatus(report) === 2;
  return [
    ...filled([undoSection(meaning?.undo, nameOf), securityDefaultsSection(report)]),
    ...report.policies.map((policy) => policySection(policy, graph, item)),
    ...filled([
      listSection("Other resources", report.otherChanges.map(otherChangeItem)),
      listSection("Exclusions", report.exclusions.map(item)),
      listSection("Other policies of this name", report.namesakes.map(namesakeItem)),
      since && sinceSection(since, item),
      listSection("Who changed it", whoChangedItems(report.whoChanged, nameOf)),
      ...(meaning === undefined || explained === undefined ? [] : meaningSections(meaning, explained)),
      listSection("Could not tell", problemsIn(report).map(problemItem)),
      { title: "", blocks: isWhole ? [] : [text(NOT_COMPARED)] },
    ]),
  ];
}

const NOT_COMPARED =
  "Not compared: other policies, locations, strengths, tenant settings, and the members of groups and roles. To compare them with a snapshot, use `--since TENANT.json`.";

const EFFECTS: Readonly<Record<Effect["kind"], { readonly word: string; readonly answer: string }>> = {
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
  if (!hasDrift(report))
    return status === 0
      ? { word: "NO DRIFT", tone: "good", answer: ["The tenant matches the code."] }
      : { word: "COULD NOT TELL", tone: "warn", answer: ["Could not tell whether there is drift.", ...more] };
  const notAll = status === 2 ? ["There may be more drift. The reasons are at the end."] : [];
  const { kind = "unknown", registering } = report.meaning?.together ?? {};
  const blocks = report.meaning && blockedInWords(report.meaning);
  const opens = kind === "weakens" || kind === "mayWeaken" ? EFFECTS[kind].answer : registering && REGISTERING;
  const [worst = EFFECTS[kind].answer, ...others] = present([blocks, opens]);
  const isBad = kind === "weakens" || report.meaning === undefined || registering || blocks !== undefined;
  return { word: "DRIFT", tone: isBad ? "bad" : "warn", answer: [worst, ...others, ...more, ...notAll] };
}

const REGISTERING = "With a stolen password, someone can register MFA for its owner. The code would stop that.";

/** Who is blocked and should not be: everybody, break-glass accounts, other exempt people, everybody else, or some sign-ins. */
function blockedInWords({ verdict, together: { shutOut }, ...meaning }: Meaning): string | undefined {
  const { blocked, blocksOthers, breakGlass, lockedOut } = meaning;
  if (verdict.blocked === "all" && blocked.length > 0) return "The tenant blocks everybody, break-glass accounts too.";
  const others = blocksOthers ? ", and everybody that the register doesn't exempt" : "";
  const accountsIn = (people: Effect["shutOut"]) => new Set(people.filter((id) => breakGlass.has(id))).size;
  const certain = blocked.filter((way) => way.certain).flatMap(({ people }) => people);
  const [stopped, restricted] = [accountsIn([...shutOut, ...lockedOut]), accountsIn(certain)];
  if (stopped > 0) return `The tenant stops ${counted(stopped, "break-glass account")}${others}.`;
  if (restricted > 0) return `The tenant blocks sign-ins of ${counted(restricted, "break-glass account")}${others}.`;
  if (shutOut.length > 0) return `The tenant stops people that the register exempts${others}.`;
  if (blocksOthers) return "The tenant blocks everybody that the register doesn't exempt, even with MFA.";
  return blocked.some((way) => way.certain) ? "The tenant blocks sign-ins that the code allows with MFA." : undefined;
}

function effectInWords(effect: Effect | undefined): string {
  if (effect === undefined) return "";
  const opens = effect.registering ? ", and opens the registration of methods" : "";
  const stops = effect.shutOut.length === 0 ? "" : "stops exempt people, otherwise ";
  return `: ${stops}${EFFECTS[effect.kind].word}${opens}`;
}

const MOST_STEPS = 8;

const AFTER: Readonly<Record<RepairPlan["after"], string>> = {
  equivalent: "Then the same sign-ins need MFA as they should.",
  different: "Then nothing is open that shouldn't be.",
  unknown: "Could not tell whether anything stays open that shouldn't be.",
};

/** What to do first about drift that opens something, and the result of it. */
function undoSection(undo: RepairPlan | undefined, nameOf: NameOf): Section | undefined {
  if (undo === undefined) return undefined;
  const steps = undo.steps.toReversed().map((step) => stepInWords(step, nameOf));
  return listSection("Undo this change first", someOf(steps, MOST_STEPS), AFTER[undo.after]);
}

function stepInWords(step: Remedy, nameOf: NameOf): string {
  switch (step.kind) {
    case "pulumiUp":
      return `\`pulumi up\`: it ${listing(repairsOf(step.undoes), "and")}`;
    case "securityDefaultsOff":
      return "turn security defaults off, then continue right away. The request and the place in the portal are below";
    case "request":
      return `send the request below for ${named(step.policy.displayName)}: it sets ${pathsInWords(step.undoes)}`;
    case "byHand":
      return changeInWords(step.undoes[0], nameOf).byHand;
  }
}

/** What `pulumi up` does about these changes, policy by policy. */
const repairsOf = (changes: readonly PolicyChange[]): readonly string[] =>
  groupedBy(changes, ({ policy }) => policy).map(([{ displayName }, own]) => {
    const name = named(displayName);
    const fields = own.filter((change) => change.kind === "field");
    return fields.length === 0 ? `recreates ${name}` : `fixes ${pathsInWords(fields)} of ${name}`;
  });

/** What keeps a policy from being enforced, how to turn it off, and what it does in the meantime. */
function securityDefaultsSection({ securityDefaults, graph }: DriftReport): Section | undefined {
  if (securityDefaults !== "on") return undefined;
  const request = `PATCH ${graph}/v1.0/policies/identitySecurityDefaultsEnforcementPolicy`;
  const off =
    "turn them off and run `pulumi up` right away: nothing requires MFA in between. Verdicts don't credit them";
  const portal = "Entra admin center > Entra ID > Overview > Properties > Manage security defaults: Disabled";
  return {
    title: "Security defaults are on",
    blocks: [
      text("While security defaults are on, Entra enforces no Conditional Access policy and refuses `pulumi up`."),
      rows(["repair", off], ["portal", portal]),
      { kind: "code", lines: [request, '{ "isEnabled": false }'] },
    ],
  };
}

function otherChangeItem({ name, type, operation, fields }: DriftReport["otherChanges"][number]): Item {
  const which = fields.length === 0 ? "" : `: ${fields.map(printable).join(", ")}`;
  return `${printable(type)} "${printable(name)}": \`pulumi up\` would ${printable(operation)} it${which}`;
}

function namesakeItem({ id, displayName, state, help }: DriftReport["namesakes"][number]): Item {
  const what = `${named(displayName)} (${printable(id)}, ${printable(state)})`;
  if (help === undefined) return `${what}: the stack's settings accept it`;
  return { text: `${what}: this stack doesn't manage it`, below: [rows(["repair", printable(help)])] };
}

/** What has changed since the snapshot was taken, object by object. */
function sinceSection(
  { file, changes, notComparable }: NonNullable<DriftReport["since"]>,
  item: (change: Change) => Item,
): Section {
  const notCompared = notComparable.map(printable).join(", ");
  const { blocks } = listSection("", changes.map(item));
  return {
    title: `Since ${printable(file)}`,
    blocks: [
      ...(blocks.length === 0 ? [text("Nothing else has changed.")] : blocks),
      ...(notCompared === "" ? [] : [text(`Not in both, so not compared: ${notCompared}.`)]),
    ],
  };
}

function whoChangedItems(who: DriftReport["whoChanged"], nameOf: NameOf): readonly Item[] {
  if (who === undefined) return [];
  if (who.kind === "failed")
    return [`Not known: ${printable(who.problem.message)}. To see it: ${printable(who.problem.help)}.`];
  const { objects, notAsked } = who.value;
  const items = objects.map(({ id, name, last }) => {
    const what = named(name === id ? (nameOf(id) ?? id) : name);
    if (last === undefined) return `${what}: the audit log, which keeps 30 days at most, has no change`;
    const by = last.by ?? "someone that the log doesn't name";
    return `${what}: ${printable(by)}, ${printable(last.at)} (${printable(last.operation)})`;
  });
  return notAsked === 0 ? items : [...items, `not looked up: ${counted(notAsked, "more object")}`];
}

/** What the drift means for sign-ins, in a sentence, and each way in that it opens. */
function meaningSections(meaning: Meaning, explained: ExplainedTenant): readonly Section[] {
  const { together, blocked, notKnown } = meaning;
  const { names } = explained;
  const people = listing(together.shutOut.map(names.person), "and");
  const sentences = present([
    inSentence(meaning),
    people !== "" && `It stops ${people}, although the register exempts them.`,
    together.registering && "It lets, or may let, anyone with a password register MFA methods.",
    ...notKnown.map(
      ({ message, help }) => `Judged cautiously: ${printable(message)}. To settle it: ${printable(help)}.`,
    ),
  ]);
  const list = { says: "nothing more", supposing: names } as const;
  return [
    { title: "What it means", blocks: sentences.map(text) },
    waysInSection(together.opened, explained, { kind: "opened", ...list }),
    waysInSection(blocked, explained, { kind: "blocked", ...list }),
  ];
}

/** `undefined` if the answer has already said it. */
function inSentence({ verdict, asCoded, together }: Meaning): string | undefined {
  if (together.kind === "weakens") return undefined;
  if (verdict.blocked === "all") return "Nobody gets a token. The application that deploys can undo that with Graph.";
  if (together.kind === "mayWeaken") return "It depends on something that isn't known or understood.";
  const closes = together.kind === "strengthens" ? "It closes a way in that the code leaves open. " : "";
  if (verdict.kind !== "bypass" || asCoded !== "bypass") return `${closes}${VERDICTS[verdict.kind]}`;
  return together.kind === "unknown" ? VERDICTS.unknown : `${closes}${OPEN_AS_CODED}`;
}

const OPEN_AS_CODED = "It opens nothing new: the code leaves a way in open too. `azmfa prove` shows it.";

const VERDICTS: Readonly<Record<Meaning["asCoded"], string>> = {
  proved: "No sign-in reaches Azure management without MFA, except for exempt people.",
  bypass: "There is a way in without MFA. `azmfa prove` shows it.",
  unknown: "Could not tell whether it opens anything: something is missing or isn't understood.",
};

/** What could not be decided. Messages of other programs can have several lines. */
function problemItem({ message, help }: Problem): Item {
  const [first = "", ...lines] = message.split(/\r?\n/);
  const more = lines.length === 0 ? [] : [{ kind: "code", lines } as const];
  return { text: printable(first), below: [...more, rows(["help", printable(help)])] };
}
