import type { UserId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { Answer, Evidence } from "../../report/report";
import { present } from "../../text/present";
import { counted, listing, listingSome, shortened } from "../../text/sentence";
import { isRegistering } from "../../verifier/registering";
import { type Conclusion, failed, observation, passed, unknown } from "../answer";
import { type AuditContext, policySubject } from "../context";
import { type Doubt, partOf, readWith, roleFor, whatOf, whatToDo } from "../not-known";
import { canProtectRegistration, type Guard, guardOf } from "./registration-guard";

/**
 * Whether somebody with a stolen password could register MFA in place of the account's owner. Nobody can if each person has a method, or
 * if policies protect the registration everywhere, or everywhere except at trusted locations that an organization can vouch for. MFA trusted IPs,
 * which Graph doesn't show, count as such locations.
 */
export function registration(context: AuditContext): Answer {
  const guard = guardOf(context);
  const people = inScope(context);
  return {
    ...concluded(people, guard, context),
    evidence: [
      ...methodsOf(people.filter(hasNone), context),
      ...context.tenant.policies.filter(canProtectRegistration).map(target),
      ...exceptions(context),
    ],
  };
}

interface Person {
  /** `undefined` for anyone that the file doesn't list. */
  readonly id: UserId | undefined;
  /** `undefined` if that isn't known. */
  readonly hasMethod: boolean | undefined;
}

const hasNone = ({ hasMethod }: Person): boolean => hasMethod === false;

/** Everybody who isn't exempt, including disabled accounts. */
function inScope({ tenant, facts, exempt }: AuditContext): readonly Person[] {
  const registrations = partOf(facts.userRegistrationDetails);
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
  const covered = isListed ? (perhaps.length === 1 ? "it" : "them") : "everybody";
  const { places } = guard;
  return passed(
    present([
      ...methodsInWords(perhaps, context),
      `Policies protect the registration of a method for ${covered}.`,
      places.kind === "places" && places.inWords !== "" && `Some of them exclude trusted locations: ${places.inWords}.`,
    ]).join(" "),
  );
}

function letsIn(open: readonly Person[], { places, isExcepted }: Guard, context: AuditContext): Conclusion {
  return failed(
    present([
      ...methodsInWords(open, context),
      `No policy protects the registration of a method for ${open.length === 1 ? "it" : "them"}.`,
      isExcepted && "The tenant's settings except the registration from policies on all resources.",
      places.kind === "too wide" &&
        `The policies exclude trusted locations that are too wide for one organization: ${places.inWords}.`,
    ]).join(" "),
    "protect the registration of security information for all users by MFA, a trusted location or a Temporary Access Pass; and have everybody register a method",
  );
}

function notSettled(unsettled: readonly Person[], guard: Guard, context: AuditContext): Conclusion {
  const { facts } = context;
  const silent = unsettled.filter((person) => !hasNone(person));
  const ofPeople = present<Doubt>([
    silent.length > 0 && {
      what: "who has registered a method",
      todo: readWith(roleFor(facts.userRegistrationDetails, "AuditLog.Read.All")),
    },
    silent.some(({ id }) => id === undefined) && {
      what: "which accounts exist",
      todo: readWith(roleFor(facts.users, "User.Read.All")),
    },
  ]);
  return unknown(
    present([
      ...methodsInWords(unsettled, context),
      "No policy is known to protect the registration for everybody who may need it.",
      guard.doubts.length > 0 && `Could not tell ${whatOf(guard.doubts)}.`,
    ]).join(" "),
    ...whatToDo([...ofPeople, ...guard.doubts]),
  );
}

const MOST_NAMED = 5;

/** How many accounts have no method, and for how many that isn't known. */
function methodsInWords(people: readonly Person[], context: AuditContext): readonly string[] {
  const without = people.filter(hasNone).flatMap(({ id }) => id ?? []);
  const silent = people.filter((person) => !hasNone(person)).map(({ id }) => id);
  const listed = silent.flatMap((id) => id ?? []);
  const are = (ids: readonly UserId[]): string => counted(ids.length, "account has", "accounts have");
  return present([
    without.length > 0 && `${are(without)} no registered method: ${namesOf(without, context)}.`,
    listed.length < silent.length && "Could not tell who has registered a method.",
    listed.length === silent.length &&
      listed.length > 0 &&
      `Could not tell whether ${are(listed)} a registered method: ${namesOf(listed, context)}.`,
  ]);
}

const namesOf = (ids: readonly UserId[], context: AuditContext): string =>
  listingSome(
    ids.map((id) => `${context.names.person(id)}${isDisabled(id, context) ? " (disabled)" : ""}`),
    MOST_NAMED,
  );

const isDisabled = (id: UserId, { names }: AuditContext): boolean => names.userOf(id)?.disabled === true;

const MOST_OBSERVED = 50;

function methodsOf(people: readonly Person[], context: AuditContext): readonly Evidence[] {
  const registrations = partOf(context.facts.userRegistrationDetails);
  const ids = people.slice(0, MOST_OBSERVED).flatMap(({ id }) => id ?? []);
  return ids.map((id) => {
    const methods = listing(registrations?.get(id)?.methods ?? [], "and") || "none";
    const state = isDisabled(id, context) ? "; the account is disabled" : "";
    return observation(context.names.subject("user", id), "registered methods", `${methods}${state}`);
  });
}

const target = (policy: Policy): Evidence =>
  observation(
    policySubject(policy),
    "target",
    isRegistering(policy) ? "Register security information" : "All resources, which includes this user action",
  );

/** What the tenant's settings except from *all resources*, if they are known. */
const exceptions = ({ facts }: AuditContext): readonly Evidence[] =>
  (partOf(facts.conditionalAccessSettings)?.userActionExclusions ?? []).map(({ userAction, state }) => {
    const value = `${shortened(userAction)}, ${shortened(state ?? "state not known")}`;
    return observation(undefined, "excepted from all resources", value);
  });
