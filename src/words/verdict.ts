import { PERSON_CLASSES } from "../law/model/sign-in";
import type { Tenant } from "../law/model/tenant";
import { present } from "../text/present";
import { quoted } from "../text/printable";
import { capital, counted, listing } from "../text/sentence";
import { agentsOf } from "../verifier/agents";
import { exemptIn } from "../verifier/exemptions";
import { type Bypass, MOST_BYPASSES, type Verdict } from "../verifier/verdict";
import { isIncomplete, type Judgement } from "./judgement";
import { directoryNames, identityTypeNames } from "./principal";
import { disabledAmong, headcount } from "./uncovered";

/** The verdict in one sentence. */
export function verdictInWords(judgement: Judgement): string {
  const { verdict, tenant } = judgement;
  switch (verdict.kind) {
    case "proved":
      return `Nobody reaches Azure management without MFA${exceptExempt(judgement)}.`;
    case "bypass": {
      const [certainly, otherwise] = parted(judgement);
      const sure = certainly && capital(whoGetsIn(certainly));
      if (otherwise === undefined) return sure ?? "";
      if (sure === undefined) return `Unless what is unknown stops them, ${whoGetsIn(otherwise)}`;
      return `${sure} Unless what is unknown stops them, ${whoever(otherwise)} can as well.`;
    }
    case "unknown":
      if (verdict.bypasses.length > 0)
        return `Could not tell: it depends on content that ${tenant.partlyKnown === undefined ? "isn't understood" : "is missing"}. At worst, ${whoGetsIn(judgement)}`;
      return tenant.partlyKnown === undefined
        ? "Could not tell whether anybody reaches Azure management without MFA. See what isn't understood, below."
        : "Only part of the tenant was read, so nothing is proved. See what is missing, below.";
  }
}

const whoGetsIn = (judgement: Judgement): string =>
  `${isIncomplete(judgement) ? "at least " : ""}${whoever(judgement)} can reach Azure management without MFA.`;

/** The verdict about those who get in whatever is unknown, and about those who don't if it stops them; undefined where there are none. */
function parted(judgement: Judgement): readonly [Judgement | undefined, Judgement | undefined] {
  const { verdict } = judgement;
  const certain = verdict.bypasses.filter(({ hangsOn }) => hangsOn.length === 0);
  const depending = verdict.bypasses.filter(({ hangsOn }) => hangsOn.length > 0);
  if (certain.length === 0) return [undefined, judgement];
  if (depending.length === 0 || verdict.bypasses.length === MOST_BYPASSES) return [judgement, undefined];
  const sure = new Set<string>(certain.flatMap(({ people }) => people));
  for (const { kind, identity } of certain.flatMap(({ others }) => others)) sure.add(`${kind} ${identity.type}`);
  const about = (isMeant: (key: string) => boolean, bypasses: readonly Bypass[]): Judgement => {
    const users = verdict.uncovered.users.filter(isMeant);
    const classes = verdict.uncovered.classes.filter((type) => isMeant(`unnamed ${type}`));
    const outsiders = verdict.uncovered.outsiders.filter((type) => isMeant(`outsider ${type}`));
    return { ...judgement, verdict: { ...verdict, uncovered: { users, classes, outsiders }, bypasses } as Verdict };
  };
  const otherwise = about((key) => !sure.has(key), depending);
  const { users, classes, outsiders } = otherwise.verdict.uncovered;
  if (users.length + classes.length + outsiders.length === 0) return [judgement, undefined];
  return [about((key) => sure.has(key), certain), otherwise];
}

/** How many, and of which types; each way in says who. */
function whoever(judgement: Judgement): string {
  const { verdict, tenant } = judgement;
  const { users, outsiders } = verdict.uncovered;
  const others = outsiders.length > 0 && `outsiders (${identityTypeNames(outsiders)})`;
  const all = present([users.length > 0 && usersInWords(judgement), ...classesInWords(verdict, tenant), others]);
  return all.length === 0 ? "possibly anybody" : listing(all, "and");
}

/** `everybody who isn't exempt (7 people)`, `2 of 7 people in the directory (1 disabled)` */
function usersInWords({ verdict: { uncovered }, tenant, register }: Judgement): string {
  const { users } = uncovered;
  const names = directoryNames(tenant);
  const { isExempt } = exemptIn(tenant, register?.exemptions ?? []);
  const all = tenant.users ?? [];
  const judged = all.filter(({ id }) => !isExempt(id)).length;
  if (users.length === judged)
    return `${judged === all.length ? "everybody in the directory" : "everybody who isn't exempt"} (${headcount(users, names)})`;
  const disabled = disabledAmong(users, names);
  const marked = disabled === 0 ? "" : ` (${disabled.toLocaleString("en-US")} disabled)`;
  return `${users.length.toLocaleString("en-US")} of ${counted(judged, "person", "people")} in the directory${marked}`;
}

/** Without a directory: classes of people, or the ones whom the file names where it is nobody else. */
function classesInWords({ uncovered: { classes }, bypasses }: Verdict, { users }: Tenant): readonly string[] {
  const isAnybodyElse = bypasses.some(({ others }) => others.some(({ kind }) => kind === "unnamed"));
  const known = users === undefined ? new Set(bypasses.flatMap(({ people }) => people)).size : 0;
  if (classes.length + known === 0) return [];
  if (!isAnybodyElse && known > 0) return [`${counted(known, "person", "people")} that the file names by id`];
  return [
    PERSON_CLASSES.every((type) => classes.includes(type)) ? "anybody in the directory" : identityTypeNames(classes),
  ];
}

function exceptExempt({ register }: Judgement): string {
  const count = register?.inForce.length ?? 0;
  return count === 0 ? "" : `, except for the ${counted(count, "exclusion")} in the register`;
}

/** What a sign-in shows besides a password, by Graph's names. */
const SHOWN: { readonly [name: string]: string } = {
  compliantDevice: "a compliant device",
  domainJoinedDevice: "a hybrid joined device",
  approvedApplication: "an approved client app",
  compliantApplication: "an app with an app protection policy",
  termsOfUse: "accepted terms of use",
  customAuthenticationFactor: "a custom control",
  passwordChange: "a changed password",
};

/** `a compliant device and accepted terms of use`; `a password is enough` where nothing else is needed. */
export const needsInWords = (needs: readonly string[]): string =>
  needs.length === 0
    ? "a password is enough"
    : `a password and ${listing(
        needs.map((name) => SHOWN[name] ?? quoted(name)),
        "and",
      )}`;

/** How many of the people need nothing but a password, where others need more; and whether anybody gets a token at all. */
export function effectInWords({ verdict: { bypasses, uncovered, blocksEverybody } }: Judgement): readonly string[] {
  if (blocksEverybody) return ["The policies block everybody: nobody gets a token, with or without MFA."];
  const isMoreNeeded = bypasses.some(({ needs }) => needs.length > 0);
  if (!isMoreNeeded || uncovered.users.length === 0) return [];
  const alone = new Set(bypasses.filter(({ needs }) => needs.length === 0).flatMap(({ people }) => people)).size;
  return [
    alone === 0
      ? "Nobody gets in with a password alone: see what each way in needs."
      : `${counted(alone, "person needs", "people need")} a password only; the others need more.`,
  ];
}

/** Policies that together carry a proof, each with whom it carries it for. */
export function carriersInWords({ verdict: { restsOn }, tenant }: Judgement): readonly string[] {
  const names = directoryNames(tenant);
  return restsOn.map(({ policy, displayName, people, types }) => {
    const whom = people ? counted(people, "person", "people") : identityTypeNames(types);
    return `${names.policy({ id: policy, displayName })}${whom === "" ? "" : `: ${whom}`}`;
  });
}

/** Agents' user accounts are outside the claim: how many there are, and whether anything stops them. */
export function agentsInWords({ tenant }: Pick<Judgement, "tenant">): readonly string[] {
  const { count, blocked } = agentsOf(tenant);
  if (count === 0) return [];
  const are = counted(count, "agent's user account is", "agents' user accounts are");
  return [`${are} outside this verdict; ${blocked ? "an" : "no"} enforced policy blocks all of them.`];
}
