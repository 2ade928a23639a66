import { evaluationContext, withPolicies } from "../../law/evaluate";
import { isEnforced, stopsWithoutMfa } from "../../law/grant";
import type { LocationCondition } from "../../law/model/dimensions";
import type { UserId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { NamedLocation, Tenant } from "../../law/model/tenant";
import { present } from "../../text/present";
import { named } from "../../text/sentence";
import { type Exposure, exposureOf } from "../../verifier/questions/lets-in";
import { guardsRegistering, isRegistering, registering } from "../../verifier/registering";
import { listFew } from "../../words/policies";
import type { AuditContext } from "../context";
import { type Doubt, gapIn, missingPolicies, partOf, readWith, roleFor } from "../not-known";

/** Whether a policy can protect the registration of methods: it is on, requires MFA or blocks, and covers the registration. */
export const canProtectRegistration = (policy: Policy): boolean =>
  isEnforced(policy) !== "no" &&
  stopsWithoutMfa(policy.grant) !== "no" &&
  !policy.workloadIdentitiesOnly &&
  guardsRegistering(policy);

/** The people whose methods can be registered with their password alone, given the policies. */
export interface Guard {
  /** Whether the registration is certainly open for a person. */
  readonly isOpenFor: (person: UserId) => boolean;
  /** Whether it may be open for a person, or for someone that the file doesn't list (`undefined`). */
  readonly mayBeOpenFor: (person: UserId | undefined) => boolean;
  /** What isn't known about that. */
  readonly doubts: readonly Doubt[];
  readonly places: TrustedPlaces;
  /** Whether the tenant's settings except the registration from *all resources*. */
  readonly isExcepted: boolean;
}

/**
 * Finds who is protected. A policy on this user action protects the registration, as does a policy on all resources unless the tenant's
 * settings except it. Trusted locations that a policy excludes count as protected unless they are too wide. The verifier is asked as if
 * the registration were the API.
 * @see Microsoft Graph, "conditionalAccessRoot: evaluate", example of a user action (2025-07); Microsoft Entra, "Protecting
 * authentication method registration with Conditional Access"
 */
export function guardOf(audited: AuditContext): Guard {
  const exception = exceptionIn(audited);
  const places = trustedPlaces(audited.tenant);
  const missing = missingPolicies(audited);
  const [byAll, byName] = [guardsRegistering, isRegistering];
  const atWorst = exposed(exception === "not excepted" ? byAll : byName, places.kind === "places", audited);
  const isSettled = exception !== "not known" && places.kind !== "not known";
  const atBest = isSettled
    ? atWorst
    : exposed(exception === "excepted" ? byName : byAll, places.kind !== "too wide", audited);
  const possible = new Set(atWorst.possible.users);
  const certain = new Set(missing === undefined ? atBest.certain.users : []);
  const isUnsure =
    atWorst.possible.users.length > atBest.certain.users.length ||
    atWorst.possible.classes.length > atBest.certain.classes.length;
  return {
    isOpenFor: (person) => certain.has(person),
    mayBeOpenFor: (person) =>
      !atWorst.isWhole || (person === undefined ? atWorst.possible.classes.length > 0 : possible.has(person)),
    doubts: present<Doubt>([
      missing,
      isUnsure && exception === "not known" && settingsNotKnown(audited),
      isUnsure && places.kind === "not known" && places.doubt,
      isUnsure && isSettled && CONTENT,
    ]),
    places,
    isExcepted: exception === "excepted",
  };
}

/** Who the registration is open for if these policies cover it, with or without the trusted locations that they exclude. */
function exposed(
  covers: (policy: Policy) => boolean,
  isTrustedCovered: boolean,
  { whole, exempt, people }: AuditContext,
): Exposure {
  const { tenant } = whole;
  const asked = registering(tenant, covers);
  const { policies } = isTrustedCovered ? coveringTrusted(asked) : asked;
  if (!tenant.mayLackItems?.has("users")) return exposureOf(withPolicies(whole, policies), people);
  const others = { ...tenant, policies, users: undefined }; // there may be other users, of every type
  return exposureOf(evaluationContext(others, exempt.groups), exempt);
}

/** The doubt if nothing else is missing: it is in the policies. */
const CONTENT: Doubt = {
  what: "whether the policies protect the registration",
  todo: "check what isn't known or understood in the policies listed here as evidence: groups, roles, locations and new content",
};

const settingsNotKnown = ({ facts: { conditionalAccessSettings: settings } }: AuditContext): Doubt => ({
  what: "whether the tenant's settings except the registration from policies on all resources",
  todo:
    gapIn(settings) === undefined
      ? "check the settings of Conditional Access for exceptions from policies on all resources: azmfa doesn't understand them"
      : readWith(roleFor(settings, "Policy.Read.ConditionalAccess")),
});

const REGISTERING_WORD = /^(urn:user:)?registersecurityinfo(rmation)?$/i;

/** @see Microsoft Graph, "userActionExclusion" (beta): the example is about recovering an account */
const OTHER_WORDS = /^(urn:user:)?(accountrecovery|registerdevice|registerorjoindevices)$/i;

/** An exception that is off or report-only has no effect. */
const INACTIVE = /^(disabled|enabledForReportingButNotEnforced)$/i;

/** Whether the tenant's settings except the registration from *all resources*. */
function exceptionIn({ facts: { conditionalAccessSettings: settings } }: AuditContext) {
  const exclusions = partOf(settings)?.userActionExclusions;
  if (exclusions === undefined || gapIn(settings) !== undefined) return "not known";
  const mayExcept = exclusions.filter(
    ({ userAction, state = "" }) => !INACTIVE.test(state) && !OTHER_WORDS.test(userAction),
  );
  if (mayExcept.length === 0) return "not excepted";
  const isCertain = mayExcept.some(
    ({ userAction, state = "" }) => REGISTERING_WORD.test(userAction) && /^enabled$/i.test(state),
  );
  return isCertain ? "excepted" : "not known";
}

/** The tenant as if its policies covered the trusted locations that they exclude. */
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

/** The trusted locations that policies exclude. */
type TrustedPlaces =
  /** In words. Empty if the policies exclude none. */
  | { readonly kind: "places" | "too wide"; readonly inWords: string }
  | { readonly kind: "not known"; readonly doubt: Doubt };

/**
 * How wide trusted locations may be, all of them together. No organization can vouch for more: 16.8 million IPv4 addresses, twice what
 * Entra takes for a single range, and one of 65,536 parts of IPv6.
 * @see Microsoft Entra, "Conditional Access: Network assignment" (2024-05): only masks longer than /8
 */
const WIDEST = { 4: 2n ** 24n, 6: 2n ** 112n } as const;

/** The trusted locations that the policies exclude, by name or as all trusted locations. */
function trustedPlaces({ policies, locations, mayLackItems }: Tenant): TrustedPlaces {
  if (locations === undefined || mayLackItems?.has("namedLocations"))
    return { kind: "not known", doubt: { what: "which locations are trusted", todo: readWith("Policy.Read.All") } };
  const excludes = policies
    .filter(canProtectRegistration)
    .flatMap(({ conditions: { network } }) => (network.kind === "any" ? [] : [network.exclude]));
  const isLeftOut = ({ id }: NamedLocation): boolean =>
    excludes.some(({ allTrusted, ids }) => allTrusted || ids.has(id));
  const places = [...locations.values()].filter((location) => location.trusted && isLeftOut(location));
  const unread = places.filter(({ extent }) => !isRead(extent));
  const what = `how wide these trusted locations are: ${namesOf(unread)}`;
  if (unread.length > 0) return { kind: "not known", doubt: { what, todo: LOOK_AT_RANGES } };
  const isTooWide = ([4, 6] as const).some((family) => addressesIn(places, family) > WIDEST[family]);
  const elsewhere = excludes.some(({ allTrusted }) => allTrusted) ? [TRUSTED_ELSEWHERE] : [];
  return {
    kind: isTooWide ? "too wide" : "places",
    inWords: [namesOf(places), ...elsewhere].filter((text) => text !== "").join(", and "),
  };
}

const TRUSTED_ELSEWHERE = "MFA trusted IPs, which Graph doesn't show";
const LOOK_AT_RANGES = "check the ranges of the trusted locations in the Entra admin center";

const isRead = (extent: NamedLocation["extent"]): boolean =>
  extent.kind === "ranges" && extent.notUnderstood.length === 0 && extent.mayHold === undefined;

/** Overlapping ranges count twice, which is on the safe side. */
const addressesIn = (places: readonly NamedLocation[], family: 4 | 6): bigint =>
  places
    .flatMap(({ extent }) => (extent.kind === "ranges" ? extent.ranges : []))
    .filter((range) => range.family === family)
    .reduce((sum, { first, last }) => sum + (last - first + 1n), 0n);

const namesOf = (places: readonly NamedLocation[]): string =>
  listFew(places.map(({ id, displayName }) => named(displayName ?? id)));
