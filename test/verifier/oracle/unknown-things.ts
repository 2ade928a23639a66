import { at, isOddGrant, unheardOf } from "./content";
import { coversDevice, type OracleDevice } from "./devices";
import { every, type Formula, no, some } from "./formula";
import { BUILT_IN, combinationIsMfa, controlIsMfa } from "./grant";
import {
  agentsIn,
  assignmentsIn,
  Groups,
  GUESTS,
  guests,
  inDirectory,
  isActiveEverywhere,
  isToGroup,
  type Somebody,
  TOKENS,
} from "./people";
import { holdsAddress, isCountry, isIp, isUnread, LOOKUPS, type OraclePlace, rangeOf } from "./places";
import { absent, flags, isAboutTransport, isGuid, isRaw, list, lower, lowers, type Raw, raw, texts } from "./raw";
import { forWorkloads, SIMPLE, WORDS } from "./simple-conditions";
import { names } from "./target";
import { NO, or, type Tri, UNCLEAR, YES } from "./tri";

/** JSON in one spelling. */
export function said(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(said).join()}]`;
  if (typeof value !== "object" || value === null) return String(JSON.stringify(value));
  const entries = Object.entries(value).filter(([key, one]) => !absent(one) && !isAboutTransport(key));
  return `{${entries
    .map(([key, one]) => `${key}=${said(one)}`)
    .sort()
    .join()}}`;
}

const unless = (tri: Tri, name: string): Formula => (tri === UNCLEAR ? name : tri === YES);
const unknownOf = (words: readonly string[], known: readonly string[]): string =>
  [...new Set(words.filter((word) => !known.includes(word)))].sort().join();

/** What doesn't depend on the sign-in. */
export function standing(policy: Raw, tenant: Raw): Formula {
  const conditions = raw(policy["conditions"]);
  if (forWorkloads(conditions)) return false;
  const { state, grantControls } = policy;
  const isOff = state === "disabled" || state === "enabledForReportingButNotEnforced";
  return every([
    state === "enabled" ? true : isOff ? false : `state ${said(state)}`,
    isRaw(policy["conditions"]) ? target(raw(conditions["applications"])) : "conditions that aren't there",
    isOddGrant(grantControls) ? `grant ${said(grantControls)}` : grant(raw(grantControls), tenant),
    ...unheardOf(policy).map((path) => `content ${path} ${said(at(policy, path))}`),
  ]);
}

function target(applications: Raw): Formula {
  if (lowers(applications["includeUserActions"]).length > 0) return false;
  if (lowers(applications["includeAuthenticationContextClassReferences"]).length > 0) return false;
  const filter = applications["applicationFilter"];
  const mode = absent(filter) ? "" : lower(raw(filter)["mode"]);
  const listed = (clause: string): Formula => {
    const words = lowers(applications[`${clause}Applications`]);
    const unknown = words.filter((word) => names(word) === UNCLEAR).sort();
    return unless(or(...words.map(names)), `applications ${clause} ${[...new Set(unknown)].join()}`);
  };
  const [taken, left] = [listed("include"), listed("exclude")];
  const byFilter = `filter ${said(filter)}`;
  const isInclude = mode === "include" || (mode !== "" && mode !== "exclude" && taken !== true);
  return every([
    isInclude && taken !== true ? some([taken, byFilter]) : taken,
    no(mode !== "" && !isInclude ? some([left, byFilter]) : left),
  ]);
}

function grant(controls: Raw, tenant: Raw): Formula {
  const words = lowers(controls["builtInControls"]);
  const strength = controls["authenticationStrength"];
  const items: Formula[] = [
    ...words.map((word) => unless(controlIsMfa(word), `control ${word}`)),
    ...[...texts(controls["termsOfUse"]), ...texts(controls["customAuthenticationFactors"])].map(() => false),
    ...(absent(strength) ? [] : [strengthOf(raw(strength), tenant)]),
  ];
  if (items.length === 0) return false;
  const underAnd = words.includes("block") ? true : some(items);
  const operator = lower(controls["operator"]);
  if (operator === "and" || (items.length === 1 && (operator === "or" || absent(controls["operator"]))))
    return underAnd;
  if (operator === "or") return words.includes("block") ? some(["block among others", every(items)]) : every(items);
  return every([underAnd, `grant ${said(controls)}`]);
}

function strengthOf(named: Raw, tenant: Raw): Formula {
  const id = lower(named["id"]);
  if (BUILT_IN.test(id)) return true;
  const written = Array.isArray(named["allowedCombinations"])
    ? named
    : list(tenant["authenticationStrengthPolicies"]).find((one) => lower(one["id"]) === id);
  if (written === undefined) return `strength ${id}`;
  if (!absent(written["requirementsSatisfied"]) && lower(written["requirementsSatisfied"]) === "none") return false;
  const combinations = texts(written["allowedCombinations"]);
  if (combinations.length === 0) return false;
  const spelt = combinations.map((one) => [...flags(one)].sort().join("+")).sort();
  return unless(Math.min(...combinations.map(combinationIsMfa)) as Tri, `methods ${spelt.join()}`);
}

/** One formula for each simple dimension's value, in the order of `SIMPLE`. */
export const simple = (conditions: Raw, at: number, value: string): Formula =>
  isListOfNone(conditions, WORDS[at]?.key)
    ? `none of ${WORDS[at]?.key}`
    : unless(SIMPLE[at]?.covers(conditions, value) ?? NO, wordsNotKnown(conditions, at));

/** A list that names no value, where no document says whether that is none of them or any. */
function isListOfNone(conditions: Raw, key = ""): boolean {
  if (key === "clientAppTypes") return absent(conditions[key]) || texts(conditions[key]).length === 0;
  const methods = flags(raw(conditions["authenticationFlows"])["transferMethods"]);
  return key === "authenticationFlows" && methods.length > 0 && methods.every((one) => one === "none");
}

function wordsNotKnown(conditions: Raw, at: number): string {
  const { key = "", known = [] } = WORDS[at] ?? {};
  const value = conditions[key];
  if (key === "platforms") {
    const [include, exclude] = ["includePlatforms", "excludePlatforms"].map((list) =>
      unknownOf(lowers(raw(value)[list]), known),
    );
    return include !== "" && exclude !== "" ? `platforms ${said(value)}` : `platforms +${include} -${exclude}`;
  }
  const written = key === "authenticationFlows" ? raw(value)["transferMethods"] : value;
  return `${key} ${unknownOf(Array.isArray(written) ? lowers(written) : flags(written), known)}`;
}

export const device = (conditions: Raw, one: OracleDevice): Formula =>
  unless(coversDevice(conditions, one), `devices ${said(conditions["devices"])}`);

export function place(conditions: Raw, tenant: Raw, from: OraclePlace): Formula {
  if (absent(conditions["locations"])) return true;
  const { includeLocations, excludeLocations } = raw(conditions["locations"]);
  if (texts(includeLocations).length + texts(excludeLocations).length === 0) return true;
  const within = (words: unknown): Formula => some(lowers(words).map((word) => inLocation(word, tenant, from)));
  return every([within(includeLocations), no(within(excludeLocations))]);
}

function inLocation(word: string, tenant: Raw, from: OraclePlace): Formula {
  const locations = list(tenant["namedLocations"]);
  if (word === "all") return true;
  if (word === "alltrusted") {
    const trusted = locations.filter((location) => isIp(location) && location["isTrusted"] === true);
    return some([from.trustedElsewhere, ...trusted.map((location) => holds(location, from))]);
  }
  const location = locations.find(({ id }) => lower(id) === word);
  return location === undefined ? `places of ${word}` : holds(location, from);
}

function holds(location: Raw, from: OraclePlace): Formula {
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

/** Whom a tenant's policies are about, where its groups and roles may hold others. */
export class Members {
  private readonly groups: Groups;
  private readonly known: ReadonlyMap<string, Raw>;
  private readonly tenant: Raw;
  private readonly spared: ReadonlySet<string>;
  constructor(tenant: Raw, spared: Iterable<string>) {
    this.tenant = tenant;
    this.groups = new Groups(tenant);
    this.known = new Map(list(tenant["groups"]).map((group) => [lower(group["id"]), group]));
    this.spared = new Set([...spared].flatMap((group) => [...this.groups.within(group)]));
  }

  about(conditions: Raw, who: Somebody): Formula {
    if (typeof conditions["users"] === "string") return true;
    const users = raw(conditions["users"]);
    return every([this.named(users, "include", who), no(this.named(users, "exclude", who))]);
  }

  private named(users: Raw, clause: "include" | "exclude", who: Somebody): Formula {
    const words = lowers(users[`${clause}Users`]);
    const clauseOfGuests = users[`${clause}GuestsOrExternalUsers`];
    const news = words.filter((word) => wordNames(word, who) === UNCLEAR).sort();
    const spelt = absent(clauseOfGuests) ? "" : said(clauseOfGuests);
    const asGuest = byOpenReading(clauseOfGuests, who);
    const guest = asGuest === undefined ? guests(clauseOfGuests, who, clause === "exclude") : NO;
    const byWord = or(...words.map((word) => wordNames(word, who)), guest);
    return some([
      asGuest ?? false,
      unless(byWord, `users ${clause} ${[...new Set(news)].join()} ${spelt}`),
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
    const members = this.known.get(group)?.["members"];
    if (!Array.isArray(members)) return group.startsWith("one of ") ? false : `member of ${group}`;
    const unlisted = list(members).filter(
      ({ id, "@odata.type": type }) => lower(type).endsWith(".group") && !this.known.has(lower(id)),
    );
    return some([
      this.groups.holdsDirectly(group, who.id),
      ...unlisted.map(({ id }) => (this.spared.has(lower(id)) ? false : `member of ${lower(id)}`)),
    ]);
  }

  private hasRole(role: string, who: Somebody): Formula {
    const { roleAssignments, groups, users } = this.tenant;
    if (!Array.isArray(roleAssignments)) return `holder of ${role}`;
    return some(
      assignmentsIn(this.tenant)
        .filter((one) => lower(one["roleDefinitionId"]) === role)
        .map((one): Formula => {
          const principal = lower(one["principalId"]);
          if (this.spared.has(principal)) return false;
          const isGroup = this.known.has(principal);
          const isHeld = isGroup ? this.groups.holds(principal, who.id) : principal === who.id && !isToGroup(one);
          const isAccount =
            list(users).some(({ id }) => lower(id) === principal) || agentsIn(this.tenant).includes(principal);
          const mayBeHeld = isGroup
            ? this.groups.mayHold(principal, undefined, this.spared)
            : isToGroup(one) || !(Array.isArray(groups) || isAccount);
          if (!isActiveEverywhere(one))
            return some([
              isHeld ? `role ${role} in part` : false,
              mayBeHeld ? `role ${role} in part by ${principal}` : false,
            ]);
          if (isGroup) return this.inGroup(principal, who);
          return isHeld ? true : mayBeHeld ? `member of ${principal}` : false;
        }),
    );
  }
}

/** Whether somebody is a guest who is meant, where no document says it. */
function byOpenReading(condition: unknown, who: Somebody): Formula | undefined {
  const { guestOrExternalUserTypes: types, externalTenants: written } = raw(condition);
  if (guests(condition, who, true) === UNCLEAR || !flags(types).includes(who.type.toLowerCase())) return undefined;
  if (absent(written)) return who.type === "internalGuest" ? undefined : "guests of tenants that aren't stated";
  const isList = guests({ ...raw(condition), guestOrExternalUserTypes: "serviceProvider" }, SOME_PARTNER, true) === NO;
  return who.type === "internalGuest" && isList ? "internal guests of listed tenants" : undefined;
}

/** At home in no tenant that anybody lists. */
const SOME_PARTNER: Somebody = { id: undefined, type: "serviceProvider", home: "nowhere" };

function wordNames(word: string, who: Somebody): Tri {
  if (word === "all") return YES;
  if (word === "guestsorexternalusers") return GUESTS.includes(who.type) ? YES : NO;
  if (isGuid(word)) return who.id === word ? YES : NO;
  return TOKENS.includes(word) ? NO : UNCLEAR;
}
