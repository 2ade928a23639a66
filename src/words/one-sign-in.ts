import { CONDITIONS, dimensionOf, isConditionReason } from "../law/conditions";
import type { Policy } from "../law/model/policy";
import { present } from "../text/present";
import { listing, shortened } from "../text/sentence";
import type { HangsOn, JudgedCondition, Outcome, PolicyAnswer } from "../verifier/one-sign-in/explain";
import type { JudgedPerson } from "../verifier/one-sign-in/judged-person";
import { demandInWords, EXPLAIN, explainCondition } from "./explain";
import { STATES } from "./policies";
import { type DirectoryNames, describePrincipal } from "./principal";
import { describeCovered, describeWays } from "./users";

/** The outcome of a sign-in, as a sentence. */
export function outcomeInWords(outcome: Outcome, names: DirectoryNames): string {
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

/** Who signs in: the name, and what else the file says about them. */
export function describePerson(person: JudgedPerson, names: DirectoryNames): string {
  if (person.kind !== "person") {
    const [identity = { type: "member", home: "unnamed" } as const] = person.identities;
    return describePrincipal({ kind: person.kind, identity }, names);
  }
  const { userPrincipalName, displayName, disabled } = names.userOf(person.id) ?? {};
  const marks = present([userPrincipalName !== displayName && userPrincipalName, disabled === true && "disabled"]);
  return `${names.person(person.id)}${marks.length === 0 ? "" : ` (${marks.join(", ")})`}`;
}

/** What a policy does that applies, or may apply. */
export const demandOf = ({ policy: { enforcement, grant } }: PolicyAnswer): string =>
  `${demandInWords(grant)}${enforcement.kind === "enforced" ? "" : `, but it is ${STATES[enforcement.kind]}`}`;

/** Why a policy doesn't apply, to go after its name. */
export function whyNot({ policy, because, excluded, conditions }: PolicyAnswer, names: DirectoryNames): string {
  const reason = policy.enforcement.kind === "off" ? "state" : because;
  if (reason === undefined) return "doesn't apply";
  if (reason === "users") {
    const ways = describeWays(excluded, names);
    return ways === "" ? describeCovered(policy.users, names) : `excludes them by ${ways}`;
  }
  if (!isConditionReason(reason)) return EXPLAIN[reason](policy).why;
  const missed = conditions.filter(({ dimension }) => dimension === dimensionOf(reason));
  return missed.map((one) => whyMissed(one, policy, names)).join();
}

/** Why a policy doesn't apply to a sign-in that doesn't meet its condition. */
const whyMissed = ({ dimension, missedBy }: JudgedCondition, policy: Policy, { tenant }: DirectoryNames): string =>
  missedBy === undefined ? "" : explainCondition(dimension, policy, missedBy, tenant).why;

/** What a policy does if it applies, and the conditions that decide whether it does. */
export function demandIfMet(answer: PolicyAnswer, names: DirectoryNames): string {
  const open = answer.conditions.filter(({ met }) => met === "depends" || met === "unclear");
  const missed = open.map((one) => whyMissed(one, answer.policy, names));
  return `${demandOf(answer)}${missed.length === 0 ? "" : `: it ${listing(missed, "and")}`}`;
}

/** One thing that an outcome depends on. */
function describeDependence(on: HangsOn, names: DirectoryNames): string {
  switch (on.kind) {
    case "dimension":
      return CONDITIONS[on.dimension].words.name;
    case "group":
    case "role":
      return names.the(on.kind, on.id);
    case "grant":
      return `what ${names.policyOf(on.policy)} accepts instead of MFA`;
    case "applications":
      return `the application filter of ${names.policyOf(on.policy)}`;
    case "identity":
      return "their guest type or home tenant";
    case "content":
      return `what ${names.policyOf(on.policy)} means by ${shortened(on.field)}`;
    case "bound":
      return "more than azmfa checks: the search reached its limit";
  }
}
