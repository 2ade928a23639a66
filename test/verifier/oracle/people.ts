import { absent, flags, isGuid, list, lower, lowers, type Raw, raw } from "./raw";
import { and, NO, not, or, type Tri, tri, UNCLEAR, YES } from "./tri";

export const CLASSES = ["member", "internalGuest", "b2bCollaborationGuest", "b2bCollaborationMember"] as const;
export const OUTSIDERS = ["b2bDirectConnectUser", "otherExternalUser", "serviceProvider"] as const;
export const GUESTS: readonly string[] = [...CLASSES.slice(1), ...OUTSIDERS];
export const TOKENS = ["none", "allagentidusers"];

/** Exempt users by id; exempt groups as a whole. */
export interface Exempted {
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

export interface Somebody {
  /** Undefined for outsiders and for the people that nothing names. */
  readonly id: string | undefined;
  readonly type: string;
  readonly home: string;
}

export function homesOf(tenants: readonly Raw[]): string[] {
  const conditions = tenants
    .flatMap((tenant) => list(tenant["policies"]))
    .map((policy) => raw(raw(policy["conditions"])["users"]));
  const named = conditions
    .flatMap((users) => [users["includeGuestsOrExternalUsers"], users["excludeGuestsOrExternalUsers"]])
    .flatMap((guests) => lowers(raw(raw(guests)["externalTenants"])["members"]));
  return [...new Set([...named, "elsewhere"])];
}

export function everybody(tenant: Raw, homes: readonly string[]): Somebody[] {
  const insiders = Array.isArray(tenant["users"])
    ? list(tenant["users"]).flatMap((user) => classesOf(user).map((type) => ({ id: lower(user["id"]), type })))
    : [undefined, ...namedIn(tenant)].flatMap((id) => CLASSES.map((type) => ({ id, type })));
  const outsiders = OUTSIDERS.map((type) => ({ id: undefined, type }));
  return [...insiders, ...outsiders].flatMap((one) => homes.map((home) => ({ ...one, home })));
}

/** Without the directory: whoever a policy, a group or an assignment names, groups themselves left out. */
function namedIn(tenant: Raw): string[] {
  const groups = list(tenant["groups"]).map(({ id }) => lower(id));
  const users = list(tenant["policies"]).map((policy) => raw(raw(policy["conditions"])["users"]));
  const ids = [
    ...users.flatMap(({ includeUsers, excludeUsers }) => [...lowers(includeUsers), ...lowers(excludeUsers)]),
    ...list(tenant["groups"]).flatMap(({ members }) =>
      list(members)
        .filter(isPerson)
        .map(({ id }) => lower(id)),
    ),
    ...list(tenant["roleAssignments"]).map(({ principalId }) => lower(principalId)),
  ];
  return [...new Set(ids.filter((id) => isGuid(id) && !groups.includes(id)))];
}

const isPerson = (member: Raw): boolean =>
  absent(member["@odata.type"]) || lower(member["@odata.type"]).endsWith(".user");

function classesOf(user: Raw): readonly string[] {
  const external = lower(user["userPrincipalName"]).includes("#ext#");
  const types = { member: external ? CLASSES[3] : CLASSES[0], guest: external ? CLASSES[2] : CLASSES[1] };
  if (lower(user["userType"]) === "member") return [types.member];
  return lower(user["userType"]) === "guest" ? [types.guest] : [types.member, types.guest];
}

/** Who is in which group, as far as the file says; `unknownHold` says which unknown groups may hold the person. */
export class Groups {
  private readonly known: ReadonlyMap<string, Raw>;
  constructor(tenant: Raw) {
    this.known = new Map(list(tenant["groups"]).map((group) => [lower(group["id"]), group]));
  }

  /** Every group within one, itself included. */
  within(group: string, seen = new Set<string>()): Set<string> {
    if (seen.has(group)) return seen;
    seen.add(group);
    for (const member of list(this.known.get(group)?.["members"])) {
      if (this.known.has(lower(member["id"]))) this.within(lower(member["id"]), seen);
      else if (lower(member["@odata.type"]).endsWith(".group")) seen.add(`one of ${group} that the list doesn't have`);
    }
    return seen;
  }

  /** A member that is said to be a group or a device is nobody, also where an assignment has the same id. */
  holds(group: string, id: string | undefined): boolean {
    return [...this.within(group)].some((one) => this.holdsDirectly(one, id));
  }

  holdsDirectly(group: string, id: string | undefined): boolean {
    return list(this.known.get(group)?.["members"]).some((member) => isPerson(member) && lower(member["id"]) === id);
  }

  /** `except` are groups that the person is not in. */
  mayHold(group: string, id: string | undefined, except: ReadonlySet<string>): boolean {
    const unknown = [...this.within(group)].some(
      (one) => !except.has(one) && !Array.isArray(this.known.get(one)?.["members"]),
    );
    return unknown || this.holds(group, id);
  }
}

export class Population {
  private readonly groups: Groups;
  private readonly spared: ReadonlySet<string>;
  private readonly tenant: Raw;
  private readonly exempted: Exempted;
  constructor(tenant: Raw, exempted: Exempted) {
    this.tenant = tenant;
    this.exempted = exempted;
    this.groups = new Groups(tenant);
    this.spared = new Set(exempted.groups.flatMap((group) => [...this.groups.within(group)]));
  }

  /** An id that the register calls a group is nobody to be judged. */
  isExempt({ id }: Somebody): boolean {
    if (id === undefined) return false;
    if (this.exempted.groups.includes(id)) return true;
    return this.exempted.users.includes(id) || this.exempted.groups.some((group) => this.groups.holds(group, id));
  }

  covers(conditions: Raw, who: Somebody): Tri {
    const users = raw(conditions["users"]);
    const taken = or(
      ...lowers(users["includeUsers"]).map((word) => this.named(word, who)),
      ...lowers(users["includeGroups"]).map((group) => tri(inDirectory(who) && this.groups.holds(group, who.id))),
      ...lowers(users["includeRoles"]).map((role) => tri(inDirectory(who) && this.hasRole(role, who, false))),
      guests(users["includeGuestsOrExternalUsers"], who, false),
    );
    const left = or(
      ...lowers(users["excludeUsers"]).map((word) => this.named(word, who)),
      ...lowers(users["excludeGroups"]).map((group) => tri(inDirectory(who) && this.mayBeIn(group, who))),
      ...lowers(users["excludeRoles"]).map((role) => tri(inDirectory(who) && this.hasRole(role, who, true))),
      guests(users["excludeGuestsOrExternalUsers"], who, true),
    );
    return and(taken, not(left));
  }

  private named(word: string, who: Somebody): Tri {
    if (word === "all") return YES;
    if (word === "guestsorexternalusers") return tri(GUESTS.includes(who.type));
    if (isGuid(word)) return tri(who.id === word);
    return TOKENS.includes(word) ? NO : UNCLEAR;
  }

  private mayBeIn(group: string, who: Somebody): boolean {
    return this.groups.mayHold(group, who.id, this.spared);
  }

  private hasRole(role: string, who: Somebody, exclude: boolean): boolean {
    if (!Array.isArray(this.tenant["roleAssignments"])) return exclude;
    return list(this.tenant["roleAssignments"]).some((assignment) => {
      if (lower(assignment["roleDefinitionId"]) !== role) return false;
      const principal = lower(assignment["principalId"]);
      const scope = assignment["directoryScopeId"];
      if (principal === who.id) return exclude || absent(scope) || scope === "/";
      if (exclude) return this.groups.within(principal).size > 0 && this.mayBeHolder(principal, who);
      return (absent(scope) || scope === "/") && this.groups.holds(principal, who.id);
    });
  }

  /** The holder is a person of the directory, a known group, or — where groups aren't all known — maybe a group. */
  private mayBeHolder(principal: string, who: Somebody): boolean {
    const isUser = list(this.tenant["users"]).some(({ id }) => lower(id) === principal);
    const isKnownGroup = list(this.tenant["groups"]).some(({ id }) => lower(id) === principal);
    if (isUser) return false;
    if (isKnownGroup) return this.mayBeIn(principal, who);
    return !Array.isArray(this.tenant["groups"]) && this.mayBeIn(principal, who);
  }
}

export const inDirectory = (who: Somebody): boolean => (CLASSES as readonly string[]).includes(who.type);

export function guests(condition: unknown, who: Somebody, whenUnsaid: boolean): Tri {
  if (absent(condition)) return NO;
  const words = flags(raw(condition)["guestOrExternalUserTypes"]);
  const isListed = GUESTS.includes(who.type) && words.includes(who.type.toLowerCase());
  const isNews = words.some((word) => word !== "none" && !GUESTS.some((known) => known.toLowerCase() === word));
  if (isListed) return tenants(raw(condition)["externalTenants"], who, whenUnsaid);
  return isNews && GUESTS.includes(who.type) ? UNCLEAR : NO;
}

function tenants(condition: unknown, who: Somebody, whenUnsaid: boolean): Tri {
  if (absent(condition)) return tri(whenUnsaid || who.type === "internalGuest");
  const kind = lower(raw(condition)["membershipKind"]);
  if (kind === "all") return YES;
  if (kind !== "enumerated") return UNCLEAR;
  if (who.type === "internalGuest") return tri(whenUnsaid);
  return tri(lowers(raw(condition)["members"]).includes(who.home));
}
