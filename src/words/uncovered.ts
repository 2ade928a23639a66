import type { Membership } from "../law/membership/membership";
import type { RoleId, UserId } from "../law/model/ids";
import { type IdentityType, PERSON_CLASSES, type Principal } from "../law/model/sign-in";
import type { Tenant } from "../law/model/tenant";
import { present } from "../text/present";
import { counted, listing, named, shortened } from "../text/sentence";
import type { Bypass } from "../verifier/verdict";
import { type DirectoryNames, describeRole, identityTypeName, identityTypeNames } from "./principal";

/** The directory with who may be uncovered in it. */
export interface Directory {
  readonly names: DirectoryNames;
  readonly membership: Membership;
  readonly isExempt: (person: UserId) => boolean;
}

const MOST_NAMES = 10;
/** Groups may be many and one in the other; with so many that hold somebody, no single one says it well. */
const MOST_GROUPS_TRIED = 50;

/** Everybody for whom a way in is open, in words: by group or role where that says exactly who, else by name. */
export function describeUncovered(
  {
    people,
    others,
    fromSomeHomes,
    peopleOutside,
  }: Pick<Bypass, "people" | "others" | "fromSomeHomes" | "peopleOutside">,
  directory: Directory,
): string {
  const unnamed = typesAmong(others, "unnamed");
  const outsiders = typesAmong(others, "outsider");
  const some = (types: readonly IdentityType["type"][]): string => homesOf(types, others, fromSomeHomes);
  const isAnybody = PERSON_CLASSES.every((type) => unnamed.includes(type) && !fromSomeHomes.has(type));
  const but = peopleOutside === 0 ? "" : ` but ${counted(peopleOutside, "person", "people")} whom the file names`;
  const inDirectory = isAnybody
    ? [`anybody in the directory${but}`]
    : [...describePeople(people, directory), ...unnamed.map((type) => `any ${identityTypeName(type)}${some([type])}`)];
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

function describePeople(people: readonly UserId[], directory: Directory): readonly string[] {
  if (people.length === 0) return [];
  const { names, isExempt } = directory;
  const { users = [] } = names.tenant;
  const count = headcount(people, names);
  if (people.length === users.length) return [`everybody (${count})`];
  if (people.length === users.filter(({ id }) => !isExempt(id)).length)
    return [`everybody who isn't exempt (${count})`];
  const collective = collectiveOf(people, directory);
  const list = nameList(people, names);
  return [collective === undefined ? list : `${collective} (${count}): ${list}`];
}

/** `5 people`; `5 accounts, 1 disabled and 2 service accounts` where some of them aren't people who can sign in today. */
export function headcount(people: readonly UserId[], names: DirectoryNames, services?: ReadonlySet<string>): string {
  const others = notPeopleAmong(people, names, services);
  return others === "" ? counted(people.length, "person", "people") : `${counted(people.length, "account")}, ${others}`;
}

/**
 * `1 disabled and 2 service accounts`; empty where all are people who can sign in today.
 * @param services accounts that the register calls service accounts
 */
export function notPeopleAmong(
  people: readonly UserId[],
  names: DirectoryNames,
  services: ReadonlySet<string> = new Set(),
): string {
  const disabled = people.filter((id) => names.userOf(id)?.disabled === true).length;
  const ofServices = people.filter((id) => services.has(id) && names.userOf(id)?.disabled !== true).length;
  const marks = present([
    disabled > 0 && `${disabled.toLocaleString("en-US")} disabled`,
    ofServices > 0 && counted(ofServices, "service account"),
  ]);
  return listing(marks, "and");
}

/** `alice, bob (disabled) and 23 more`. */
export function nameList(people: readonly UserId[], names: DirectoryNames): string {
  const shown = people.slice(0, MOST_NAMES).map((id) => {
    const user = names.userOf(id);
    return `${shortened(user?.displayName ?? id)}${user?.disabled === true ? " (disabled)" : ""}`;
  });
  const more = people.length - shown.length;
  return listing(present([...shown, more > 0 && `${more.toLocaleString("en-US")} more`]), "and");
}

/** Whom exactly these people are, as members of a group or holders of a role that some policy names. */
function collectiveOf(people: readonly UserId[], directory: Directory): string | undefined {
  const { names, membership } = directory;
  const { users, policies, groups } = names.tenant;
  if (users === undefined) return undefined;
  const exposed = new Set<string>(people);
  const isExactly = (holders: ReadonlySet<string>): boolean => sameJudged(holders, exposed, directory);
  const assignments = policies.flatMap(({ users: { include, exclude } }) => [include, exclude]);
  const holding = [...new Set(assignments.flatMap((assignment) => [...assignment.groups]))].filter((group) =>
    membership.isInGroup(group, "include", people[0]),
  );
  for (const group of holding.slice(0, MOST_GROUPS_TRIED))
    if (isExactly(membership.ofGroup(group).people))
      return `any member of ${named(groups?.get(group)?.displayName ?? group)}`;
  for (const role of new Set(assignments.flatMap(({ roles }) => [...roles])))
    if (isExactly(membership.ofRole(role, "exclude").people))
      return `whoever holds ${describeRole(role)}${mayBecomeActive(role, names.tenant) ? " or may make it active" : ""}`;
  return undefined;
}

const mayBecomeActive = (id: RoleId, { roleAssignments = [] }: Tenant): boolean =>
  roleAssignments.some(({ role, isEligible }) => role === id && isEligible);

/** Whether those of the holders who are judged are exactly the exposed people. */
function sameJudged(
  holders: ReadonlySet<string>,
  exposed: ReadonlySet<string>,
  { names, isExempt }: Directory,
): boolean {
  if (holders.size < exposed.size) return false;
  for (const person of exposed) if (!holders.has(person)) return false;
  for (const person of holders)
    if (!exposed.has(person) && !isExempt(person as UserId) && names.userOf(person as UserId) !== undefined)
      return false;
  return true;
}
