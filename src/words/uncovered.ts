import { evaluationContext } from "../law/evaluate";
import type { UserId } from "../law/model/ids";
import type { Exemption } from "../law/model/register";
import { type IdentityType, PERSON_CLASSES, type Principal } from "../law/model/sign-in";
import type { Tenant } from "../law/model/tenant";
import { present } from "../text/present";
import { counted, listing } from "../text/sentence";
import { exemptIn } from "../verifier/exemptions";
import type { Bypass } from "../verifier/verdict";
import { type DirectoryNames, directoryNames, identityTypeName, identityTypeNames } from "./principal";

/** A tenant in which ways in are explained. */
export type ExplainedTenant = ReturnType<typeof explainedTenant>;

/** @param isWhole false where the lists of people may lack somebody */
export function explainedTenant(tenant: Tenant, exemptions: readonly Exemption[] = [], isWhole = true) {
  const { isExempt, groups } = exemptIn(tenant, exemptions);
  return { context: evaluationContext(tenant, groups), names: directoryNames(tenant), isExempt, exemptions, isWhole };
}

const MOST_NAMES = 10;

/** Everybody for whom a way in is open, in words. */
export function describeUncovered(
  {
    people,
    others,
    fromSomeHomes,
    peopleOutside,
  }: Pick<Bypass, "people" | "others" | "fromSomeHomes" | "peopleOutside">,
  tenant: ExplainedTenant,
): string {
  const unnamed = typesAmong(others, "unnamed");
  const outsiders = typesAmong(others, "outsider");
  const some = (types: readonly IdentityType["type"][]): string => homesOf(types, others, fromSomeHomes);
  const isAnybody = PERSON_CLASSES.every((type) => unnamed.includes(type) && !fromSomeHomes.has(type));
  const but = peopleOutside === 0 ? "" : ` but ${counted(peopleOutside, "person", "people")} whom the file names`;
  const inDirectory = isAnybody
    ? [`anybody in the directory${but}`]
    : [...describePeople(people, tenant), ...unnamed.map((type) => `any ${identityTypeName(type)}${some([type])}`)];
  const beyond = outsiders.length > 0 && `outsiders: ${identityTypeNames(outsiders)}${some(outsiders)}`;
  return present([...inDirectory, beyond]).join("; ");
}

/** From where they come, if not from anywhere. */
function homesOf(
  types: readonly IdentityType["type"][],
  others: readonly Principal[],
  fromSomeHomes: ReadonlySet<IdentityType["type"]>,
): string {
  const homes = new Set(
    others.flatMap(({ identity: { type, home } }) => (types.includes(type) && fromSomeHomes.has(type) ? [home] : [])),
  );
  if (homes.size === 0) return "";
  const words = Array.from(homes, (home) => (home === "unnamed" ? "a tenant that no policy names" : `tenant ${home}`));
  return ` (${types.length > 1 ? "some " : ""}from ${listing(words.slice(0, 3), "or")}${words.length > 3 ? " and others" : ""})`;
}

const typesAmong = (others: readonly Principal[], kind: Principal["kind"]) => [
  ...new Set(others.flatMap((one) => (one.kind === kind ? [one.identity.type] : []))),
];

function describePeople(people: readonly UserId[], { names, isExempt }: ExplainedTenant): readonly string[] {
  if (people.length === 0) return [];
  const { users = [] } = names.tenant;
  const count = headcount(people, names);
  if (people.length === users.length) return [`everybody (${count})`];
  if (people.length === users.filter(({ id }) => !isExempt(id)).length)
    return [`everybody who isn't exempt (${count})`];
  return [nameList(people, names)];
}

/** `5 people`; `5 people, 1 disabled` where some can't sign in today. */
export function headcount(people: readonly UserId[], names: DirectoryNames): string {
  const disabled = disabledAmong(people, names);
  const marked = disabled === 0 ? "" : `, ${disabled.toLocaleString("en-US")} disabled`;
  return `${counted(people.length, "person", "people")}${marked}`;
}

export const disabledAmong = (people: readonly UserId[], names: DirectoryNames): number =>
  people.filter((id) => names.userOf(id)?.disabled === true).length;

/** `alice, bob (disabled) and 23 more`. */
function nameList(people: readonly UserId[], names: DirectoryNames): string {
  const nameOf = (id: UserId) => `${names.person(id)}${names.userOf(id)?.disabled === true ? " (disabled)" : ""}`;
  const more = people.length - MOST_NAMES;
  return listing(
    [...people.slice(0, MOST_NAMES).map(nameOf), ...(more > 0 ? [counted(more, "more", "more")] : [])],
    "and",
  );
}
