import { CONDITIONS } from "../law/conditions";
import type { Circumstances } from "../law/model/dimensions";
import { present } from "../text/present";
import { counted, fileName, listing } from "../text/sentence";
import { type JudgedPerson, principalOf } from "../verifier/one-sign-in/judged-person";
import type { Outcome, PolicyAnswer } from "../verifier/one-sign-in/outcome";
import { describeDependence, type Explanation, whatItDependsOn, whyNot } from "../words/explanation";
import { describeAsked } from "../words/grant";
import { type DirectoryNames, describePrincipal, directoryNames } from "../words/principal";
import { phrasesOf, tellerOf } from "../words/sign-in";
import { describeWays } from "../words/users";
import { type Fact, filled, listSection, type Report } from "./report";

/** One sign-in: what comes of it, then what each policy makes of it. */
export function explanationReport(explanation: Explanation): Report {
  const { file, tenant, explained, given, notGiven, isExempt } = explanation;
  const { outcome, person, policies } = explained;
  const names = directoryNames(tenant);
  const options = given.map(([option, value]) => `${option} ${value}`).join(", ");
  const open = notGiven.map((dimension) => CONDITIONS[dimension].words.name);
  return {
    title: "MFA for Azure management: one sign-in",
    ...HEADS[outcome.kind],
    subject: fileName(file),
    aside: counted(tenant.policies.length, "policy", "policies"),
    answer: [sentence(outcome, names)],
    facts: present<Fact>([
      { label: "Who", text: describePerson(person, names) },
      { label: "Given", text: options === "" ? "nothing" : options },
      open.length > 0 && { label: "Open", text: listing(open, "and") },
      ...examples(outcome, explanation),
      isExempt && { label: "Note", text: "the register exempts this person: they may sign in without MFA" },
    ]),
    sections: filled(
      SECTIONS.map(([title, kinds, say]) => {
        const meant = policies.filter(({ policy, applies }) =>
          kinds.includes(policy.enforcement.kind === "off" ? "no" : applies),
        );
        return listSection(
          title,
          meant.map((answer) => `${names.policy(answer.policy)} ${say(answer, names)}`),
        );
      }),
    ),
    footer: "Made by azmfa explain.",
  };
}

const HEADS = {
  stopped: { word: "STOPPED", tone: "good" },
  getsIn: { word: "GETS IN", tone: "bad" },
  depends: { word: "DEPENDS", tone: "warn" },
} as const;

function sentence(outcome: Outcome, names: DirectoryNames): string {
  switch (outcome.kind) {
    case "stopped":
      return outcome.blocked
        ? "This sign-in is blocked: it doesn't reach Azure management, with or without MFA."
        : "This sign-in needs MFA.";
    case "getsIn":
      return "This sign-in reaches Azure management without MFA: no policy stops it.";
    case "depends":
      return `Whether this sign-in needs MFA depends on ${listing(
        outcome.on.map((one) => describeDependence(one, names)),
        "and",
      )}.`;
  }
}

/** Who it is, by name and by what else the file says. */
function describePerson(person: JudgedPerson, names: DirectoryNames): string {
  const user = person.kind === "person" ? names.userOf(person.id) : undefined;
  const [identity = { type: "member", home: "unnamed" } as const] = person.identities;
  const called = describePrincipal(principalOf(person, identity), names);
  const marks = present([
    user?.userPrincipalName !== user?.displayName && user?.userPrincipalName,
    user?.disabled === true && "disabled",
  ]);
  return marks.length === 0 ? called : `${called} (${marks.join(", ")})`;
}

/** One sign-in that gets in and one that is stopped, as far as it depends on that. */
function examples(outcome: Outcome, { tenant }: Explanation): readonly Fact[] {
  if (outcome.kind !== "depends") return [];
  const dimensions = new Set(outcome.on.map((one) => (one.kind === "dimension" ? one.dimension : undefined)));
  const fact = (label: string, signIn: Circumstances | undefined): readonly Fact[] => {
    const phrases = signIn === undefined ? [] : phrasesOf(signIn, {}, tellerOf(tenant));
    const telling = phrases.filter(({ dimension }) => dimensions.has(dimension)).map(({ text }) => text);
    return telling.length === 0 ? [] : [{ label, text: telling.join(", ") }];
  };
  return [...fact("In", outcome.through), ...fact("Stop", outcome.stopped)];
}

/** What each section says after a policy's name. */
const SECTIONS: readonly (readonly [
  title: string,
  kinds: readonly PolicyAnswer["applies"][],
  say: (answer: PolicyAnswer, names: DirectoryNames) => string,
])[] = [
  ["Applies", ["yes"], (one, names) => `by ${describeWays(one.included, names)}: ${demandOf(one)}`],
  ["Depends", ["depends", "unclear"], (one, names) => `on ${whatItDependsOn(one, names)}: ${demandOf(one)}`],
  ["Doesn't apply", ["no"], whyNot],
];

function demandOf({ policy: { enforcement, grant }, applies }: PolicyAnswer): string {
  const verb = enforcement.kind === "enforced" && applies === "yes" ? "asks for" : "would ask for";
  return `${verb} ${describeAsked(grant)}${STATES[enforcement.kind]}`;
}

const STATES = {
  enforced: "",
  off: "",
  reportOnly: ", but it is report-only: it logs and stops nobody",
  notUnderstood: ", if it is on: its state isn't understood",
} as const;
