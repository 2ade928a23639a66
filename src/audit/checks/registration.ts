import type { UserId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import { present } from "../../text/present";
import { counted, listing, listingSome, shortened } from "../../text/sentence";
import { isRegistering } from "../../verifier/registering";
import { type Answer, type Conclusion, failed, type Observation, observation, passed, unknown } from "../answer";
import { type AuditContext, policySubject, userSubject } from "../context";
import { type Doubt, partOf, readWith, roleFor, todoOf, whatOf } from "../not-known";
import { canGuard, type Guard, guardOf } from "./registration-guard";

/**
 * Claims that nobody who has stolen a password can register MFA for its owner: each person in scope has a method, or policies guard
 * the registration for them, everywhere or everywhere but at trusted places that somebody can vouch for. MFA trusted IPs, which
 * Graph doesn't show, are taken for places that somebody vouches for.
 */
export function registration(context: AuditContext): Answer {
  const guard = guardOf(context);
  const people = inScope(context);
  return {
    ...concluded(people, guard, context),
    evidence: [
      ...methodsOf(people.filter(hasNone), context),
      ...context.tenant.policies.filter(canGuard).map(target),
      ...exceptions(context),
    ],
  };
}

interface Person {
  /** Undefined of anybody whom the file doesn't list. */
  readonly id: UserId | undefined;
  /** Undefined where that isn't known. */
  readonly hasMethod: boolean | undefined;
}

const hasNone = ({ hasMethod }: Person): boolean => hasMethod === false;

/** Everybody who isn't exempt, disabled accounts too. */
function inScope({ tenant, facts, exempt }: AuditContext): readonly Person[] {
  const registrations = partOf(facts.registrations);
  const listed = (tenant.users ?? []).flatMap(({ id }): readonly Person[] =>
    exempt.isExempt(id) ? [] : [{ id, hasMethod: registrations?.get(id)?.isMfaRegistered }],
  );
  const areOthers = tenant.users === undefined || tenant.mayLackItems?.has("users") === true;
  return areOthers ? [...listed, { id: undefined, hasMethod: undefined }] : listed;
}

function concluded(people: readonly Person[], guard: Guard, context: AuditContext): Conclusion {
  const open = people.filter((person) => hasNone(person) && person.id && guard.isOpenFor(person.id));
  if (open.length > 0) return letsIn(open, guard, context);
  const perhaps = people.filter(({ hasMethod }) => hasMethod !== true);
  const unsettled = perhaps.filter(({ id }) => guard.mayBeOpenFor(id));
  if (unsettled.length > 0) return notSettled(unsettled, guard, context);
  if (perhaps.length === 0) return passed("Everybody has registered a method.");
  const isListed = perhaps.every(({ id }) => id !== undefined);
  const whom = isListed ? (perhaps.length === 1 ? "it" : "them") : "everybody";
  const { places } = guard;
  return passed(
    present([
      ...methodsInWords(perhaps, context),
      `Policies guard the registration of a method for ${whom}.`,
      places.kind === "places" && places.inWords !== "" && `Some leave out trusted locations: ${places.inWords}.`,
    ]).join(" "),
  );
}

function letsIn(open: readonly Person[], { places, isExcepted }: Guard, context: AuditContext): Conclusion {
  return failed(
    present([
      ...methodsInWords(open, context),
      `No policy guards the registration of one for ${open.length === 1 ? "it" : "them"}.`,
      isExcepted && "The tenant's settings except it from policies on all resources.",
      places.kind === "too wide" &&
        `Trusted locations that policies leave out are too wide to be anybody's own: ${places.inWords}.`,
    ]).join(" "),
    "guard the registration of security information: MFA, a trusted place or a Temporary Access Pass, for all users; and have everybody in scope register a method",
  );
}

function notSettled(unsettled: readonly Person[], guard: Guard, context: AuditContext): Conclusion {
  const { facts } = context;
  const silent = unsettled.filter((person) => !hasNone(person));
  const ofPeople = present<Doubt>([
    silent.length > 0 && {
      what: "who has registered a method",
      todo: readWith(roleFor(facts.registrations, "AuditLog.Read.All")),
    },
    silent.some(({ id }) => id === undefined) && {
      what: "who there is",
      todo: readWith(roleFor(facts.accounts, "User.Read.All")),
    },
  ]);
  return unknown(
    present([
      ...methodsInWords(unsettled, context),
      "No policy is known to guard the registration for everybody who may need it.",
      guard.doubts.length > 0 && `It isn't known ${whatOf(guard.doubts)}.`,
    ]).join(" "),
    ...todoOf([...ofPeople, ...guard.doubts]),
  );
}

const MOST_NAMED = 5;

/** How many have no method, and of how many that isn't known. */
function methodsInWords(people: readonly Person[], context: AuditContext): readonly string[] {
  const without = people.filter(hasNone).flatMap(({ id }) => id ?? []);
  const silent = people.filter((person) => !hasNone(person)).map(({ id }) => id);
  const listed = silent.flatMap((id) => id ?? []);
  const are = (ids: readonly UserId[]): string => counted(ids.length, "account has", "accounts have");
  return present([
    without.length > 0 && `${are(without)} no registered method: ${namesOf(without, context)}.`,
    listed.length < silent.length && "Who has registered a method isn't known.",
    listed.length === silent.length &&
      listed.length > 0 &&
      `It isn't known whether ${are(listed)} a registered method: ${namesOf(listed, context)}.`,
  ]);
}

const namesOf = (ids: readonly UserId[], context: AuditContext): string =>
  listingSome(
    ids.map((id) => `${shortened(userSubject(id, context).name)}${isDisabled(id, context) ? " (disabled)" : ""}`),
    MOST_NAMED,
  );

const isDisabled = (id: UserId, { names }: AuditContext): boolean => names.userOf(id)?.disabled === true;

const MOST_OBSERVED = 50;

function methodsOf(people: readonly Person[], context: AuditContext): readonly Observation[] {
  const registrations = partOf(context.facts.registrations);
  const ids = people.slice(0, MOST_OBSERVED).flatMap(({ id }) => id ?? []);
  return ids.map((id) => {
    const methods = listing(registrations?.get(id)?.methods ?? [], "and") || "none";
    const state = isDisabled(id, context) ? "; the account is disabled" : "";
    return observation(userSubject(id, context), "registered methods", `${methods}${state}`);
  });
}

const target = (policy: Policy): Observation =>
  observation(
    policySubject(policy),
    "target",
    isRegistering(policy) ? "Register security information" : "All resources, and so this user action",
  );

/** What the settings take out of *all resources*, where they are known. */
const exceptions = ({ facts }: AuditContext): readonly Observation[] =>
  (partOf(facts.conditionalAccessSettings)?.userActionExclusions ?? []).map(({ userAction, state }) => {
    const value = `${shortened(userAction)}, ${shortened(state ?? "its state isn't known")}`;
    return observation(undefined, "excepted from all resources", value);
  });
