import type { UserId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import { counted, listing, listingSome, shortened } from "../../text/sentence";
import { type Conclusion, failed, type Observation, observation, passed, unknown } from "../answer";
import { type Audited, policySubject, userSubject } from "../audited";
import { asked, type Beside } from "../check";
import { type Doubt, partOf, readWith, roleFor, todoOf, whatOf } from "../known";
import { canGuard, type Guard, type Guarded, guardOf, isGuarded, isRegistering } from "./registration-guard";

/** Who of the people in scope has no method registered: everybody who isn't exempt, disabled accounts too. */
export interface Unregistered {
  readonly people: readonly UserId[];
  /** Of whom it isn't known; *everybody* where the users themselves aren't. */
  readonly silent: readonly UserId[] | "everybody";
  readonly doubts: readonly Doubt[];
}

export function unregistered({ tenant, facts, exempt }: Audited): Unregistered {
  const doubt = {
    what: "who has registered a method",
    todo: readWith(roleFor(facts.registrations, "AuditLog.Read.All")),
  };
  const whoThereIs = { what: "who there is", todo: readWith(roleFor(facts.accounts, "User.Read.All")) };
  if (tenant.users === undefined) return { people: [], silent: "everybody", doubts: [doubt, whoThereIs] };
  const registrations = partOf(facts.registrations);
  const ids = tenant.users.map(({ id }) => id).filter((id) => !exempt.isExempt(id));
  const people = ids.filter((id) => registrations?.get(id)?.isMfaRegistered === false);
  if (tenant.open?.has("users")) return { people, silent: "everybody", doubts: [whoThereIs] };
  const silent = ids.filter((id) => registrations?.get(id)?.isMfaRegistered === undefined);
  return { people, silent, doubts: silent.length === 0 ? [] : [doubt] };
}

/** At most so many are evidence. */
const MOST_OBSERVED = 50;

export function methodsOf({ people }: Unregistered, audited: Audited): readonly Observation[] {
  const registrations = partOf(audited.facts.registrations);
  return people.slice(0, MOST_OBSERVED).map((id) => {
    const methods = listing(registrations?.get(id)?.methods ?? [], "and") || "none";
    return observation(
      userSubject(id, audited),
      "registered methods",
      `${methods}${isDisabled(id, audited) ? "; the account is disabled" : ""}`,
    );
  });
}

/** The name of a person, marked where the account is disabled: it can be enabled tomorrow. */
export const nameInWords = (id: UserId, audited: Audited): string =>
  `${shortened(userSubject(id, audited).name)}${isDisabled(id, audited) ? " (disabled)" : ""}`;

const isDisabled = (id: UserId, { names }: Audited): boolean => names.userOf(id)?.disabled === true;

/**
 * Claims that nobody who has stolen a password can register MFA for its owner: each person in scope has a method, or policies guard
 * the registration for them, everywhere or everywhere but at trusted places that somebody can vouch for.
 *
 * Reads `users`, `userRegistrationDetails`, the policies and what they hang on, the trusted locations among `namedLocations`, and
 * `conditionalAccessSettings`. MFA trusted IPs, which Graph doesn't show, are taken for places that somebody vouches for.
 */
export const registration: Beside = {
  title: "Who could register MFA for the victim",
  ask: asked({
    look,
    evidence: ({ people }, audited) => [
      ...methodsOf(people, audited),
      ...audited.tenant.policies.filter(canGuard).map(target),
      ...exceptions(audited),
    ],
    conclude,
  }),
};

interface Seen {
  readonly people: Unregistered;
  readonly guard: Guard;
  /** Those without a method, and those of whom that isn't known, by how the registration is guarded for them. */
  readonly without: Readonly<Record<Guarded, readonly UserId[]>>;
  readonly perhapsWithout: Readonly<Record<Guarded, readonly UserId[]>>;
}

function look(audited: Audited): Seen {
  const people = unregistered(audited);
  const guard = guardOf(audited);
  const byGuard = (ids: readonly UserId[]): Seen["without"] => {
    const those = (guarded: Guarded): readonly UserId[] => ids.filter((id) => guard.of(id) === guarded);
    return {
      everywhere: those("everywhere"),
      "but at trusted places": those("but at trusted places"),
      nowhere: those("nowhere"),
      "not known": those("not known"),
    };
  };
  const silent = people.silent === "everybody" ? [] : people.silent;
  return { people, guard, without: byGuard(people.people), perhapsWithout: byGuard(silent) };
}

const target = (policy: Policy): Observation =>
  observation(
    policySubject(policy),
    "target",
    isRegistering(policy) ? "Register security information" : "All resources, and so this user action",
  );

/** What the settings take out of *all resources*, where they are known. */
const exceptions = ({ facts }: Audited): readonly Observation[] =>
  (partOf(facts.conditionalAccessSettings)?.userActionExclusions ?? []).map(({ userAction, state }) =>
    observation(
      undefined,
      "excepted from all resources",
      `${shortened(userAction)}, ${shortened(state ?? "its state isn't known")}`,
    ),
  );

function conclude(seen: Seen, audited: Audited): Conclusion {
  const { people, guard, without, perhapsWithout } = seen;
  const unsettled = without["not known"];
  const silent = [...perhapsWithout.nowhere, ...perhapsWithout["not known"]];
  if (without.nowhere.length > 0) return open(without.nowhere, guard, audited);
  if (people.silent === "everybody") return ofEverybody(seen);
  if (unsettled.length + silent.length === 0) return passed(inWords(seen, audited));
  const ofGuard = [...unsettled, ...perhapsWithout["not known"]].flatMap(guard.doubtsAbout);
  return unknown(
    [
      ...(unsettled.length === 0 ? [] : [`${haveNoMethod(unsettled)}: ${names(unsettled, audited)}.`]),
      ...(silent.length === 0
        ? []
        : [
            `It isn't known whether ${haveMethod(silent.length)}, and no policy is known to guard the registration: ${names(silent, audited)}.`,
          ]),
      ...(ofGuard.length === 0 ? [] : [`It isn't known ${whatOf(ofGuard)}.`]),
    ].join(" "),
    ...todoOf([...(silent.length === 0 ? [] : people.doubts), ...ofGuard], "read the tenant again"),
  );
}

const MOST_NAMED = 5;

const names = (ids: readonly UserId[], audited: Audited): string =>
  listingSome(
    ids.map((id) => nameInWords(id, audited)),
    MOST_NAMED,
  );

const haveMethod = (count: number): string => `${counted(count, "account has", "accounts have")} a registered method`;

const haveNoMethod = ({ length }: readonly UserId[]): string =>
  `${counted(length, "account has", "accounts have")} no registered method`;

function open(ids: readonly UserId[], guard: Guard, audited: Audited): Conclusion {
  const { places, isExcepted } = guard;
  const why = [
    ...(isExcepted ? ["The tenant's settings except it from policies on all resources."] : []),
    ...(places.kind === "too wide"
      ? [`Trusted locations that policies leave out are too wide to be anybody's own: ${places.inWords}.`]
      : []),
  ];
  return failed(
    [
      `${haveNoMethod(ids)}, and no policy guards the registration of one for ${ids.length === 1 ? "it" : "them"}: ${names(ids, audited)}.`,
      ...why,
    ].join(" "),
    "guard the registration of security information: MFA, a trusted place or a Temporary Access Pass, for all users; and have everybody in scope register a method",
  );
}

/** Where nobody knows who there is, only what holds for everybody counts. */
function ofEverybody({ guard, people }: Seen): Conclusion {
  const all = guard.of(undefined);
  if (isGuarded(all)) return passed(`Who has registered a method isn't known. ${guardedFor("everybody", all, guard)}`);
  return unknown(
    "Who has registered a method isn't known, and no policy is known to guard the registration for everybody.",
    ...todoOf([...people.doubts, ...guard.doubtsAbout(undefined)], "read the tenant again"),
  );
}

function guardedFor(whom: string, guarded: Guarded, { places }: Guard): string {
  const start = `Policies guard the registration of a method for ${whom}`;
  if (guarded === "everywhere") return `${start}.`;
  const which = places.kind === "places" && places.inWords !== "" ? `${places.inWords}, and ` : "";
  return `${start}, everywhere but in trusted locations: ${which}MFA trusted IPs, which Graph doesn't show.`;
}

function inWords({ people, guard, without, perhapsWithout }: Seen, audited: Audited): string {
  const silent = people.silent.length;
  const count = people.people.length + silent;
  if (count === 0) return "Everybody has registered a method.";
  const guarded = [without, perhapsWithout].some((by) => by["but at trusted places"].length > 0)
    ? "but at trusted places"
    : "everywhere";
  return [
    ...(people.people.length === 0 ? [] : [`${haveNoMethod(people.people)}: ${names(people.people, audited)}.`]),
    ...(silent === 0 ? [] : [`It isn't known whether ${haveMethod(silent)}.`]),
    guardedFor(count === 1 ? "it" : "them", guarded, guard),
  ].join(" ");
}
