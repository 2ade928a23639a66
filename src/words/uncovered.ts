import { evaluationContext } from "../law/evaluate";
import type { UserId } from "../law/model/ids";
import type { Exemption } from "../law/model/register";
import { OUTSIDER_TYPES, PERSON_CLASSES } from "../law/model/sign-in";
import type { Tenant } from "../law/model/tenant";
import { present } from "../text/present";
import { counted, listing, listingSome } from "../text/sentence";
import { exemptIn } from "../verifier/exemptions";
import type { Bypass, Uncovered } from "../verifier/verdict";
import { directoryNames, identityTypeName, identityTypeNames } from "./principal";

/** A tenant in which ways in are explained. */
export type ExplainedTenant = ReturnType<typeof explainedTenant>;

/** @param isWhole false if the lists of people may lack somebody */
export function explainedTenant(tenant: Tenant, exemptions: readonly Exemption[] = [], isWhole = true) {
  const { isExempt, groups } = exemptIn(tenant, exemptions);
  return { context: evaluationContext(tenant, groups), names: directoryNames(tenant), isExempt, exemptions, isWhole };
}

const MOST_NAMES = 10;

/** Everybody that a way in is open for: people by name, others by identity type. */
export function describeUncovered(way: Bypass, explained: ExplainedTenant): string {
  const { people, fromSomeHomes, peopleOutside } = way;
  const who = everybodyAmong(people, explained) ?? listingSome(people.map(explained.names.person), MOST_NAMES);
  const but = peopleOutside === 0 ? "" : ` but ${counted(peopleOutside, "person", "people")} that the file names`;
  const homes = fromSomeHomes.size === 0 ? "" : `; only from some tenants: ${identityTypeNames([...fromSomeHomes])}`;
  return `${withKinds(who, uncoveredBy([way]), but)}${homes}`;
}

/** Everybody that these ways in are open for. */
export function uncoveredBy(ways: readonly Bypass[]): Uncovered {
  const types = new Set(ways.flatMap(({ others }) => others.map(({ identity }) => identity.type)));
  return {
    users: [...new Set(ways.flatMap(({ people }) => people))],
    classes: PERSON_CLASSES.filter((type) => types.has(type)),
    outsiders: OUTSIDER_TYPES.filter((type) => types.has(type)),
  };
}

/** People, and kinds of people that no list names: `alice, any internal guest and outsiders (service provider users)`. */
export function withKinds(
  people: string,
  { classes, outsiders }: Pick<Uncovered, "classes" | "outsiders">,
  but = "",
): string {
  const others = classes.length > 0 && `any ${listing(classes.map(identityTypeName), "or")}`;
  const isAnybody = PERSON_CLASSES.every((type) => classes.includes(type));
  return listing(
    present([
      ...(isAnybody ? [`anybody in the directory${but}`] : [people !== "" && people, others]),
      outsiders.length > 0 && `outsiders (${identityTypeNames(outsiders)})`,
    ]),
    "and",
  );
}

/** `everybody in the directory (7 people)`, `everybody who isn't exempt (5 people)`. `undefined` if some people are missing. */
export function everybodyAmong(people: readonly UserId[], { names, isExempt }: ExplainedTenant): string | undefined {
  const { users = [] } = names.tenant;
  const isAll = people.length === users.length;
  const isRest = people.length === users.filter(({ id }) => !isExempt(id)).length;
  if (people.length === 0 || !(isAll || isRest)) return undefined;
  return `everybody ${isAll ? "in the directory" : "who isn't exempt"} (${counted(people.length, "person", "people")})`;
}

/** Whether a way in exists whatever isn't known or understood turns out to be. */
export const isSettled = ({ certain, hangsOn }: Pick<Bypass, "certain" | "hangsOn">): boolean =>
  certain && hangsOn.length === 0;
