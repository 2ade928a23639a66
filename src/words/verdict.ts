import { capital, counted } from "../text/sentence";
import { agentsOf } from "../verifier/agents";
import { exemptIn } from "../verifier/exemptions";
import { MOST_BYPASSES, type Verdict } from "../verifier/verdict";
import type { Judgement } from "./judgement";
import { directoryNames, identityTypeNames } from "./principal";
import { disabledAmong, everybodyAmong, isSettled, uncoveredBy, withKinds } from "./uncovered";

/** The verdict in one or two sentences. */
export function verdictInWords(judgement: Judgement): string {
  const { verdict, register } = judgement;
  if (verdict.kind === "proved") {
    const count = verdict.blocked === "all" ? 0 : (register?.inForce.length ?? 0);
    const except = count === 0 ? "" : `, except for the ${counted(count, "exclusion")} in the register`;
    return `Nobody reaches Azure management without MFA${except}.`;
  }
  if (verdict.bypasses.length === 0)
    return "Could not tell whether anybody reaches Azure management without MFA: see what is missing or isn't understood, below.";
  const all = whoGetsIn(everybodyUncovered(judgement), judgement);
  const canReach = (who: string): string =>
    `${verdict.isWhole ? "" : "at least "}${who} can reach Azure management without MFA.`;
  if (verdict.kind === "unknown")
    return `Could not tell: it depends on content that is missing or isn't understood. At worst, ${canReach(all)}`;
  const settled = verdict.bypasses.filter(isSettled);
  if (settled.length === verdict.bypasses.length) return capital(canReach(all));
  if (settled.length === 0) return `Unless what is unknown stops them, ${canReach(all)}`;
  const certainly = whoGetsIn(uncoveredBy(settled), judgement);
  return `${capital(canReach(certainly))}${certainly === all ? "" : ` Unless what is unknown stops them, ${all} can.`}`;
}

/** Everybody who gets in. If the users aren't known, these are the people that the file names, and classes only if others get in. */
function everybodyUncovered({ verdict: { uncovered, bypasses }, tenant }: Judgement): typeof uncovered {
  const { users, classes } = uncoveredBy(bypasses);
  return {
    ...uncovered,
    users: tenant.users === undefined ? users : uncovered.users,
    classes: classes.length === 0 ? [] : uncovered.classes,
  };
}

/** How many people get in, and which identity types. Each way in says who. */
function whoGetsIn(who: Verdict["uncovered"], { tenant, register }: Judgement): string {
  const names = directoryNames(tenant);
  const { isExempt } = exemptIn(tenant, register?.exemptions ?? []);
  const { length: count } = who.users;
  const all = tenant.mayLackItems?.has("users") ? undefined : tenant.users?.length;
  const disabled = disabledAmong(who.users, names);
  const marked = disabled === 0 ? "" : ` (${disabled.toLocaleString("en-US")} disabled)`;
  const some =
    all === undefined
      ? counted(count, "person", "people")
      : `${count.toLocaleString("en-US")} of ${counted(all, "person", "people")} in the directory`;
  const people = count === 0 ? "" : (everybodyAmong(who.users, { names, isExempt }) ?? `${some}${marked}`);
  return withKinds(people, who) || "possibly anybody";
}

/** How many people need only a password, if others need more. */
export function effectInWords({ verdict: { bypasses, uncovered } }: Judgement): string | undefined {
  const alone = bypasses.filter(({ needs }) => needs.length === 0);
  if (alone.length === bypasses.length || uncovered.users.length === 0) return undefined;
  const { length } = uncoveredBy(alone).users;
  return `${length === 0 ? "Nobody gets" : counted(length, "person gets", "people get")} in with a password alone.`;
}

/** The policies that a proof rests on, and how many people or which identity types each is needed for. */
export function carriersInWords({ verdict: { restsOn }, tenant }: Judgement): readonly string[] {
  const names = directoryNames(tenant);
  return restsOn.map(({ policy, displayName, people, types }) => {
    const carried = people ? counted(people, "person", "people") : identityTypeNames(types);
    return `${names.policy({ id: policy, displayName })}${carried === "" ? "" : `: ${carried}`}`;
  });
}

/** The user accounts of agents are outside the verdict: how many there are, and whether a policy blocks all of them. */
export function agentsInWords({ tenant }: Pick<Judgement, "tenant">): string | undefined {
  const { count, blocked } = agentsOf(tenant);
  const are = counted(count, "agent's user account is", "agents' user accounts are");
  return count === 0
    ? undefined
    : `${are} outside this verdict; ${blocked ? "an" : "no"} enforced policy blocks all of them.`;
}

/** Says that there may be ways in that aren't listed, since a verdict lists only the first that were found. */
export const notListedInWords = ({ bypasses }: Pick<Verdict, "bypasses">): string | undefined =>
  bypasses.length < MOST_BYPASSES
    ? undefined
    : `There may be more ways in: a verdict lists at most ${MOST_BYPASSES}. azmfa explain with --user shows how a person gets in.`;
