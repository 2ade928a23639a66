import { PERSON_CLASSES } from "../law/model/sign-in";
import { mayLackPolicies } from "../law/model/tenant";
import { present } from "../text/present";
import { capital, counted, listing } from "../text/sentence";
import { agentsOf } from "../verifier/agents";
import { exemptIn } from "../verifier/exemptions";
import { type Bypass, MOST_BYPASSES, type Verdict } from "../verifier/verdict";
import type { Judgement } from "./judgement";
import { directoryNames, identityTypeNames } from "./principal";
import { describeEverybody, disabledAmong } from "./uncovered";

/** The verdict in one or two sentences. */
export function verdictInWords(judgement: Judgement): string {
  const { verdict, tenant } = judgement;
  const getIn = (some: GetIn): string =>
    `${!verdict.isWhole ? "at least " : ""}${whoGetsIn(some, judgement)} can reach Azure management without MFA.`;
  switch (verdict.kind) {
    case "proved":
      return `Nobody reaches Azure management without MFA${exceptExempt(judgement)}.`;
    case "bypass": {
      const { certainly, otherwise } = parted(verdict);
      const sure = certainly && capital(getIn(certainly));
      if (otherwise === undefined) return sure ?? "";
      if (sure === undefined) return `Unless what is unknown stops them, ${getIn(otherwise)}`;
      return `${sure} Unless what is unknown stops them, ${whoGetsIn(otherwise, judgement)} can as well.`;
    }
    case "unknown":
      if (verdict.bypasses.length > 0)
        return `Could not tell: it depends on content that ${mayLackPolicies(tenant) ? "is missing" : "isn't understood"}. At worst, ${getIn(verdict)}`;
      return tenant.partlyKnown === undefined
        ? "Could not tell whether anybody reaches Azure management without MFA. See what isn't understood, below."
        : "Only part of the tenant was read, so nothing is proved. See what is missing, below.";
  }
}

/** Everybody who gets in by these ways in. */
type GetIn = Pick<Verdict, "uncovered" | "bypasses">;

/** Everybody who gets in whatever the unknown data may be, and everybody else who gets in unless it stops them. */
function parted(verdict: GetIn): { readonly certainly?: GetIn; readonly otherwise?: GetIn } {
  const { uncovered, bypasses } = verdict;
  const certain = bypasses.filter(({ hangsOn }) => hangsOn.length === 0);
  const depending = bypasses.filter(({ hangsOn }) => hangsOn.length > 0);
  if (certain.length === 0) return { otherwise: verdict };
  if (depending.length === 0 || bypasses.length === MOST_BYPASSES) return { certainly: verdict };
  const sure = new Set<string>(certain.flatMap(({ people }) => people));
  for (const { kind, identity } of certain.flatMap(({ others }) => others)) sure.add(`${kind} ${identity.type}`);
  const those = (isMeant: (key: string) => boolean, ways: readonly Bypass[]): GetIn => ({
    uncovered: {
      users: uncovered.users.filter(isMeant),
      classes: uncovered.classes.filter((type) => isMeant(`unnamed ${type}`)),
      outsiders: uncovered.outsiders.filter((type) => isMeant(`outsider ${type}`)),
    },
    bypasses: ways,
  });
  const otherwise = those((key) => !sure.has(key), depending);
  const isNobody = Object.values(otherwise.uncovered).every(({ length }) => length === 0);
  return isNobody ? { certainly: verdict } : { certainly: those((key) => sure.has(key), certain), otherwise };
}

/** How many people get in, and which identity types. Each way in says who. */
function whoGetsIn(some: GetIn, judgement: Judgement): string {
  const { outsiders } = some.uncovered;
  const others = outsiders.length > 0 && `outsiders (${identityTypeNames(outsiders)})`;
  return (
    listing(present([...usersInWords(some, judgement), ...classesInWords(some, judgement), others]), "and") ||
    "possibly anybody"
  );
}

/** `everybody who isn't exempt (7 people)`, `2 of 7 people who aren't exempt (1 disabled)`, or `2 people` of a list that may lack some */
function usersInWords({ uncovered: { users } }: GetIn, { tenant, register }: Judgement): readonly string[] {
  if (users.length === 0) return [];
  const names = directoryNames(tenant);
  const { isExempt } = exemptIn(tenant, register?.exemptions ?? []);
  const { users: all = [] } = tenant;
  const judged = all.filter(({ id }) => !isExempt(id)).length;
  const disabled = disabledAmong(users, names);
  const marked = disabled === 0 ? "" : ` (${disabled.toLocaleString("en-US")} disabled)`;
  const ofAll = `${users.length.toLocaleString("en-US")} of ${counted(judged, "person", "people")} ${judged === all.length ? "in the directory" : "who aren't exempt"}`;
  const some = tenant.mayLackItems?.has("users") ? counted(users.length, "person", "people") : ofAll;
  return [describeEverybody(users, { names, isExempt }) ?? `${some}${marked}`];
}

/** Without a directory: classes of people, or the people that the file names if nobody else gets in. */
function classesInWords(
  { uncovered: { classes }, bypasses }: GetIn,
  { tenant: { users } }: Judgement,
): readonly string[] {
  const isAnybodyElse = bypasses.some(({ others }) => others.some(({ kind }) => kind === "unnamed"));
  const known = users === undefined ? new Set(bypasses.flatMap(({ people }) => people)).size : 0;
  if (classes.length + known === 0) return [];
  if (!isAnybodyElse && known > 0) return [`${counted(known, "person", "people")} that the file names by id`];
  return [
    PERSON_CLASSES.every((type) => classes.includes(type)) ? "anybody in the directory" : identityTypeNames(classes),
  ];
}

function exceptExempt({ register, verdict: { blocked } }: Judgement): string {
  const count = blocked === "all" ? 0 : (register?.inForce.length ?? 0);
  return count === 0 ? "" : `, except for the ${counted(count, "exclusion")} in the register`;
}

/** How many people need only a password, if others need more. */
export function effectInWords({ verdict: { bypasses, uncovered } }: Judgement): readonly string[] {
  const isMoreNeeded = bypasses.some(({ needs }) => needs.length > 0);
  if (!isMoreNeeded || uncovered.users.length === 0) return [];
  const alone = new Set(bypasses.filter(({ needs }) => needs.length === 0).flatMap(({ people }) => people)).size;
  return [
    alone === 0
      ? "Nobody gets in with a password alone: see what each way in needs."
      : `${counted(alone, "person needs", "people need")} only a password; the others need more.`,
  ];
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
export function agentsInWords({ tenant }: Pick<Judgement, "tenant">): readonly string[] {
  const { count, blocked } = agentsOf(tenant);
  if (count === 0) return [];
  const are = counted(count, "agent's user account is", "agents' user accounts are");
  return [`${are} outside this verdict; ${blocked ? "an" : "no"} enforced policy blocks all of them.`];
}

/**
 * How many people get in by ways that aren't listed, as a sentence. `undefined` if the listed ways cover everybody. A verdict lists only
 * the first ways in that were found, but everybody who is uncovered.
 */
export function notListedInWords({ uncovered, bypasses }: Pick<Verdict, "uncovered" | "bypasses">): string | undefined {
  if (bypasses.length < MOST_BYPASSES) return undefined;
  const types = bypasses.flatMap(({ others }) => others.map(({ identity }) => identity.type));
  const listed = new Set<string>([...bypasses.flatMap(({ people }) => people), ...types]);
  const { users, classes, outsiders } = uncovered;
  const missing = [...users, ...classes, ...outsiders].filter((one) => !listed.has(one)).length;
  if (missing === 0) return undefined;
  const others = counted(missing, "more person or kind of people gets", "more people or kinds of people get");
  return `${others} in by other ways: a verdict lists at most ${MOST_BYPASSES}. azmfa explain with --user shows how.`;
}
