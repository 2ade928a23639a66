import { CONDITIONS, dimensionOf, isConditionReason } from "../law/conditions";
import { type AssignmentSide, NO_USERS, type Policy, type UserAssignment } from "../law/model/policy";
import type { Principal } from "../law/model/sign-in";
import { present } from "../text/present";
import { listing } from "../text/sentence";
import type { ExplainedSignIn, JudgedClause, Open, Outcome, PolicyAnswer } from "../verifier/one-sign-in/explain";
import { demandInWords, EXPLAIN, explainCondition } from "./explain";
import { STATES } from "./policies";
import { type DirectoryNames, describePrincipal } from "./principal";
import { describeAssigned, explainUsers, linesNaming } from "./users";

/** The outcome of a sign-in, as a sentence. */
export function outcomeInWords(outcome: Outcome): string {
  switch (outcome.kind) {
    case "stopped":
      return outcome.blocked
        ? "This sign-in is blocked: it doesn't reach Azure management, with or without MFA."
        : "This sign-in needs MFA.";
    case "getsIn":
      return "This sign-in reaches Azure management without MFA: no policy stops it.";
    case "depends":
      return `Whether this sign-in needs MFA depends on ${listing(
        present([...outcome.on.map(dependence), outcome.isBounded && "more than azmfa checks"]),
        "and",
      )}.`;
  }
}

/** Who signs in: the name, and what else the file says about them. */
export function describePerson([one]: readonly Principal[], names: DirectoryNames): string {
  if (one === undefined) return "somebody";
  if (one.kind !== "person") return describePrincipal(one, names);
  const { userPrincipalName: name, displayName } = names.userOf(one.id) ?? {};
  return `${names.person(one.id)}${name === undefined || name === displayName ? "" : ` (${name})`}`;
}

/** What sentences about a policy and one sign-in need. */
export type Signing = Pick<ExplainedSignIn, "people" | "membership"> & { readonly names: DirectoryNames };

/** What a policy does that applies, or may apply. */
const demandOf = ({ policy: { enforcement, grant } }: PolicyAnswer): string =>
  `${demandInWords(grant)}${enforcement.kind === "enforced" ? "" : `, but it is ${STATES[enforcement.kind]}`}`;

/** What a policy does that applies, to go after its name. */
export const whyApplied = (answer: PolicyAnswer, signing: Signing): string =>
  `includes ${linesInWords(answer.policy.users.include, "include", signing)}: ${demandOf(answer)}`;

/** The lines by which one side of a policy names the person. As an exclude: also those by which it may do so. */
const linesInWords = (assignment: UserAssignment, side: AssignmentSide, { people, membership, names }: Signing) =>
  describeAssigned({ ...NO_USERS, ...linesNaming(assignment, side, people, membership) }, names);

/** Why a policy doesn't apply, to go after its name. */
export function whyNot({ policy, because }: PolicyAnswer, { people, membership, names }: Signing): string {
  const reason = policy.enforcement.kind === "off" ? "state" : because?.reason;
  if (reason === undefined) return "doesn't apply";
  if (reason === "users") return explainUsers(policy, people, membership, names).why;
  return isConditionReason(reason) ? whyMissed(because, policy, names).join() : EXPLAIN[reason](policy).why;
}

/** Why a policy doesn't apply to a sign-in that doesn't meet its condition. */
function whyMissed(clause: JudgedClause | undefined, policy: Policy, { tenant }: DirectoryNames): readonly string[] {
  if (clause?.missedBy === undefined || !isConditionReason(clause.reason)) return [];
  return [explainCondition(dimensionOf(clause.reason), policy, clause.missedBy, tenant).why];
}

/** What a policy does if it applies, and what decides whether it does. */
export function demandIfMet(answer: PolicyAnswer, signing: Signing): string {
  const open = answer.clauses.filter(({ met }) => met === "depends" || met === "unclear");
  const missed = open.flatMap((one) =>
    one.reason === "users" ? whoMayBe(answer.policy, signing) : whyMissed(one, answer.policy, signing.names),
  );
  return `${demandOf(answer)}${missed.length === 0 ? "" : `: it ${listing(missed, "and")}`}`;
}

/** The lines by which a policy may include or exclude the person. */
function whoMayBe({ users: { include, exclude } }: Policy, signing: Signing): readonly string[] {
  const isIncluded = linesInWords(include, "include", signing) !== "";
  const [included, excluded] = [include, exclude].map((side) => linesInWords(side, "exclude", signing));
  return present([!isIncluded && included && `may include ${included}`, excluded && `may exclude ${excluded}`]);
}

/** One thing that an outcome depends on. */
const dependence = (on: Open): string =>
  isConditionReason(on) ? CONDITIONS[dimensionOf(on)].words.name : DEPENDENCES[on];

const DEPENDENCES = {
  grant: "what they show instead of MFA",
  users: "their groups, roles or guest type",
  applications: "application filters",
  unsupported: "content that isn't understood",
} as const;
