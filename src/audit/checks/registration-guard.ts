import { evaluationContext } from "../../law/evaluate";
import { isEnforced, stopsWithoutMfa } from "../../law/grant";
import type { LocationCondition } from "../../law/model/dimensions";
import type { UserId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { NamedLocation, Tenant } from "../../law/model/tenant";
import { present } from "../../text/present";
import { named } from "../../text/sentence";
import { type Exposure, exposureOf } from "../../verifier/questions/lets-in";
import { guardsRegistering, isRegistering, registering } from "../../verifier/registering";
import type { AuditContext } from "../context";
import { type Doubt, gapIn, missingPolicies, partOf, readWith, roleFor } from "../not-known";
import { few } from "../policies-in-words";

/** Whether a policy can guard the registration for somebody: it is on, asks for MFA or blocks, and is about it. */
export const canGuard = (policy: Policy): boolean =>
  isEnforced(policy) !== "no" &&
  stopsWithoutMfa(policy.grant) !== "no" &&
  !policy.workloadIdentitiesOnly &&
  guardsRegistering(policy);

/** For whom policies leave the registration of a method open to whoever has the password. */
export interface Guard {
  /** Whether it is open for a person, whatever it is that isn't known. */
  readonly isOpenFor: (person: UserId) => boolean;
  /** Whether it may be; of somebody whom the file doesn't list where nobody is named. */
  readonly mayBeOpenFor: (person: UserId | undefined) => boolean;
  /** What isn't known of that. */
  readonly doubts: readonly Doubt[];
  readonly places: TrustedPlaces;
  /** The tenant's settings take it out of all resources. */
  readonly isExcepted: boolean;
}

/**
 * A policy on that user action guards it, and one on all resources, less what the tenant's settings except. Trusted places that a
 * policy leaves out count as guarded unless they are too wide. The law is asked as if registering were the API.
 * @see Microsoft Graph, "conditionalAccessRoot: evaluate", example of a user action (2025-07); Microsoft Entra, "Protecting
 * authentication method registration with Conditional Access"
 */
export function guardOf(audited: AuditContext): Guard {
  const { tenant, represented } = audited;
  const exception = exceptionIn(audited);
  const places = trustedPlaces(tenant);
  const missing = missingPolicies(audited);
  const [byAll, byName] = [guardsRegistering, isRegistering];
  const atWorst = exposed(exception === "not excepted" ? byAll : byName, places.kind === "places", audited);
  const atBest = exposed(exception === "excepted" ? byName : byAll, places.kind !== "too wide", audited);
  const possible = new Set(atWorst.possible.users);
  const certain = new Set(missing === undefined ? atBest.certain.users : []);
  const lotOf = new Map(represented.lots.flatMap((lot) => lot.map((id) => [id, lot[0] ?? id] as const)));
  const like = (person: UserId): UserId => lotOf.get(person) ?? person;
  const isUnsure =
    atWorst.possible.users.length > atBest.certain.users.length ||
    atWorst.possible.classes.length > atBest.certain.classes.length;
  return {
    isOpenFor: (person) => certain.has(like(person)),
    mayBeOpenFor: (person) =>
      !atWorst.isWhole || (person === undefined ? atWorst.possible.classes.length > 0 : possible.has(like(person))),
    doubts: present<Doubt>([
      missing,
      isUnsure && exception === "not known" && settingsNotKnown(audited),
      isUnsure && places.kind === "not known" && places.doubt,
      isUnsure && exception !== "not known" && places.kind !== "not known" && CONTENT,
    ]),
    places,
    isExcepted: exception === "excepted",
  };
}

/** For whom the registration is open if these policies cover it, at trusted places that they leave out too or not. */
function exposed(
  covers: (policy: Policy) => boolean,
  isTrustedCovered: boolean,
  { represented, exempt }: AuditContext,
): Exposure {
  const { partlyKnown: _, ...whole } = represented.tenant; // what a list of policies lacks could only guard more
  const tenant = whole.mayLackItems?.has("users") ? { ...whole, users: undefined } : whole; // others may be there, of every sort
  const asked = registering(tenant, covers);
  const context = evaluationContext(isTrustedCovered ? coveringTrusted(asked) : asked, exempt.groups);
  return exposureOf(context, exempt.isExempt);
}

/** Where nothing else is missing, it is in the policies. */
const CONTENT: Doubt = {
  what: "whether the policies guard the registration",
  todo: "look at what isn't known or understood in the policies that are evidence here: groups, roles, locations and new content",
};

const settingsNotKnown = ({ facts: { conditionalAccessSettings: settings } }: AuditContext): Doubt => ({
  what: "whether the tenant's settings except the registration from policies on all resources",
  todo:
    gapIn(settings) === undefined
      ? "look in the settings of Conditional Access, for what policies on all resources leave out: that isn't understood here"
      : readWith(roleFor(settings, "Policy.Read.ConditionalAccess")),
});

const WORD_OF_REGISTERING = /^(urn:user:)?registersecurityinfo(rmation)?$/i;

/** @see Microsoft Graph, "userActionExclusion" (beta): the example is about recovering an account */
const OTHER_WORDS = /^(urn:user:)?(accountrecovery|registerdevice|registerorjoindevices)$/i;

/** An exception that is off, or only tried in report-only, takes nothing out. */
const INACTIVE = /^(disabled|enabledForReportingButNotEnforced)$/i;

/** Whether the tenant's settings except registering from what *all resources* means. */
function exceptionIn({ facts: { conditionalAccessSettings: settings } }: AuditContext) {
  const exclusions = partOf(settings)?.userActionExclusions;
  if (exclusions === undefined || gapIn(settings) !== undefined) return "not known";
  const mayExcept = exclusions.filter(
    ({ userAction, state = "" }) => !INACTIVE.test(state) && !OTHER_WORDS.test(userAction),
  );
  if (mayExcept.length === 0) return "not excepted";
  const isCertain = mayExcept.some(
    ({ userAction, state = "" }) => WORD_OF_REGISTERING.test(userAction) && /^enabled$/i.test(state),
  );
  return isCertain ? "excepted" : "not known";
}

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

/** The places that policies leave out because they are trusted. */
type TrustedPlaces =
  /** In words; empty where policies leave out none. */
  | { readonly kind: "places" | "too wide"; readonly inWords: string }
  | { readonly kind: "not known"; readonly doubt: Doubt };

/**
 * No network that somebody can vouch for is wider than these, all of it together: 16.8 million addresses of IPv4, which is the
 * longest mask but one that Entra takes for a single range, and one of 65,536 parts of IPv6.
 * @see Microsoft Entra, "Conditional Access: Network assignment" (2024-05): only masks longer than /8
 */
const WIDEST = { 4: 2n ** 24n, 6: 2n ** 112n } as const;

/** The trusted locations that the tenant's policies leave out, by name or as all trusted ones. */
function trustedPlaces({ policies, locations, mayLackItems }: Tenant): TrustedPlaces {
  if (locations === undefined || mayLackItems?.has("namedLocations"))
    return { kind: "not known", doubt: { what: "which locations are trusted", todo: readWith("Policy.Read.All") } };
  const excludes = policies
    .filter(canGuard)
    .flatMap(({ conditions: { network } }) => (network.kind === "any" ? [] : [network.exclude]));
  const isLeftOut = ({ id }: NamedLocation): boolean =>
    excludes.some(({ allTrusted, ids }) => allTrusted || ids.has(id));
  const places = [...locations.values()].filter((location) => location.trusted && isLeftOut(location));
  const unread = places.filter(({ extent }) => !isRead(extent));
  const what = `how wide the trusted locations are: ${namesOf(unread)}`;
  if (unread.length > 0) return { kind: "not known", doubt: { what, todo: LOOK_AT_RANGES } };
  const isTooWide = ([4, 6] as const).some((family) => addressesIn(places, family) > WIDEST[family]);
  const elsewhere = excludes.some(({ allTrusted }) => allTrusted) ? [TRUSTED_ELSEWHERE] : [];
  return {
    kind: isTooWide ? "too wide" : "places",
    inWords: [namesOf(places), ...elsewhere].filter((text) => text !== "").join(", and "),
  };
}

const TRUSTED_ELSEWHERE = "MFA trusted IPs, which Graph doesn't show";
const LOOK_AT_RANGES = "look at the ranges of the trusted locations in the Entra admin center";

const isRead = (extent: NamedLocation["extent"]): boolean =>
  extent.kind === "ranges" && extent.notUnderstood.length === 0 && extent.mayHold === undefined;

/** Ranges that overlap count twice, which errs on the safe side. */
const addressesIn = (places: readonly NamedLocation[], family: 4 | 6): bigint =>
  places
    .flatMap(({ extent }) => (extent.kind === "ranges" ? extent.ranges : []))
    .filter((range) => range.family === family)
    .reduce((sum, { first, last }) => sum + (last - first + 1n), 0n);

const namesOf = (places: readonly NamedLocation[]): string =>
  few(places.map(({ id, displayName }) => named(displayName ?? id)));
