import { evaluationContext } from "../../law/evaluate";
import type { UserId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { Tenant } from "../../law/model/tenant";
import { certainlyUncovered, prove } from "../../verifier/prove";
import type { Verdict } from "../../verifier/verdict";
import type { Audited } from "../audited";
import { type Doubt, gapIn, missingPolicies, partOf, readWith, roleFor } from "../known";
import { asIfTheApi, coveringTrusted, isOnAll, isRegistering } from "./registering";
import { type TrustedPlaces, trustedPlaces } from "./trusted-places";

/** Whether policies guard the registration of a method for somebody. */
export type Guarded = "everywhere" | "but at trusted places" | "nowhere" | "not known";

/** How policies guard the registration of a method for one person of the directory; where the users aren't known, for anybody. */
export interface Guard {
  readonly of: (person: UserId | undefined) => Guarded;
  /** What it hangs on where it isn't known. */
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
export function guardOf(audited: Audited): Guard {
  const exception = exceptionIn(audited);
  const places = trustedPlaces(audited.tenant);
  const byAll = (policy: Policy): boolean => isRegistering(policy) || isOnAll(policy);
  const atLeast = guardedUnder(exception === "not excepted" ? byAll : isRegistering, places, audited);
  const atMost = exception === "not known" ? guardedUnder(byAll, places, audited) : atLeast;
  const missing = missingPolicies(audited);
  return {
    of: (person) => {
      const least = atLeast(person);
      if (isGuarded(least)) return least;
      return missing === undefined && atMost(person) === "nowhere" ? "nowhere" : "not known";
    },
    doubtsAbout: (person) => [
      ...(missing === undefined ? [] : [missing]),
      ...(exception === "not known" && atLeast(person) !== atMost(person) ? [settingsNotKnown(audited)] : []),
      ...(atMost(person) !== "not known" ? [] : [places.kind === "not known" ? places.doubt : CONTENT]),
    ],
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

function settingsNotKnown({ facts: { conditionalAccessSettings: settings } }: Audited): Doubt {
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
function exceptionIn({ facts }: Audited): "excepted" | "not excepted" | "not known" {
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
  { represented: { tenant: whole, lots }, exempt, exemptions }: Audited,
): (person: UserId | undefined) => Guarded {
  const { partlyKnown, ...rest } = whole;
  const tenant = rest.open?.has("users") ? { ...rest, users: undefined } : rest; // others may be there, of every sort
  const lotOf = new Map(lots.flatMap((lot) => lot.map((id) => [id, lot[0] ?? id] as const)));
  const everywhere = asIfTheApi(tenant, covers);
  const beside = coveringTrusted(everywhere);
  const [open, openBeside] = [prove(everywhere, exemptions), prove(beside, exemptions)];
  const whoIsIn = new Map([open, openBeside].map((verdict) => [verdict, new Set(verdict.uncovered.users)]));
  const isOpen = (verdict: Verdict, person: UserId | undefined): boolean =>
    !verdict.isWhole ||
    (person === undefined
      ? verdict.uncovered.classes.length > 0
      : whoIsIn.get(verdict)?.has(lotOf.get(person) ?? person) === true);
  const isCertain = certainlyOpen(places.kind === "too wide" ? everywhere : beside, exempt);
  return (person) => {
    if (!isOpen(open, person)) return "everywhere";
    if (!isOpen(openBeside, person) && places.kind === "places") return "but at trusted places";
    if (person === undefined) return "not known";
    return isCertain(lotOf.get(person) ?? person) ? "nowhere" : "not known";
  };
}

/** Whether some sign-in of a person gets through whatever isn't known or understood. Everybody is asked about at once. */
function certainlyOpen(tenant: Tenant, exempt: Audited["exempt"]): (person: UserId) => boolean {
  const context = evaluationContext(tenant, exempt.groups);
  let known: ReadonlySet<UserId> | undefined;
  return (person) => {
    known ??= new Set(certainlyUncovered(context, exempt).users);
    return known.has(person);
  };
}
