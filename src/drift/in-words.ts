import { builtInRoleName } from "../law/model/built-in-roles";
import type { Advice } from "../law/model/finding";
import { type Block, filled, type Item, listSection, type Report, type Section } from "../report/report";
import { waysInSection } from "../report/ways-in";
import { moment, momentOf } from "../text/moment";
import { present } from "../text/present";
import { printable } from "../text/printable";
import { counted, listing, named } from "../text/sentence";
import { type ExplainedTenant, explainedTenant } from "../words/uncovered";
import type { Change } from "./change";
import { changeInWords, type NameOf, rows } from "./change-in-words";
import { type DriftReport, type Effect, exitStatus, type Meaning } from "./drift-report";

/** The report for people: the answer first, then each change, what all of it means, and what could not be decided. */
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
  const { policies, meaning } = report;
  const explained = meaning && explainedTenant(meaning.tenant, meaning.exemptions);
  const nameOf: NameOf = explained?.names.nameOf ?? builtInRoleName;
  const noise = policies.flatMap((policy) =>
    policy.noise.map((field) => `${printable(field)} of ${named(policy.displayName)}`),
  );
  return filled([
    listSection("Changes, the most dangerous first", changeItems(report, nameOf)),
    ...(meaning === undefined || explained === undefined ? [] : meaningSections(meaning, explained)),
    listSection("Not drift, although the preview shows it: written in another way, with the same effect", noise),
    listSection("Could not tell", report.problems.map(problemItem)),
    listSection("Compared", comparedItems(report)),
  ]);
}

/** What was compared with what, and what wasn't. */
function comparedItems({ policies, since, whoChanged }: DriftReport): readonly Item[] {
  const compared = policies.filter(({ isCompared }) => isCompared).map(({ displayName }) => named(displayName));
  const left = since?.notComparable.map(printable).join(", ");
  return present([
    compared.length > 0 && `with the code: ${listing(compared, "and")}`,
    since !== undefined &&
      `with ${printable(since.file)}: everything else${left === "" ? "" : `, except ${left}, which one side doesn't have`}`,
    since === undefined && NOT_COMPARED,
    whoChanged?.kind === "failed" && `who made the changes isn't known: ${adviceInWords(whoChanged.problem)}`,
  ]);
}

const NOT_COMPARED =
  "not compared: other policies, locations, strengths, tenant settings, and the members of groups and roles. To compare them with a snapshot, use `--since TENANT.json`";

const adviceInWords = ({ message, help }: Advice): string => `${printable(message)}. To settle it: ${printable(help)}`;

/** What each effect is called, and what the headline says of it, the most dangerous first. */
const EFFECTS: Readonly<Record<Effect["kind"], { readonly word: string; readonly answer: string }>> = {
  weakens: { word: "weakens", answer: "The tenant allows sign-ins without MFA that the code would stop." },
  mayWeaken: {
    word: "may weaken",
    answer: "The tenant may allow sign-ins without MFA that the code would stop: something isn't known or understood.",
  },
  unknown: {
    word: "could not be judged",
    answer: "The tenant differs from the code. Could not tell whether the difference lets anyone in.",
  },
  neutral: { word: "neutral", answer: "The tenant differs from the code. The difference lets nobody in." },
  strengthens: { word: "strengthens", answer: "The tenant differs from the code. The difference lets nobody in." },
};

function answerOf(report: DriftReport): Pick<Report, "word" | "tone" | "answer"> {
  const status = exitStatus(report);
  const more =
    report.comparedWith === "code" ? [] : ["The preview failed, so the tenant is compared with the last deployment."];
  if (report.changes.length === 0)
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
function blockedInWords(meaning: Meaning): string | undefined {
  const { verdict, together, blocked, blocksOthers, breakGlassStopped } = meaning;
  if (verdict.blocked === "all" && blocked.length > 0) return "The tenant blocks everybody, break-glass accounts too.";
  const others = blocksOthers ? ", and everybody that the register doesn't exempt" : "";
  if (breakGlassStopped > 0)
    return `The tenant stops sign-ins of ${counted(breakGlassStopped, "break-glass account")}${others}.`;
  if (together.shutOut.length > 0) return `The tenant stops people that the register exempts${others}.`;
  if (blocksOthers) return "The tenant blocks everybody that the register doesn't exempt, even with MFA.";
  return blocked.some(({ certain }) => certain)
    ? "The tenant blocks sign-ins that the code allows with MFA."
    : undefined;
}

function changeItems(report: DriftReport, nameOf: NameOf): readonly Item[] {
  const { changes, meaning, graph } = report;
  const effectOf = (change: Change) => meaning?.alone.get(change);
  const rank = (change: Change): number => Object.keys(EFFECTS).indexOf(effectOf(change)?.kind ?? "unknown");
  return changes
    .toSorted((one, other) => rank(one) - rank(other))
    .map((change) => {
      const { title, below } = changeInWords(change, nameOf, graph);
      return { text: `${title}${effectInWords(effectOf(change))}`, below: [...below, ...whoInWords(change, report)] };
    });
}

function effectInWords(effect: Effect | undefined): string {
  if (effect === undefined) return "";
  const opens = effect.registering ? ", and opens the registration of methods" : "";
  const stops = effect.shutOut.length === 0 ? "" : "stops exempt people, otherwise ";
  return `, ${stops}${EFFECTS[effect.kind].word}${opens}`;
}

/** Who made the last change to the object, if the audit log was asked. */
function whoInWords({ id }: Change, { whoChanged }: DriftReport): readonly Block[] {
  if (whoChanged?.kind !== "read" || !whoChanged.value.has(id)) return [];
  const change = whoChanged.value.get(id);
  if (change === undefined) return [rows(["author", "not known: the audit log, of 30 days at most, has no change"])];
  const { at, by = "someone that the log doesn't name", operation } = change;
  const time = momentOf(at);
  return [rows(["author", printable(`${by}, ${time === undefined ? at : moment(time)} (${operation})`)])];
}

/** What the drift means for sign-ins, in sentences, and each way in that it opens. */
function meaningSections(meaning: Meaning, explained: ExplainedTenant): readonly Section[] {
  const { together, blocked, notKnown, verdict } = meaning;
  const people = listing(together.shutOut.map(explained.names.person), "and");
  const sentences = present([
    VERDICTS[verdict.kind],
    people !== "" && `It stops ${people}, although the register exempts them.`,
    together.registering && "It lets, or may let, anyone with a password register MFA methods.",
    ...notKnown.map((advice) => `Judged cautiously: ${adviceInWords(advice)}.`),
  ]);
  const list = { says: "nothing more", supposing: explained.names } as const;
  return [
    { title: "What it means", blocks: sentences.map((sentence): Block => ({ kind: "text", text: sentence })) },
    waysInSection(together.opened, explained, { kind: "opened", ...list }),
    waysInSection(blocked, explained, { kind: "blocked", ...list }),
  ];
}

const VERDICTS: Readonly<Record<Meaning["asCoded"], string>> = {
  proved: "No sign-in reaches Azure management without MFA, except for exempt people.",
  bypass: "There is a way in without MFA. `azmfa prove` shows it.",
  unknown: "Could not tell whether there is a way in without MFA. `azmfa prove` says why.",
};

/** What could not be decided. Messages of other programs can have several lines. */
function problemItem({ message, help }: Advice): Item {
  const [first = "", ...lines] = message.split(/\r?\n/);
  const more = lines.length === 0 ? [] : [{ kind: "code", lines } as const];
  return { text: printable(first), below: [...more, rows(["help", printable(help)])] };
}
