import type { UserId } from "../law/model/ids";
import type { Exemption } from "../law/model/register";
import { present } from "../text/present";
import { capital, counted, listing } from "../text/sentence";
import { agentsOf } from "../verifier/agents";
import { wholeGroups } from "../verifier/exemptions";
import { MOST_BYPASSES, type Uncovered, type Verdict } from "../verifier/verdict";
import type { Judgement } from "./judgement";
import { directoryNames, identityTypeNames } from "./principal";
import { type ExplainedTenant, everybodyAmong, explainedTenant, isSettled, uncoveredBy, withKinds } from "./uncovered";

/** The verdict in one or two sentences. */
export function verdictInWords(judgement: Judgement): string {
  const { verdict, register, tenant } = judgement;
  const { kind, bypasses, isWhole } = verdict;
  if (kind === "proved") {
    const exempt = verdict.blocked === "all" ? "" : exemptInWords(register?.exemptions ?? []);
    const except = exempt === "" ? "" : `, except for ${exempt} that the register exempts`;
    return `Nobody reaches Azure management without MFA${except}.`;
  }
  if (bypasses.length === 0)
    return "Could not tell whether anybody reaches Azure management without MFA: see what is missing or isn't understood, below.";
  const explained = explainedTenant(tenant, register?.exemptions);
  const inWords = (some: Uncovered) => withKinds(countPeople(some.users, explained), some) || "possibly anybody";
  const canReach = (who: string) => `${isWhole ? "" : "at least "}${who} can reach Azure management without MFA.`;
  const all = inWords(everybodyUncovered(judgement));
  if (kind === "unknown")
    return `Could not tell: it depends on content that is missing or isn't understood. At worst, ${canReach(all)}`;
  const settled = bypasses.filter(isSettled);
  if (settled.length === 0) return `Unless what is unknown stops them, ${canReach(all)}`;
  const certainly = settled.length === bypasses.length ? all : inWords(uncoveredBy(settled));
  return `${capital(canReach(certainly))}${certainly === all ? "" : ` Unless what is unknown stops them, ${all} can.`}`;
}

/** `4 people and the members of 1 group`, each person once. Empty if nobody is exempt. */
function exemptInWords(exemptions: readonly Exemption[]): string {
  const people = new Set(exemptions.flatMap((one) => (one.kind === "user" ? one.id : [...(one.members ?? [])])));
  const groups = wholeGroups(exemptions).length;
  return listing(
    present([
      people.size > 0 && counted(people.size, "person", "people"),
      groups > 0 && `the members of ${counted(groups, "group")}`,
    ]),
    "and",
  );
}

/** Everybody who gets in. If the users aren't known, these are the people that the file names, and classes only if others get in. */
function everybodyUncovered({ verdict: { uncovered, bypasses }, tenant }: Judgement): Uncovered {
  if (tenant.users !== undefined) return uncovered;
  const { users, classes } = uncoveredBy(bypasses);
  return { ...uncovered, users, classes: classes.length === 0 ? [] : uncovered.classes };
}

/** `3 of 7 people in the directory, 1 of them disabled,`, or `3 people` if the file may lack some. */
function countPeople(people: readonly UserId[], explained: ExplainedTenant): string {
  const { users, mayLackItems } = explained.names.tenant;
  if (people.length === 0) return "";
  const disabled = people.filter((id) => explained.names.userOf(id)?.disabled).length;
  const also = disabled === 0 ? "" : `, ${disabled.toLocaleString("en-US")} of them disabled,`;
  const everybody = everybodyAmong(people, explained);
  if (everybody !== undefined || users === undefined || mayLackItems?.has("users"))
    return `${everybody ?? counted(people.length, "person", "people")}${also}`;
  return `${people.length.toLocaleString("en-US")} of ${counted(users.length, "person", "people")} in the directory${also}`;
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
  if (count === 0) return undefined;
  const are = counted(count, "agent's user account is", "agents' user accounts are");
  return `${are} outside this verdict; ${blocked ? "an" : "no"} enforced policy blocks all of them.`;
}

/** Says that there may be ways in that aren't listed, since a verdict lists only the first that were found. */
export const notListedInWords = ({ bypasses }: Pick<Verdict, "bypasses">): string | undefined =>
  bypasses.length < MOST_BYPASSES
    ? undefined
    : `There may be more ways in: a verdict lists at most ${MOST_BYPASSES}. azmfa explain with --user shows how a person gets in.`;
