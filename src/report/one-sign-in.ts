import { CONDITIONS, dimensionOf, isConditionReason } from "../law/conditions";
import type { Circumstances, Dimension } from "../law/model/dimensions";
import type { Tenant } from "../law/model/tenant";
import { present } from "../text/present";
import { counted, fileName, listing } from "../text/sentence";
import type { ExplainedSignIn, Outcome, PolicyAnswer } from "../verifier/one-sign-in/explain";
import { demandIfMet, describePerson, outcomeInWords, type Signing, whyApplied, whyNot } from "../words/one-sign-in";
import { type DirectoryNames, directoryNames } from "../words/principal";
import { formatterOf, phrasesOf } from "../words/sign-in";
import { type Entry, entry, filled, listSection, type Report } from "./report";

/** One sign-in of one person, explained, with everything that a report about it says. */
export interface JudgedSignIn {
  readonly file: string;
  readonly tenant: Tenant;
  readonly explained: ExplainedSignIn;
  /** The options that were given, such as `client browser`, in their order. */
  readonly given: readonly (readonly [option: string, text: string])[];
  readonly notGiven: readonly Dimension[];
  /** Whether the register exempts the person on the day in question. */
  readonly isExempt: boolean;
}

/** The report about one sign-in: the outcome, then what each policy does. */
export function signInReport(judged: JudgedSignIn): Report {
  const { file, tenant, explained } = judged;
  const { outcome, policies } = explained;
  const signing = { ...explained, names: directoryNames(tenant) };
  return {
    title: "MFA for Azure management: one sign-in",
    ...HEADS[outcome.kind],
    subject: fileName(file),
    aside: counted(tenant.policies.length, "policy", "policies"),
    answer: [outcomeInWords(outcome)],
    facts: factsOf(judged, signing.names),
    sections: filled(
      SECTIONS.map(([title, kinds, say]) => {
        const meant = policies.filter(({ policy, applies }) =>
          kinds.includes(policy.enforcement.kind === "off" ? "no" : applies),
        );
        return listSection(
          title,
          meant.map((answer) => `${signing.names.policy(answer.policy)} ${say(answer, signing)}`),
        );
      }),
    ),
    footer: "Made by azmfa explain.",
  };
}

function factsOf(judged: JudgedSignIn, names: DirectoryNames): readonly Entry[] {
  const { explained, given, notGiven, isExempt } = judged;
  const options = given.map(([option, value]) => `${option} ${value}`).join(", ");
  const open = notGiven.map((dimension) => CONDITIONS[dimension].words.name);
  return present([
    entry("Who", describePerson(explained.people, names)),
    entry("Given", options === "" ? "nothing" : options),
    open.length > 0 && entry("Open", listing(open, "and")),
    ...examples(explained.outcome, judged),
    isExempt && entry("Note", "the register exempts this person: they may sign in without MFA"),
  ]);
}

const HEADS = {
  stopped: { word: "STOPPED", tone: "good" },
  getsIn: { word: "GETS IN", tone: "bad" },
  depends: { word: "DEPENDS", tone: "warn" },
} as const;

/** One sign-in that gets in and one that is stopped: the conditions that make the difference. */
function examples(outcome: Outcome, { tenant }: JudgedSignIn): readonly Entry[] {
  if (outcome.kind !== "depends") return [];
  const dimensions = new Set(outcome.on.map((one) => (isConditionReason(one) ? dimensionOf(one) : undefined)));
  const example = (label: string, signIn: Circumstances | undefined): readonly Entry[] => {
    const phrases = signIn === undefined ? [] : phrasesOf({ signIn }, formatterOf(tenant));
    const telling = phrases.filter(({ dimension }) => dimensions.has(dimension)).map(({ text }) => text);
    return telling.length === 0 ? [] : [entry(label, telling.join(", "))];
  };
  return [...example("In", outcome.through), ...example("Stop", outcome.stopped)];
}

/** The sections, and what each says after the name of a policy. */
const SECTIONS: readonly (readonly [
  title: string,
  kinds: readonly PolicyAnswer["applies"][],
  say: (answer: PolicyAnswer, signing: Signing) => string,
])[] = [
  ["Applies", ["yes"], whyApplied],
  ["Depends", ["depends", "unclear"], demandIfMet],
  ["Doesn't apply", ["no"], whyNot],
];
