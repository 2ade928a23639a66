import { DIMENSIONS } from "../law/conditions";
import { evaluationContext } from "../law/evaluate";
import type { Dimension } from "../law/model/dimensions";
import type { UserId } from "../law/model/ids";
import type { Exemption } from "../law/model/register";
import { type IdentityType, PERSON_CLASSES, type Principal } from "../law/model/sign-in";
import type { Tenant } from "../law/model/tenant";
import { memoize } from "../text/memoize";
import { present } from "../text/present";
import { counted, listing, listingSome } from "../text/sentence";
import { exemptIn } from "../verifier/exemptions";
import type { Bypass } from "../verifier/verdict";
import { type DirectoryNames, directoryNames, identityTypeName, identityTypeNames } from "./principal";

/** A tenant in which ways in are explained. */
export type ExplainedTenant = ReturnType<typeof explainedTenant>;

/** @param isWhole false if the lists of people may lack somebody */
export function explainedTenant(tenant: Tenant, exemptions: readonly Exemption[] = [], isWhole = true) {
  const { isExempt, groups } = exemptIn(tenant, exemptions);
  return { context: evaluationContext(tenant, groups), names: directoryNames(tenant), isExempt, exemptions, isWhole };
}

const MOST_NAMES = 10;

/** Everybody that a way in is open for: people by name, others by identity type; as a list, or within a sentence. */
export function describeUncovered(way: Bypass, tenant: ExplainedTenant, link: "; " | " and " = "; "): string {
  const { people, others, fromSomeHomes, peopleOutside } = way;
  const [unnamed, outsiders] = [typesAmong(others, "unnamed"), typesAmong(others, "outsider")];
  const some = (types: readonly IdentityType["type"][]): string => homesOf(types, others, fromSomeHomes);
  const isAnybody = PERSON_CLASSES.every((type) => unnamed.includes(type) && !fromSomeHomes.has(type));
  const but = peopleOutside === 0 ? "" : ` but ${counted(peopleOutside, "person", "people")} that the file names`;
  const inDirectory = isAnybody
    ? [`anybody in the directory${but}`]
    : [
        people.length > 0 && (describeEverybody(people, tenant) ?? namesOf(people, tenant)),
        ...unnamed.map((type) => `any ${identityTypeName(type)}${some([type])}`),
      ];
  const types = `${identityTypeNames(outsiders)}${some(outsiders)}`;
  const beyond = outsiders.length > 0 && (link === "; " ? `outsiders: ${types}` : `outsiders (${types})`);
  return present([...inDirectory, beyond]).join(link);
}

/** The home tenants of these identity types, unless they may come from any tenant. */
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

/** `everybody in the directory (7 people)`, `everybody who isn't exempt (5 people)`. `undefined` if some people are missing, or if the file has no users. */
export function describeEverybody(
  people: readonly UserId[],
  { names, isExempt }: Pick<ExplainedTenant, "names" | "isExempt">,
): string | undefined {
  const { users = [] } = names.tenant;
  if (people.length === users.length) return `everybody in the directory (${headcount(people, names)})`;
  if (people.length !== users.filter(({ id }) => !isExempt(id)).length) return undefined;
  return `everybody who isn't exempt (${headcount(people, names)})`;
}

/** `5 people`, or `5 people, 1 disabled` if one account can't sign in today. */
function headcount(people: readonly UserId[], names: DirectoryNames): string {
  const disabled = disabledAmong(people, names);
  const marked = disabled === 0 ? "" : `, ${disabled.toLocaleString("en-US")} disabled`;
  return `${counted(people.length, "person", "people")}${marked}`;
}

/** How many of these people have a disabled account. */
export const disabledAmong = (people: readonly UserId[], names: DirectoryNames): number =>
  people.filter((id) => names.userOf(id)?.disabled === true).length;

/** `alice, bob (disabled) and 23 more`. */
const namesOf = (people: readonly UserId[], { names }: ExplainedTenant): string =>
  listingSome(
    people.map((id) => `${names.person(id)}${names.userOf(id)?.disabled === true ? " (disabled)" : ""}`),
    MOST_NAMES,
  );

/** The ways in without those that another, equally certain way in covers: the same people or more, at the same width or more. */
export function widestOnly(bypasses: readonly Bypass[]): readonly Bypass[] {
  const isWithin = (few: Bypass, many: Bypass): boolean => [...whoIn(few)].every((one) => whoIn(many).has(one));
  const covers = (wide: Bypass, narrow: Bypass): boolean =>
    wide.certain === narrow.certain &&
    DIMENSIONS.every((dimension) => isWider(dimension, wide, narrow)) &&
    isWithin(narrow, wide);
  return bypasses.filter(
    (one, at) =>
      !bypasses.some((other, place) => place !== at && covers(other, one) && (place < at || !covers(one, other))),
  );
}

/** Everybody who gets in by a way in: people by id, others by what they are. */
export const whoIn = memoize(
  ({ people, others }: Bypass): ReadonlySet<string> =>
    new Set([...people, ...others.map(({ kind, identity: { type, home } }) => `${kind} ${type} ${home}`)]),
);

function isWider<D extends Dimension>(dimension: D, wide: Bypass, narrow: Bypass): boolean {
  const all = wide.alsoTrueFor[dimension] ?? [wide.signIn[dimension]];
  if (all === "any") return true;
  const some = narrow.alsoTrueFor[dimension] ?? [narrow.signIn[dimension]];
  return some !== "any" && some.every((value) => all.some((one) => one === value));
}
