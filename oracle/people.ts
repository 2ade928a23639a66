import { unheardOfIn } from "./content";
import {
  absent,
  areOddFlags,
  flags,
  isGuid,
  isOddList,
  isRaw,
  list,
  lower,
  lowers,
  type Raw,
  raw,
  saysNothing,
  texts,
} from "./raw";
import { NO, type Tri, tri, UNCLEAR, YES } from "./tri";

/** What somebody with an object in the directory can be, what others can be, and which of these are guests. */
export const CLASSES = ["member", "internalGuest", "b2bCollaborationGuest", "b2bCollaborationMember"] as const;
export const OUTSIDERS = ["b2bDirectConnectUser", "otherExternalUser", "serviceProvider"] as const;
export const GUESTS: readonly string[] = [...CLASSES.slice(1), ...OUTSIDERS];
export const TOKENS = ["none", "allagentidusers"];

/** Exempt users by id; exempt groups as a whole; people who are exempt as members of a group, and nobody else in it. */
export interface Exempted {
  readonly users: readonly string[];
  readonly groups: readonly string[];
  readonly membersOf?: Readonly<Record<string, readonly string[]>>;
}

export interface Somebody {
  /** Undefined for outsiders and for the people that nothing names. */
  readonly id: string | undefined;
  readonly type: string;
  readonly home: string;
}

/** The tenants that guests may come from: each one that a policy lists, and one that none does. */
export function homesOf(tenants: readonly Raw[]): string[] {
  const conditions = tenants
    .flatMap((tenant) => list(tenant["policies"]))
    .map((policy) => raw(raw(policy["conditions"])["users"]));
  const named = conditions
    .flatMap((users) => [users["includeGuestsOrExternalUsers"], users["excludeGuestsOrExternalUsers"]])
    .flatMap((guests) => lowers(raw(raw(guests)["externalTenants"])["members"]));
  return [...new Set([...named, "elsewhere"])];
}

/** Everybody who may sign in, once for each class and home tenant that they may have. */
export function everybody(tenant: Raw, homes: readonly string[]): Somebody[] {
  const listed = peopleIn(tenant).flatMap((user) => classesOf(user).map((type) => ({ id: lower(user["id"]), type })));
  const ids = Array.isArray(tenant["users"]) ? calledUsersIn(tenant) : [undefined, ...namedIn(tenant)];
  const others = ids.filter((id) => !listed.some((one) => one.id === id));
  const insiders = [...listed, ...others.flatMap((id) => CLASSES.map((type) => ({ id, type })))];
  const all = [...insiders, ...OUTSIDERS.map((type) => ({ id: undefined, type }))];
  return all.flatMap((one) => homes.map((home) => ({ ...one, home })));
}

/**
 * The people without a directory: everybody that a policy, a group or an assignment names, except for groups. Whom a policy names may
 * be a person although a group calls them an agent, because only the directory decides it.
 */
function namedIn(tenant: Raw): string[] {
  const others = list(tenant["groups"]).map(({ id }) => lower(id));
  const users = list(tenant["policies"]).map((policy) => raw(raw(policy["conditions"])["users"]));
  const members = membersIn(tenant).filter(isPerson);
  const holders = assignmentsIn(tenant).filter((one) => mayBe("user", one));
  const ids = [
    ...users.flatMap(({ includeUsers, excludeUsers }) => [...lowers(includeUsers), ...lowers(excludeUsers)]),
    ...[...members.map(({ id }) => id), ...holders.map(({ principalId }) => principalId)].map(lower),
  ];
  return [...new Set(ids.filter((id) => isGuid(id) && !others.includes(id)))];
}

/** All users except agents' accounts, which don't count as people. */
const peopleIn = (tenant: Raw): readonly Raw[] =>
  list(tenant["users"]).filter(
    (user) => !lower(user["@odata.type"]).endsWith(".agentuser") && absent(user["identityParentId"]),
  );

/** Whether an assignment's principal may be a user, or a group, by what it says: nothing, or two things, leaves it open. */
export const mayBe = (type: "user" | "group", { principalType, principal }: Raw): boolean => {
  const said = texts([principalType, raw(principal)["@odata.type"]]).map((one) => lower(one).replace(/.*\./, ""));
  return new Set(said).size !== 1 || !["user", "group", "serviceprincipal"].includes(said[0] ?? "") || said[0] === type;
};

/**
 * All assignments of roles, active or eligible. Without the list of active ones the holders aren't known, so eligible ones don't help. An
 * eligible assignment that was canceled, denied or revoked, or that failed, doesn't count.
 */
export function assignmentsIn(tenant: Raw): readonly Raw[] {
  if (!Array.isArray(tenant["roleAssignments"])) return [];
  const eligible = list(tenant["roleEligibilitySchedules"])
    .filter(({ status }) => !["canceled", "denied", "failed", "revoked"].includes(lower(status)))
    .map((schedule) => ({ ...schedule, assignmentState: "Eligible" }));
  return [...list(tenant["roleAssignments"]), ...eligible];
}

/** Active in the whole tenant: an assignment to a part of it, or one that is only eligible, isn't. */
export function isActiveEverywhere(assignment: Raw): boolean {
  const { directoryScopeId: scope, appScopeId, assignmentType, assignmentState } = assignment;
  const isEligible =
    lower(assignment["@odata.type"]).includes("eligib") ||
    !absent(assignment["roleEligibilityScheduleId"]) ||
    [assignmentType, assignmentState].some((word) => word === "Eligible" || word === "Activated");
  return !isEligible && (absent(scope) ? saysNothing(appScopeId) : scope === "/");
}

const isPerson = (member: Raw): boolean =>
  absent(member["@odata.type"]) || lower(member["@odata.type"]).endsWith(".user");

/** Whom a group calls by a type. */
const calledIn = (tenant: Raw, type: string): readonly string[] =>
  membersIn(tenant).flatMap((one) => (lower(one["@odata.type"]).endsWith(type) ? lower(one["id"]) : []));

const membersIn = (tenant: Raw): readonly Raw[] => list(tenant["groups"]).flatMap(({ members }) => list(members));

/** Whom a group or an assignment calls a user, and no list has: they are there all the same. */
export function calledUsersIn(tenant: Raw): readonly string[] {
  const holders = assignmentsIn(tenant).filter((one) => !mayBe("group", one) && mayBe("user", one));
  const ids = [...calledIn(tenant, ".user"), ...holders.map(({ principalId }) => lower(principalId))];
  const listed = [...list(tenant["groups"]), ...list(tenant["users"])].map(({ id }) => lower(id));
  return [...new Set(ids)].filter((id) => !listed.includes(id));
}

/** Whom a group has without a type. */
const untypedIn = (tenant: Raw): readonly string[] =>
  membersIn(tenant).flatMap((one) => (absent(one["@odata.type"]) ? lower(one["id"]) : []));

/** Whom a group calls an agent, and no group or assignment anything that a user may be called. */
export function agentsIn(tenant: Raw): readonly string[] {
  const holders = assignmentsIn(tenant).filter((one) => mayBe("user", one));
  const called = [...calledIn(tenant, ".user"), ...holders.map(({ principalId }) => lower(principalId))];
  const others = new Set([...untypedIn(tenant), ...called]);
  return calledIn(tenant, ".agentuser").filter((id) => !others.has(id));
}

/** What a user object may be: two classes where it has no type. */
export function classesOf(user: Raw): readonly string[] {
  const external = lower(user["userPrincipalName"]).includes("#ext#");
  const types = { member: external ? CLASSES[3] : CLASSES[0], guest: external ? CLASSES[2] : CLASSES[1] };
  if (lower(user["userType"]) === "member") return [types.member];
  return lower(user["userType"]) === "guest" ? [types.guest] : [types.member, types.guest];
}

/** The members of each group that the file lists. `unknownHold` says which unknown groups may hold the person. */
export class Groups {
  readonly known: ReadonlyMap<string, Raw>;
  /** Undefined while nobody lists the users. */
  readonly people: ReadonlySet<string> | undefined;
  private readonly accounts: ReadonlySet<string>;
  /** Those whom a group or an assignment has as a person, where the list of users doesn't have them. */
  private readonly unlisted: ReadonlySet<string>;
  constructor(tenant: Raw) {
    this.known = new Map(list(tenant["groups"]).map((group) => [lower(group["id"]), group]));
    this.people = Array.isArray(tenant["users"]) ? new Set(peopleIn(tenant).map(({ id }) => lower(id))) : undefined;
    this.accounts = new Set(list(tenant["users"]).map(({ id }) => lower(id)));
    const untyped = this.people === undefined ? untypedIn(tenant) : [];
    this.unlisted = new Set([...calledUsersIn(tenant), ...untyped.filter((id) => !this.known.has(id))]);
  }

  /** A member that is said to be an agent is a person if the list of users says so. */
  private isPerson(member: Raw): boolean {
    return !this.isUnlisted(member) && (isPerson(member) || this.people?.has(lower(member["id"])) === true);
  }

  /** Whether a group may hold others: its members aren't listed, or it calls one an agent or a device who is a person elsewhere. */
  mayHoldOthers(group: string): boolean {
    const members = this.known.get(group)?.["members"];
    const isDoubtful = (one: Raw) =>
      !this.isPerson(one) && !this.isUnlisted(one) && this.unlisted.has(lower(one["id"]));
    return !Array.isArray(members) || list(members).some(isDoubtful);
  }

  /** Whether a member is a group that isn't listed, or may be: one without a type that no list has. */
  isUnlisted(member: Raw): boolean {
    const id = lower(member["id"]);
    if (this.known.has(id)) return false;
    if (absent(member["@odata.type"])) return this.people !== undefined && !this.accounts.has(id);
    return lower(member["@odata.type"]).endsWith(".group");
  }

  /** Every group within one, listed or not, itself included. */
  within(group: string, seen = new Set<string>()): Set<string> {
    if (seen.has(group)) return seen;
    seen.add(group);
    for (const member of list(this.known.get(group)?.["members"]))
      if (this.known.has(lower(member["id"])) || this.isUnlisted(member)) this.within(lower(member["id"]), seen);
    return seen;
  }

  /** A member that is said to be a group or a device is nobody, also where an assignment has the same id. */
  holds(group: string, id: string | undefined): boolean {
    return [...this.within(group)].some((one) => this.holdsDirectly(one, id));
  }

  holdsDirectly(group: string, id: string | undefined): boolean {
    return list(this.known.get(group)?.["members"]).some((one) => this.isPerson(one) && lower(one["id"]) === id);
  }

  /** The groups within one that may hold others. `except` are groups that the person is not in. */
  unknownIn(group: string, except: ReadonlySet<string>): readonly string[] {
    return [...this.within(group)].filter((one) => !except.has(one) && this.mayHoldOthers(one));
  }
}

export class Population {
  private readonly groups: Groups;
  private readonly exempted: Exempted;
  constructor(tenant: Raw, exempted: Exempted) {
    this.exempted = exempted;
    this.groups = new Groups(tenant);
  }

  /** Without the directory, an id that the register calls a group is nobody to be judged. */
  isExempt({ id }: Somebody): boolean {
    if (id === undefined) return false;
    if (this.groups.people === undefined && this.exempted.groups.includes(id)) return true;
    if (Object.values(this.exempted.membersOf ?? {}).some((members) => members.includes(id))) return true;
    return this.exempted.users.includes(id) || this.exempted.groups.some((group) => this.groups.holds(group, id));
  }
}

export const inDirectory = (who: Somebody): boolean => (CLASSES as readonly string[]).includes(who.type);

/** Whether a side names somebody as a guest. @param whenUnsaid whether a side that states no tenants is about those of all */
export function guests(condition: unknown, who: Somebody, whenUnsaid: boolean): Tri {
  if (absent(condition)) return NO;
  if (!isRaw(condition)) return UNCLEAR;
  if (unheardOfIn(condition, ["guestOrExternalUserTypes", "externalTenants"]).length > 0) return UNCLEAR;
  const { guestOrExternalUserTypes: types } = condition;
  if (saysNothing(condition) || types === "") return NO;
  const words = flags(types);
  const isListed = GUESTS.includes(who.type) && words.includes(who.type.toLowerCase());
  const isNews =
    absent(types) ||
    areOddFlags(types) ||
    words.some((word) => word !== "none" && !GUESTS.some((known) => known.toLowerCase() === word));
  if (isListed) return tenants(raw(condition)["externalTenants"], who, whenUnsaid);
  return isNews && GUESTS.includes(who.type) ? UNCLEAR : NO;
}

function tenants(condition: unknown, who: Somebody, whenUnsaid: boolean): Tri {
  if (absent(condition)) return tri(whenUnsaid || who.type === "internalGuest");
  const whenUnclear = whenUnsaid && who.type === "internalGuest" ? YES : UNCLEAR;
  if (!isRaw(condition) || unheardOfIn(condition, ["membershipKind", "members"]).length > 0) return whenUnclear;
  const { membershipKind: written, members, "@odata.type": type } = condition;
  const byType = lower(type).includes("allexternal") ? "all" : lower(type).includes("enumerated") ? "enumerated" : "";
  const kind = absent(written) ? byType : typeof written === "string" ? lower(written) : "";
  if (kind === "all") return saysNothing(members) ? YES : whenUnclear;
  if (kind !== "enumerated" || absent(members) || isOddList(members)) return whenUnclear;
  if (who.type === "internalGuest") return tri(whenUnsaid);
  return tri(lowers(raw(condition)["members"]).includes(who.home));
}
