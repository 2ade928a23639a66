import { evaluationContext } from "../../law/evaluate";
import { isEnforced, stopsWithoutMfa } from "../../law/grant";
import type { LocationCondition } from "../../law/model/dimensions";
import type { UserId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { NamedLocation, Tenant } from "../../law/model/tenant";
import { present } from "../../text/present";
import { counted, listing, named } from "../../text/sentence";
import { exposureOf } from "../../verifier/exposure";
import { guardsRegistering, isRegistering, registering } from "../../verifier/registering";
import type { AuditContext } from "../context";
import { type Doubt, gapIn, missingPolicies, partOf, readWith, roleFor } from "../known";
import { fewOf } from "../policies-in-words";

/** The places that policies leave out because they are trusted. */
export type TrustedPlaces =
  /** In words: each with how many addresses it holds. */
  | { readonly kind: "places"; readonly inWords: string }
  | { readonly kind: "too wide"; readonly inWords: string }
  | { readonly kind: "not known"; readonly doubt: Doubt };

/**
 * No network that somebody can vouch for is wider than these, all of it together: 16.8 million addresses of IPv4, which is the
 * longest mask but one that Entra takes for a single range, and one of 65,536 parts of IPv6.
 * @see Microsoft Entra, "Conditional Access: Network assignment" (2024-05): only masks longer than /8
 */
const WIDEST = { 4: 2n ** 24n, 6: 2n ** 112n } as const;

/** The trusted locations that the tenant's policies leave out, by name or as all trusted ones. */
export function trustedPlaces({ policies, locations, open }: Tenant): TrustedPlaces {
  if (locations === undefined || open?.has("namedLocations"))
    return { kind: "not known", doubt: { what: "which locations are trusted", todo: readWith("Policy.Read.All") } };
  const excludes = policies.flatMap(({ conditions: { network } }) => (network.kind === "any" ? [] : [network.exclude]));
  const isLeftOut = ({ id }: NamedLocation): boolean =>
    excludes.some(({ allTrusted, ids }) => allTrusted || ids.has(id));
  const places = [...locations.values()].filter((location) => location.trusted && isLeftOut(location));
  const unread = places.filter(({ extent }) => !isRead(extent));
  if (unread.length > 0)
    return {
      kind: "not known",
      doubt: {
        what: `how wide ${listing(fewOf(unread.map(nameOf)), "and")} ${unread.length === 1 ? "is" : "are"}`,
        todo: "look at the ranges of the trusted locations in the Entra admin center",
      },
    };
  const inWords = listing(fewOf(places.map(sizeInWords)), "and");
  const isTooWide = ([4, 6] as const).some((family) => addressesIn(places, family) > WIDEST[family]);
  return { kind: isTooWide ? "too wide" : "places", inWords };
}

const isRead = (extent: NamedLocation["extent"]): boolean =>
  extent.kind === "ranges" && extent.notUnderstood.length === 0 && extent.mayHold === undefined;

/** Ranges that overlap count twice, which errs on the safe side. */
const addressesIn = (places: readonly NamedLocation[], family: 4 | 6): bigint =>
  places
    .flatMap(({ extent }) => (extent.kind === "ranges" ? extent.ranges : []))
    .filter((range) => range.family === family)
    .reduce((sum, { first, last }) => sum + (last - first + 1n), 0n);

const nameOf = ({ id, displayName }: NamedLocation): string => named(displayName ?? id);

function sizeInWords(place: NamedLocation): string {
  const [v4, v6] = [addressesIn([place], 4), addressesIn([place], 6)];
  const sizes = [
    ...(v4 > 0n || v6 === 0n ? [counted(Number(v4), "address", "addresses")] : []),
    ...(v6 > 0n ? [`${v6 >= 2n ** 64n ? "many" : Number(v6).toLocaleString("en-US")} of IPv6`] : []),
  ];
  return `${nameOf(place)} (${listing(sizes, "and")})`;
}

/** Whether a policy can guard the registration for somebody: it is on, asks for MFA or blocks, and is about it. */
export const canGuard = (policy: Policy): boolean =>
  isEnforced(policy) !== "no" &&
  stopsWithoutMfa(policy.grant) !== "no" &&
  !policy.workloadIdentitiesOnly &&
  guardsRegistering(policy);

/** The tenant whose policies also cover the trusted places that they leave out. */
const coveringTrusted = (tenant: Tenant): Tenant => ({
  ...tenant,
  policies: tenant.policies.map(({ conditions, ...policy }) => ({
    ...policy,
    conditions: { ...conditions, network: withTrusted(conditions.network, tenant) },
  })),
});

function withTrusted(condition: LocationCondition, { locations }: Tenant): LocationCondition {
  if (condition.kind === "any") return condition;
  const ids = new Set([...condition.exclude.ids].filter((id) => locations?.get(id)?.trusted !== true));
  return { ...condition, exclude: { ...condition.exclude, allTrusted: false, ids } };
}

/** Whether policies guard the registration of a method for somebody. */
export type Guarded = "everywhere" | "but at trusted places" | "nowhere" | "not known";

/** How policies guard the registration of a method for one person of the directory; where the users aren't known, for anybody. */
export interface Guard {
  readonly of: (person: UserId | undefined) => Guarded;
  /** What it depends on where it isn't known. */
  readonly doubtsAbout: (person: UserId | undefined) => readonly Doubt[];
  readonly places: TrustedPlaces;
  /** The tenant's settings take it out of all resources. */
  readonly isExcepted: boolean;
}

/**
 * A policy on that user action guards it, and one on all resources, less what the tenant's settings except. The law is asked as
 * if registering were the API, about each person.
 * @see Microsoft Graph, "conditionalAccessRoot: evaluate", example of a user action (2025-07); Microsoft Entra, "Protecting
 * authentication method registration with Conditional Access"
 */
export function guardOf(audited: AuditContext): Guard {
  const exception = exceptionIn(audited);
  const places = trustedPlaces(audited.tenant);
  const atLeast = guardedUnder(exception === "not excepted" ? guardsRegistering : isRegistering, places, audited);
  const atMost = exception === "not known" ? guardedUnder(guardsRegistering, places, audited) : atLeast;
  const missing = missingPolicies(audited);
  return {
    of: (person) => {
      const least = atLeast(person);
      if (isGuarded(least)) return least;
      return missing === undefined && atMost(person) === "nowhere" ? "nowhere" : "not known";
    },
    doubtsAbout: (person) =>
      present<Doubt>([
        missing,
        exception === "not known" && atLeast(person) !== atMost(person) && settingsNotKnown(audited),
        atMost(person) === "not known" && (places.kind === "not known" ? places.doubt : CONTENT),
      ]),
    places,
    isExcepted: exception === "excepted",
  };
}

export const isGuarded = (guarded: Guarded): boolean => guarded === "everywhere" || guarded === "but at trusted places";

/** Where nothing else is missing, it is in the policies. */
const CONTENT: Doubt = {
  what: "whether the policies guard the registration",
  todo: "look at what isn't known or understood in the policies that are evidence here: groups, roles, locations and new content",
};

function settingsNotKnown({ facts: { conditionalAccessSettings: settings } }: AuditContext): Doubt {
  return {
    what: "whether the tenant's settings except the registration from policies on all resources",
    todo:
      gapIn(settings) === undefined
        ? "look in the settings of Conditional Access, for what policies on all resources leave out: that isn't understood here"
        : readWith(roleFor(settings, "Policy.Read.ConditionalAccess")),
  };
}

const WORD_OF_REGISTERING = /^(urn:user:)?registersecurityinfo(rmation)?$/i;

/** @see Microsoft Graph, "userActionExclusion" (beta): the example is about recovering an account */
const OTHER_WORDS = /^(urn:user:)?(accountrecovery|registerdevice|registerorjoindevices)$/i;

/** An exception that is off, or only tried in report-only, takes nothing out. */
const INACTIVE = /^(disabled|enabledForReportingButNotEnforced)$/i;

/** Whether the tenant's settings except registering from what *all resources* means. */
function exceptionIn({ facts }: AuditContext): "excepted" | "not excepted" | "not known" {
  const exclusions = partOf(facts.conditionalAccessSettings)?.userActionExclusions;
  if (exclusions === undefined || gapIn(facts.conditionalAccessSettings) !== undefined) return "not known";
  const active = exclusions.filter(({ state }) => state === undefined || !INACTIVE.test(state));
  const about = active.filter(({ userAction }) => !OTHER_WORDS.test(userAction));
  if (about.length === 0) return "not excepted";
  const isCertain = about.some(
    ({ userAction, state }) => WORD_OF_REGISTERING.test(userAction) && /^enabled$/i.test(state ?? ""),
  );
  return isCertain ? "excepted" : "not known";
}

/** How far these policies guard it for each person, whatever is missing from the list of policies. */
function guardedUnder(
  covers: (policy: Policy) => boolean,
  places: TrustedPlaces,
  { represented: { tenant: whole, lots }, exempt }: AuditContext,
): (person: UserId | undefined) => Guarded {
  const { partlyKnown, ...rest } = whole;
  const tenant = rest.open?.has("users") ? { ...rest, users: undefined } : rest; // others may be there, of every sort
  const lotOf = new Map(lots.flatMap((lot) => lot.map((id) => [id, lot[0] ?? id] as const)));
  const everywhere = openIn(registering(tenant, covers), exempt);
  const beside = openIn(coveringTrusted(registering(tenant, covers)), exempt);
  const certain = places.kind === "too wide" ? everywhere : beside;
  return (person) => {
    const one = person && (lotOf.get(person) ?? person);
    if (!everywhere.mayBeFor(one)) return "everywhere";
    if (!beside.mayBeFor(one) && places.kind === "places") return "but at trusted places";
    return one !== undefined && certain.isFor(one) ? "nowhere" : "not known";
  };
}

/** For whom some sign-in gets through: whatever isn't known or understood turns out to be, or possibly. */
function openIn(tenant: Tenant, exempt: AuditContext["exempt"]) {
  const exposure = exposureOf(evaluationContext(tenant, exempt.groups), exempt.isExempt);
  const certain = new Set(exposure.certain.users);
  const possible = new Set(exposure.possible.users);
  return {
    isFor: (person: UserId): boolean => certain.has(person),
    mayBeFor: (person: UserId | undefined): boolean =>
      !exposure.isWhole || (person === undefined ? exposure.possible.classes.length > 0 : possible.has(person)),
  };
}
