import { at, isRespelt, ofWrongType, unheardOf } from "./content";
import { coversDevice, type OracleDevice } from "./devices";
import { every, type Formula, no, some } from "./formula";
import {
  agentsIn,
  assignmentsIn,
  calledUsersIn,
  Groups,
  GUESTS,
  guests,
  inDirectory,
  isActiveEverywhere,
  mayBe,
  type Somebody,
  TOKENS,
} from "./people";
import { holdsAddress, isCountry, isIp, isUnread, LOOKUPS, type OraclePlace, rangeOf } from "./places";
import { absent, flags, isGuid, isOddList, isRaw, list, lower, lowers, type Raw, raw, said } from "./raw";
import { forWorkloads, isEmptyList, SIMPLE } from "./simple-conditions";
import { hasOtherTarget, names } from "./target";
import { NO, or, type Tri, UNCLEAR, YES } from "./tri";

const unless = (tri: Tri, name: () => string): Formula => (tri === UNCLEAR ? name() : tri === YES);
/** What an odd list may name in addition to its words. */
const odd = (value: unknown): Formula => (isOddList(value) ? `list ${said(value)}` : false);
const unclear = (words: readonly string[], said: (word: string) => Tri): string =>
  [...new Set(words.filter((word) => said(word) === UNCLEAR))].sort().join();
/** The names of things that the file doesn't explain begin so. Other names are of content that isn't understood. */
const NOT_TOLD =
  /^(member of|holder of|role|places of|strength|filter|none of|(internal )?guests of|block among|device rule) /;
export const isNotTold = (name: string): boolean => NOT_TOLD.test(name);

/** What doesn't depend on the sign-in. */
export function standing(policy: Raw): Formula {
  if (isRespelt(policy)) return `keys of ${said(policy)}`;
  const conditions = raw(policy["conditions"]);
  if (forWorkloads(conditions) || typeof policy["deletedDateTime"] === "string") return false;
  const { state } = policy;
  const isOff = state === "disabled" || state === "enabledForReportingButNotEnforced";
  return every([
    state === "enabled" ? true : isOff ? false : `state ${said(state ?? policy)}`, // each without one may be on or off by itself
    isRaw(policy["conditions"]) ? target(conditions["applications"]) : "conditions that aren't there",
    ...[...unheardOf(policy), ...ofWrongType(policy)].map((path) => `content ${path} ${said(at(policy, path))}`),
  ]);
}

function target(written: unknown): Formula {
  const applications = raw(written);
  if (hasOtherTarget(applications)) return false;
  if (!absent(written) && !isRaw(written)) return `applications ${said(written)}`;
  const filter = applications["applicationFilter"];
  const mode = absent(filter) ? "" : lower(raw(filter)["mode"]);
  const listed = (clause: string): Formula => {
    const words = lowers(applications[`${clause}Applications`]);
    const listed = unless(or(...words.map(names)), () => `applications ${clause} ${unclear(words, names)}`);
    return some([listed, odd(applications[`${clause}Applications`])]);
  };
  const [taken, left] = [listed("include"), listed("exclude")];
  const isKnown = mode === "include" || mode === "exclude";
  const byFilter = isKnown ? `filter ${said(filter)}` : `mode of filter ${said(filter)}`;
  const isInclude = mode === "include" || (mode !== "" && mode !== "exclude" && taken !== true);
  return every([
    isInclude && taken !== true ? some([taken, byFilter]) : taken,
    no(mode !== "" && !isInclude ? some([left, byFilter]) : left),
  ]);
}

/** One formula for each simple dimension's value, in the order of `SIMPLE`. A condition with anything odd may be met by any value. */
export function simple(conditions: Raw, at: number, value: string): Formula {
  const { key, isOdd, covers } = SIMPLE[at] as (typeof SIMPLE)[number];
  if (isOdd(conditions[key])) return `${key} like ${said(conditions[key])}`;
  return isListOfNone(conditions, key) ? `none of ${key}` : covers(conditions[key], value);
}

/** A list that names no value, where no document says whether that is none of them or any. */
function isListOfNone(conditions: Raw, key: string): boolean {
  if (key === "clientAppTypes") return isEmptyList(conditions[key]);
  const methods = flags(raw(conditions["authenticationFlows"])["transferMethods"]);
  return key === "authenticationFlows" && methods.length > 0 && methods.every((one) => one === "none");
}

/** @param isOpen whether it is open what no document says; otherwise the policy doesn't apply */
export function device(conditions: Raw, one: OracleDevice, isOpen = true): Formula {
  const covers = coversDevice(conditions, one);
  return typeof covers === "string" ? isOpen && covers : unless(covers, () => `devices ${said(conditions["devices"])}`);
}

/** When a policy's locations cover a place. Locations whose places aren't known are names, the same in every policy. */
export function place(conditions: Raw, tenant: Raw, from: OraclePlace): Formula {
  if (absent(conditions["locations"])) return true;
  const { includeLocations, excludeLocations } = raw(conditions["locations"]);
  if (!isRaw(conditions["locations"]) || isOddList(includeLocations) || isOddList(excludeLocations))
    return `locations like ${said(conditions["locations"])}`;
  if ([includeLocations, excludeLocations].every((one) => absent(one) || (Array.isArray(one) && one.length === 0)))
    return true;
  const within = (words: unknown): Formula => some(lowers(words).map((word) => inLocation(word, tenant, from)));
  return every([within(includeLocations), no(within(excludeLocations))]);
}

function inLocation(word: string, tenant: Raw, from: OraclePlace): Formula {
  const locations = list(tenant["namedLocations"]);
  if (word === "all") return true;
  if (word === "alltrusted") {
    const trusted = locations.filter((location) => isIp(location) && location["isTrusted"] === true);
    return some([from.trustedElsewhere, ...trusted.map((location) => inNamedLocation(location, from))]);
  }
  const location = locations.find(({ id }) => lower(id) === word);
  return location === undefined ? `places of ${word}` : inNamedLocation(location, from);
}

export function inNamedLocation(location: Raw, from: OraclePlace): Formula {
  if (isUnread(location)) return `places of ${lower(location["id"])}`;
  const part = `part of ${said(location)}`;
  if (isCountry(location)) {
    if (!LOOKUPS.includes(String(location["countryLookupMethod"]))) return part;
    const country = location["countryLookupMethod"] === "authenticatorAppGps" ? from.gps : from.country;
    if (country === "unmapped") return location["includeUnknownCountriesAndRegions"] === true;
    return lowers(location["countriesAndRegions"]).includes(country);
  }
  const ranges = list(location["ipRanges"]);
  if (ranges.some((range) => holdsAddress(range, from.address))) return true;
  return ranges.some((range) => rangeOf(range) === undefined) ? part : false;
}

/** The users of a policy whose conditions can't be read: it may be about anybody. */
export const ANYBODY = Symbol("anybody");

/** Whom a tenant's policies are about, where its groups and roles may hold others. */
export class Members {
  private readonly groups: Groups;
  private readonly tenant: Raw;
  private readonly spared: ReadonlySet<string>;
  private readonly isEmptied: boolean;
  private readonly isForChange: boolean;
  /**
   * @param isEmptied whether groups and roles that aren't wholly known hold nobody but their known members
   * @param isForChange whether guests of tenants that aren't stated may be anybody's, or nobody's, the same before and after
   */
  constructor(tenant: Raw, spared: Iterable<string>, { isEmptied = false, isForChange = false } = {}) {
    this.tenant = tenant;
    this.isEmptied = isEmptied;
    this.isForChange = isForChange;
    this.groups = new Groups(tenant);
    this.spared = new Set([...spared].flatMap((group) => [...this.groups.within(group)]));
  }

  about(conditions: Raw, who: Somebody): Formula {
    if (conditions["users"] === ANYBODY) return true;
    if (!absent(conditions["users"]) && !isRaw(conditions["users"])) return `users like ${said(conditions["users"])}`;
    const users = raw(conditions["users"]);
    const included = this.named(users, "include", who);
    return included !== false && every([included, no(this.named(users, "exclude", who))]);
  }

  private named(users: Raw, clause: "include" | "exclude", who: Somebody): Formula {
    const words = lowers(users[`${clause}Users`]);
    const clauseOfGuests = users[`${clause}GuestsOrExternalUsers`];
    const isNamed = (word: string): Tri => wordNames(word, who);
    const spelt = () => (absent(clauseOfGuests) ? "" : said(clauseOfGuests));
    const asGuest = this.isForChange ? byOpenReading(clauseOfGuests, who, clause) : undefined;
    const guest = asGuest === undefined ? guests(clauseOfGuests, who, clause === "exclude") : NO;
    const byWord = or(...words.map(isNamed), guest);
    return some([
      asGuest ?? false,
      ...["Users", "Groups", "Roles"].map((kind) => odd(users[`${clause}${kind}`])),
      unless(byWord, () => `users ${clause} ${unclear(words, isNamed)} ${spelt()}`),
      ...(inDirectory(who)
        ? [
            ...lowers(users[`${clause}Groups`]).map((group) => this.inGroup(group, who)),
            ...lowers(users[`${clause}Roles`]).map((role) => this.hasRole(role, who)),
          ]
        : []),
    ]);
  }

  private inGroup(group: string, who: Somebody): Formula {
    return some([...this.groups.within(group)].map((one) => this.directly(one, who)));
  }

  private directly(group: string, who: Somebody): Formula {
    if (this.spared.has(group)) return false;
    if (this.groups.holdsDirectly(group, who.id)) return true;
    return !this.isEmptied && this.groups.mayHoldOthers(group) && `member of ${group}`;
  }

  private hasRole(role: string, who: Somebody): Formula {
    const { roleAssignments, users } = this.tenant;
    if (!Array.isArray(roleAssignments)) return this.isEmptied ? false : `holder of ${role}`;
    return some(
      assignmentsIn(this.tenant)
        .filter((one) => lower(one["roleDefinitionId"]) === role)
        .map((one): Formula => {
          const principal = lower(one["principalId"]);
          if (this.spared.has(principal)) return false;
          const isGroup = this.groups.known.has(principal);
          const isUser = mayBe("user", one) || this.groups.people?.has(principal) === true;
          const isHeld = isGroup ? this.groups.holds(principal, who.id) : principal === who.id && isUser;
          const called = [...agentsIn(this.tenant), ...(Array.isArray(users) ? calledUsersIn(this.tenant) : [])];
          const isAccount = list(users).some(({ id }) => lower(id) === principal) || called.includes(principal);
          const mayBeGroup = isGroup || (mayBe("group", one) && !isAccount);
          const open = mayBeGroup && !this.isEmptied ? this.groups.unknownIn(principal, this.spared) : [];
          if (!isActiveEverywhere(one))
            return some([isHeld && `role ${role} in part`, ...open.map((group) => `role ${role} in part by ${group}`)]);
          if (isGroup) return this.inGroup(principal, who);
          return isHeld || (open.length > 0 && `member of ${principal}`);
        }),
    );
  }
}

/** Whether somebody is a guest who is meant, where no document says it. */
function byOpenReading(condition: unknown, who: Somebody, clause: string): Formula | undefined {
  const { guestOrExternalUserTypes: types, externalTenants: written } = raw(condition);
  if (guests(condition, who, true) === UNCLEAR || !flags(types).includes(who.type.toLowerCase())) return undefined;
  if (absent(written))
    return who.type === "internalGuest" ? undefined : `guests of tenants that aren't stated, to ${clause}`;
  const isList = guests({ ...raw(condition), guestOrExternalUserTypes: "serviceProvider" }, SOME_PARTNER, true) === NO;
  return who.type === "internalGuest" && isList ? `internal guests of listed tenants, to ${clause}` : undefined;
}

/** At home in no tenant that anybody lists. */
const SOME_PARTNER: Somebody = { id: undefined, type: "serviceProvider", home: "nowhere" };

function wordNames(word: string, who: Somebody): Tri {
  if (word === "all") return YES;
  if (word === "guestsorexternalusers") return GUESTS.includes(who.type) ? YES : NO;
  if (isGuid(word)) return who.id === word ? YES : NO;
  return TOKENS.includes(word) ? NO : UNCLEAR;
}
