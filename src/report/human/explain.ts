import { CONDITIONS } from "../../law/conditions";
import type { Circumstances } from "../../law/model/dimensions";
import { counted, fileName, listing, named } from "../../text/sentence";
import type { Outcome } from "../../verifier/one-sign-in/outcome";
import type { PolicyAnswer } from "../../verifier/one-sign-in/policy-answer";
import type { JudgedPerson } from "../../verifier/one-sign-in/ways-named";
import { describeHangsOn, type Explanation, whatItHangsOn, whyNot } from "../explanation";
import { type DirectoryNames, describePrincipal, directoryNames } from "../principal";
import { phrasesOf, tellerOf } from "../sign-in";
import { describeAsked } from "../why/asks";
import { describeWays } from "../why/ways";
import { section } from "./sections";
import { type Pen, penFor, type ReportOptions, wrap } from "./terminal";

type Options = Pick<ReportOptions, "colour" | "width">;

/** One sign-in for a person at a terminal: what comes of it, then what each policy makes of it. */
export function renderExplanation(explanation: Explanation, options: Options): string {
  const { explained, tenant } = explanation;
  const names = directoryNames(tenant);
  const pen = penFor(options);
  const that = (applies: readonly PolicyAnswer["applies"][]) =>
    explained.policies.filter(({ policy, applies: one }) => policy.enforcement.kind !== "off" && applies.includes(one));
  const off = explained.policies.filter(({ policy }) => policy.enforcement.kind === "off");
  return `${[
    ...renderOutcome(explanation, names, pen),
    ...section(
      "Applies",
      that(["yes"]).map((answer) => applying(answer, names)),
      pen,
    ),
    ...section(
      "Depends",
      that(["depends", "unclear"]).map((answer) => depending(answer, names)),
      pen,
    ),
    ...section(
      "Doesn't apply",
      [
        ...that(["no"]).map((answer) => `${title(answer)} ${whyNot(answer, names)}`),
        ...off.map((answer) => `${title(answer)} is off`),
      ],
      pen,
    ),
  ].join("\n")}\n`;
}

function renderOutcome(explanation: Explanation, names: DirectoryNames, pen: Pen): readonly string[] {
  const { file, tenant, explained, told, notTold, isExempt } = explanation;
  const { outcome, person } = explained;
  const { text, colour } = HEADS[outcome.kind];
  const given = told.length === 0 ? "nothing" : told.map(([option, value]) => `${option} ${value}`).join(", ");
  const open = notTold.map((dimension) => CONDITIONS[dimension].telling.name);
  return [
    `${pen.paint.bold(pen.paint[colour](text))}  ${fileName(file)}  ${pen.paint.dim(`(${counted(tenant.policies.length, "policy", "policies")})`)}`,
    ...wrap(sentence(outcome, names), pen.width, "  "),
    "",
    ...pen.entry("Who", describePerson(person, names)),
    ...pen.entry("Told", given),
    ...(open.length === 0 ? [] : pen.entry("Open", listing(open, "and"))),
    ...examples(outcome, explanation, pen),
    ...(isExempt ? pen.entry("Note", "the register declares this person: they may sign in without MFA") : []),
  ];
}

const HEADS = {
  stopped: { text: "STOPPED", colour: "green" },
  getsIn: { text: "GETS IN", colour: "red" },
  depends: { text: "DEPENDS", colour: "yellow" },
} as const;

function sentence(outcome: Outcome, names: DirectoryNames): string {
  switch (outcome.kind) {
    case "stopped":
      return outcome.blocked
        ? "This sign-in is blocked: it doesn't reach Azure management, with MFA or without."
        : "This sign-in is stopped until MFA.";
    case "getsIn":
      return "This sign-in reaches Azure management without MFA: no policy stops it.";
    case "depends":
      return `Whether this sign-in is stopped until MFA depends on ${listing(
        outcome.on.map((one) => describeHangsOn(one, names)),
        "and",
      )}.`;
  }
}

/** Who it is, by name and by what else the file says. */
export function describePerson({ id, identities }: JudgedPerson, names: DirectoryNames): string {
  const user = names.userOf(id);
  const [identity = { type: "member", home: "unnamed" } as const] = identities;
  const called = describePrincipal({ kind: "person", id, identity }, names);
  const marks = [
    ...(user?.userPrincipalName === undefined || user.userPrincipalName === user.displayName
      ? []
      : [user.userPrincipalName]),
    ...(user?.disabled === true ? ["disabled"] : []),
  ];
  return marks.length === 0 ? called : `${called} (${marks.join(", ")})`;
}

/** One sign-in that gets in and one that is stopped, as far as it depends on that. */
function examples(outcome: Outcome, { tenant }: Explanation, pen: Pen): readonly string[] {
  if (outcome.kind !== "depends") return [];
  const dimensions = new Set(outcome.on.map((one) => (one.kind === "dimension" ? one.dimension : undefined)));
  const entry = (label: string, signIn: Circumstances | undefined): readonly string[] => {
    const phrases = signIn === undefined ? [] : phrasesOf(signIn, {}, tellerOf(tenant));
    const telling = phrases.filter(({ dimension }) => dimensions.has(dimension)).map(({ text }) => text);
    return telling.length === 0 ? [] : pen.entry(label, telling.join(", "));
  };
  return [...entry("In", outcome.through), ...entry("Stop", outcome.stopped)];
}

function applying({ policy, included }: PolicyAnswer, names: DirectoryNames): string {
  const verb = policy.enforcement.kind === "enforced" ? "asks for" : "would ask for";
  return `${named(policy.displayName)} by ${describeWays(included, names)}: ${verb} ${describeAsked(policy.grant)}${stateIn(policy)}`;
}

const depending = (answer: PolicyAnswer, names: DirectoryNames): string =>
  `${named(answer.policy.displayName)} on ${whatItHangsOn(answer, names)}: would ask for ${describeAsked(answer.policy.grant)}${stateIn(answer.policy)}`;

function stateIn({ enforcement }: PolicyAnswer["policy"]): string {
  switch (enforcement.kind) {
    case "enforced":
    case "off":
      return "";
    case "reportOnly":
      return ", but it is report-only: it logs and stops nobody";
    case "notUnderstood":
      return ", if it is on: its state isn't understood";
  }
}

const title = ({ policy }: PolicyAnswer): string => named(policy.displayName);
