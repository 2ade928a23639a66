import type { EvaluationContext } from "../law/evaluate";
import type { Membership } from "../law/membership/membership";
import type { GroupId, UserId } from "../law/model/ids";
import type { Policy, UserAssignment } from "../law/model/policy";
import { GUEST_TYPES, type Principal } from "../law/model/sign-in";
import { present } from "../text/present";
import { counted, listing, listingSome, shortened } from "../text/sentence";
import { type Way, WaysNamed } from "../verifier/one-sign-in/ways-named";
import { type DirectoryNames, identityTypeNames } from "./principal";

/** Why a policy lets a sign-in through, to go after its name, and what to change so that it doesn't. */
export interface Explanation {
  readonly why: string;
  readonly fix: string;
}

/** A policy that lets somebody through for a reason other than its conditions. */
export interface Gap {
  readonly policy: Policy;
  /** Who gets through, to go after a verb. */
  readonly who: string;
  /** The lines that exclude them: first the lines that are certain. */
  readonly excluded: readonly Way[];
  readonly names: DirectoryNames;
}

/** The line by which a policy excludes a person, or the people that it covers instead. */
export function explainUsers({ policy, who, excluded, names }: Gap): Explanation {
  if (excluded.length > 0) return { why: `excludes ${who} by ${inBrief(excluded, names)}`, fix: fixOf(excluded) };
  const covered = describeAssigned(policy.users.include, names, MOST_NAMES);
  return {
    why: `doesn't apply to ${who}: it covers ${covered === "" ? "nobody" : `only ${covered}`}`,
    fix: "include all users",
  };
}

/**
 * The lines by which a policy excludes somebody: first the lines that are certain.
 * @param isFirm whether lines that may not hold them don't count
 */
export function excludingWays(
  { users }: Policy,
  { identity, ...who }: Principal,
  { tenant, membership }: EvaluationContext,
  isFirm: boolean,
): readonly Way[] {
  const ways = new WaysNamed({ ...who, identities: [identity] }, tenant, membership)
    .in(users.exclude, "exclude")
    .filter((way) => (isFirm ? isCertain(way) : way.kind !== "notUnderstood"));
  return [...ways.filter((way) => !isOpen(way)), ...ways.filter(isOpen)];
}

/** Whether a line certainly names the person, or names them as a guest. */
export const isCertain = (way: Way): boolean => way.kind !== "notUnderstood" && !("certain" in way && !way.certain);

/**
 * What a policy still excludes without the lines that exclude any of these people.
 * @param ways the lines that exclude one of them. The lines for the others are of the same kinds
 * @param people empty for someone that no policy or list names
 * @param isFirm whether lines that may not hold them stay
 */
export function excludedWithout(
  ways: readonly Way[],
  people: readonly UserId[],
  { exclude }: Policy["users"],
  membership: Membership,
  isFirm: boolean,
): UserAssignment {
  const side = isFirm ? "include" : "exclude";
  const named = new Set(people);
  const without = <Id>(ids: ReadonlySet<Id>, holds: (id: Id, person: UserId | undefined) => boolean) =>
    new Set([...ids].filter((id) => !(people.length === 0 ? [undefined] : people).some((one) => holds(id, one))));
  return {
    ...exclude,
    ...(ways.some(({ kind }) => kind === "guest") ? { everyGuest: false, guests: undefined } : {}),
    everyone: false,
    users: new Set([...exclude.users].filter((id) => !named.has(id))),
    groups: without(exclude.groups, (id, person) => membership.isInGroup(id, side, person)),
    roles: without(exclude.roles, (id, person) => membership.hasRole(id, side, person)),
  };
}

/** Whether it is a group or role whose members aren't all known. */
const isOpen = (way: Way): boolean => "certain" in way && !way.certain && !(way.kind === "role" && way.inPart);

/** Names up to two groups or roles whose members aren't all known. More are counted, because another section names them. */
function inBrief(ways: readonly Way[], names: DirectoryNames): string {
  const open = ways.filter(isOpen).length;
  if (open < 3) return describeWays(ways, names);
  const certain = ways.filter((way) => !isOpen(way)).map((way) => describeWay(way, names));
  return listing([...certain, `${open} groups or roles${NOT_ALL_KNOWN}`], "and");
}

/** The register takes users and groups. It can't declare a role or a type of guests. */
function fixOf(ways: readonly Way[]): string {
  const [remove, them] = ways.length === 1 ? ["remove that exclusion", "it"] : ["remove these exclusions", "them"];
  if (ways.some(isOpen)) return `${remove}, or add the members to the tenant file`;
  return ways.every(({ kind }) => kind === "id" || kind === "group")
    ? `${remove}, or declare ${them} in the register with an approval and a review date`
    : remove;
}

const MOST_NAMES = 3;

/**
 * Everyone that one side of a policy names: `All users`, `alice, the group "B" and guests and external users`. Empty if nobody.
 * @param most how many groups and roles are named. More are counted, as more than three users always are.
 */
export function describeAssigned(
  assignment: UserAssignment,
  names: DirectoryNames,
  most = Number.POSITIVE_INFINITY,
): string {
  const { everyone, everyAgent, everyGuest, users, groups, roles, guests } = assignment;
  const some = <Id>(ids: ReadonlySet<Id>, noun: string, nameOf: (id: Id) => string, limit: number) =>
    ids.size > limit ? [counted(ids.size, noun)] : Array.from(ids, nameOf);
  return listing(
    present([
      everyone && "All users",
      ...some(users, "user", names.person, MOST_NAMES),
      ...some(groups, "group", (id) => names.the("group", id), most),
      ...some(roles, "role", (id) => names.the("role", id), most),
      (everyGuest || guests !== undefined) && describeGuests(assignment),
      everyAgent && "the user accounts of all agents",
    ]),
    "and",
  );
}

/** Guests of every type. */
export const ALL_GUESTS = "guests and external users";

/** The types of guests that one side of a policy names, and from how many tenants. */
export function describeGuests({ everyGuest, guests }: Pick<UserAssignment, "everyGuest" | "guests">): string {
  if (everyGuest || guests === undefined) return ALL_GUESTS;
  const isAll = GUEST_TYPES.every((type) => guests.types.has(type));
  const types = isAll ? ALL_GUESTS : identityTypeNames([...guests.types]) || "guests of no type that is understood";
  const { homes } = guests;
  if (homes.kind === "enumerated") return `${types} of ${counted(homes.tenants.size, "tenant")}`;
  return homes.kind === "notUnderstood" ? `${types} of tenants that aren't understood` : types;
}

/** The lines by which a policy names a person: `All users, the group "B" (through "A") and the role "Global Administrator"`. */
export const describeWays = (ways: readonly Way[], names: DirectoryNames): string =>
  listingSome(
    ways.map((way) => describeWay(way, names)),
    MOST_NAMES,
  );

function describeWay(way: Way, names: DirectoryNames): string {
  switch (way.kind) {
    case "everyone":
      return "All users";
    case "id":
      return "their id";
    case "group":
      return `${names.the("group", way.id)}${way.certain ? through(way.chain.slice(0, -1), names) : NOT_ALL_KNOWN}`;
    case "role": {
      const inPart = way.inPart ? " (in a part of the tenant, or once activated)" : "";
      return `${names.the("role", way.id)}${isOpen(way) ? NOT_ALL_KNOWN : `${through(way.chain, names)}${inPart}`}`;
    }
    case "guest":
      return way.truths.every((truth) => truth === "yes")
        ? "their guest type"
        : "a guest type that may be theirs (their guest type or home tenant isn't known)";
    case "notUnderstood":
      return `${shortened(way.field)}, which isn't understood`;
  }
}

const NOT_ALL_KNOWN = " (members not all known)";

/** The path from the group that the person is in to the group inside the named one. */
const through = (chain: readonly GroupId[], names: DirectoryNames): string =>
  chain.length === 0 ? "" : ` (through ${chain.map((id) => names.called("group", id)).join(", in ")})`;
