import type { Membership } from "../law/membership/membership";
import { ALL_USERS, type AssignmentSide, NO_USERS, type Policy, type UserAssignment } from "../law/model/policy";
import { GUEST_TYPES, type Principal } from "../law/model/sign-in";
import { meetsUsers, namesAsGuest, namesPerson } from "../law/users";
import { memoize } from "../text/memoize";
import { present } from "../text/present";
import { counted, listing, listingSome } from "../text/sentence";
import type { Way } from "../verifier/one-sign-in/ways-named";
import type { Explanation } from "./explain";
import { type DirectoryNames, identityTypeNames } from "./principal";

/** The lines by which a policy leaves people out, or the people that it covers instead. The register declares no types of guests. */
export function explainUsers(
  policy: Policy,
  people: readonly Principal[],
  membership: Membership,
  names: DirectoryNames,
): Explanation {
  const { include, exclude } = policy.users;
  const lines = linesLeavingOut(people, policy.users, membership);
  if (lines.length === 0) {
    const mended = { ...policy, users: { include: ALL_USERS, exclude } };
    return { why: describeCovered(policy.users, names), fix: "include all users", mended };
  }
  const certain = lines.filter((line) => people.some((one) => namesOne(line, one, "include", membership)));
  const described = certain.map((line) => describeAssigned(line, names));
  const areTypes = lines.some(({ everyone, everyGuest, guests }) => everyone || everyGuest || guests);
  const declare = areTypes ? "" : ", or declare these people in the register";
  return {
    why: `excludes ${listingSome(described, MOST_NAMES) || "groups or roles whose members aren't all known"}`,
    fix: `remove this exclusion${certain.length === 0 ? ", or add the members to the tenant file" : declare}`,
    mended: { ...policy, users: { include, exclude: without(exclude, lines) } },
  };
}

/** `covers only the group "A"`, `covers nobody` */
export function describeCovered({ include }: Policy["users"], names: DirectoryNames): string {
  const covered = describeAssigned(include, names);
  return covered === "" ? "covers nobody" : `covers only ${covered}`;
}

const MOST_NAMES = 3;

/** Everyone that one side of a policy names: `All users`, `alice, 4 groups and guests and external users`. Empty if nobody. */
export function describeAssigned(assignment: UserAssignment, names: DirectoryNames): string {
  const { everyone, everyAgent, everyGuest, users, groups, roles, guests } = assignment;
  const some = <Id>(ids: ReadonlySet<Id>, noun: string, nameOf: (id: Id) => string) =>
    ids.size > MOST_NAMES ? [counted(ids.size, noun)] : Array.from(ids, nameOf);
  return listing(
    present([
      everyone && "All users",
      ...some(users, "user", names.person),
      ...some(groups, "group", (id) => names.the("group", id)),
      ...some(roles, "role", (id) => names.the("role", id)),
      (everyGuest || guests !== undefined) && describeGuests(assignment),
      everyAgent && "the user accounts of all agents",
    ]),
    "and",
  );
}

/** Guests of every type. */
export const ALL_GUESTS = "guests and external users";

/** The types of guests that one side of a policy names. */
export function describeGuests({ everyGuest, guests }: Pick<UserAssignment, "everyGuest" | "guests">): string {
  if (everyGuest || guests === undefined) return ALL_GUESTS;
  const isAll = GUEST_TYPES.every((type) => guests.types.has(type));
  const types = isAll ? ALL_GUESTS : identityTypeNames([...guests.types]) || "guests of no type that is understood";
  return guests.homes.kind === "all" || guests.homes.kind === "notKnown" ? types : `${types} of some tenants`;
}

/** The lines by which a policy certainly names a person: `All users, the group "B" (through "A") and the role "Global Reader"`. */
export const describeWays = (ways: readonly Way[], names: DirectoryNames): string =>
  listingSome(
    ways.flatMap((way) => describeWay(way, names)),
    MOST_NAMES,
  );

function describeWay(way: Way, names: DirectoryNames): readonly string[] {
  if (way.kind !== "group" && way.kind !== "role") return WAYS[way.kind];
  const chain = way.chain.filter((id) => String(id) !== way.id).map((id) => names.called("group", id));
  const through = chain.length === 0 ? "" : ` (through ${chain.join(", in ")})`;
  return way.certain ? [`${names.the(way.kind, way.id)}${through}`] : [];
}

const WAYS = { everyone: ["All users"], id: ["their id"], guest: ["their guest type"], notUnderstood: [] } as const;

/** The lines of a policy that leave out some of these people, or may do so. None if it doesn't include them. */
function linesLeavingOut(
  people: readonly Principal[],
  { include, exclude }: Policy["users"],
  membership: Membership,
): readonly UserAssignment[] {
  if (people.every((one) => meetsUsers({ include, exclude: NO_USERS }, one, membership) === "no")) return [];
  return linesOf(exclude).filter((line) => people.some((one) => namesOne(line, one, "exclude", membership)));
}

/** Whether an assignment names somebody. As an exclude: also if it may do so. */
const namesOne = (line: UserAssignment, one: Principal, side: AssignmentSide, membership: Membership): boolean =>
  line.everyone ||
  namesAsGuest(line, side, one.identity) !== "no" ||
  (one.kind !== "outsider" && namesPerson(line, side, one.kind === "person" ? one.id : undefined, membership));

/** Each line of an assignment, as an assignment of its own. */
const linesOf = memoize(({ everyone, everyGuest, guests, users, groups, roles }: UserAssignment) =>
  present<Partial<UserAssignment>>([
    everyone && { everyone },
    everyGuest && { everyGuest },
    guests && { guests },
    ...Array.from(users, (id) => ({ users: new Set([id]) })),
    ...Array.from(groups, (id) => ({ groups: new Set([id]) })),
    ...Array.from(roles, (id) => ({ roles: new Set([id]) })),
  ]).map((line): UserAssignment => ({ ...NO_USERS, ...line })),
);

/** The assignment without these lines. */
function without(assignment: UserAssignment, lines: readonly UserAssignment[]): UserAssignment {
  const kept = linesOf(assignment).filter((line) => !lines.includes(line));
  return {
    ...assignment,
    everyone: kept.some(({ everyone }) => everyone),
    everyGuest: kept.some(({ everyGuest }) => everyGuest),
    guests: kept.find(({ guests }) => guests)?.guests,
    users: new Set(kept.flatMap(({ users }) => [...users])),
    groups: new Set(kept.flatMap(({ groups }) => [...groups])),
    roles: new Set(kept.flatMap(({ roles }) => [...roles])),
  };
}
