import type { UserId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import { present } from "../../text/present";
import { counted, listing, listingSome, shortened } from "../../text/sentence";
import { isRegistering } from "../../verifier/registering";
import { type Answer, type Conclusion, failed, type Observation, observation, passed, unknown } from "../answer";
import { type AuditContext, policySubject, userSubject } from "../context";
import { type Doubt, partOf, readWith, roleFor, todoOf, whatOf } from "../known";
import { canGuard, type Guard, type Guarded, guardOf, isGuarded } from "./registration-guard";

/**
 * Claims that nobody who has stolen a password can register MFA for its owner: each person in scope has a method, or policies guard
 * the registration for them, everywhere or everywhere but at trusted places that somebody can vouch for. MFA trusted IPs, which
 * Graph doesn't show, are taken for places that somebody vouches for.
 */
export function registration(context: AuditContext): Answer {
  const people = unregistered(context);
  return {
    ...concluded(people, guardOf(context), context),
    evidence: [
      ...methodsOf(people.ids, context),
      ...context.tenant.policies.filter(canGuard).map(target),
      ...exceptions(context),
    ],
  };
}

/** Who of the people in scope has no method registered: everybody who isn't exempt, disabled accounts too. */
interface Unregistered {
  readonly ids: readonly UserId[];
  /** Of whom it isn't known; *everybody* where the users themselves aren't. */
  readonly silent: readonly UserId[] | "everybody";
  readonly doubts: readonly Doubt[];
}

function unregistered({ tenant, facts, exempt }: AuditContext): Unregistered {
  const whoHas = {
    what: "who has registered a method",
    todo: readWith(roleFor(facts.registrations, "AuditLog.Read.All")),
  };
  const whoThereIs = { what: "who there is", todo: readWith(roleFor(facts.accounts, "User.Read.All")) };
  if (tenant.users === undefined) return { ids: [], silent: "everybody", doubts: [whoHas, whoThereIs] };
  const has = (id: UserId): boolean | undefined => partOf(facts.registrations)?.get(id)?.isMfaRegistered;
  const judged = tenant.users.map(({ id }) => id).filter((id) => !exempt.isExempt(id));
  const ids = judged.filter((id) => has(id) === false);
  if (tenant.open?.has("users")) return { ids, silent: "everybody", doubts: [whoThereIs] };
  const silent = judged.filter((id) => has(id) === undefined);
  return { ids, silent, doubts: silent.length === 0 ? [] : [whoHas] };
}

/** At most so many are evidence, and so many are named in a sentence. */
const MAX_OBSERVED = 50;
const MAX_NAMED = 5;

function methodsOf(ids: readonly UserId[], context: AuditContext): readonly Observation[] {
  const registrations = partOf(context.facts.registrations);
  return ids.slice(0, MAX_OBSERVED).map((id) => {
    const methods = listing(registrations?.get(id)?.methods ?? [], "and") || "none";
    const state = isDisabled(id, context) ? "; the account is disabled" : "";
    return observation(userSubject(id, context), "registered methods", `${methods}${state}`);
  });
}

const isDisabled = (id: UserId, { names }: AuditContext): boolean => names.userOf(id)?.disabled === true;

const target = (policy: Policy): Observation =>
  observation(
    policySubject(policy),
    "target",
    isRegistering(policy) ? "Register security information" : "All resources, and so this user action",
  );

/** What the settings take out of *all resources*, where they are known. */
const exceptions = ({ facts }: AuditContext): readonly Observation[] =>
  (partOf(facts.conditionalAccessSettings)?.userActionExclusions ?? []).map(({ userAction, state }) =>
    observation(
      undefined,
      "excepted from all resources",
      `${shortened(userAction)}, ${shortened(state ?? "its state isn't known")}`,
    ),
  );

function concluded({ ids, silent, doubts }: Unregistered, guard: Guard, context: AuditContext): Conclusion {
  const those = (some: readonly UserId[], guarded: Guarded) => some.filter((id) => guard.of(id) === guarded);
  const open = those(ids, "nowhere");
  if (open.length > 0) return letsIn(open, guard, context);
  if (silent === "everybody") return ofEverybody(doubts, guard);
  const unsettled = those(ids, "not known");
  const silentUnsettled = those(silent, "not known");
  const silentOpen = [...those(silent, "nowhere"), ...silentUnsettled];
  if (unsettled.length + silentOpen.length > 0) {
    const ofGuard = [...unsettled, ...silentUnsettled].flatMap(guard.doubtsAbout);
    return unknown(
      present([
        unsettled.length > 0 && `${haveNoMethod(unsettled)}: ${names(unsettled, context)}.`,
        silentOpen.length > 0 &&
          `It isn't known whether ${haveMethod(silentOpen)}, and no policy is known to guard the registration: ${names(silentOpen, context)}.`,
        ofGuard.length > 0 && `It isn't known ${whatOf(ofGuard)}.`,
      ]).join(" "),
      ...todoOf([...(silentOpen.length === 0 ? [] : doubts), ...ofGuard]),
    );
  }
  const all = [...ids, ...silent];
  if (all.length === 0) return passed("Everybody has registered a method.");
  const guarded = those(all, "but at trusted places").length > 0 ? "but at trusted places" : "everywhere";
  return passed(
    present([
      ids.length > 0 && `${haveNoMethod(ids)}: ${names(ids, context)}.`,
      silent.length > 0 && `It isn't known whether ${haveMethod(silent)}.`,
      guardedFor(all.length === 1 ? "it" : "them", guarded, guard),
    ]).join(" "),
  );
}

const names = (ids: readonly UserId[], context: AuditContext): string =>
  listingSome(
    ids.map((id) => `${shortened(userSubject(id, context).name)}${isDisabled(id, context) ? " (disabled)" : ""}`),
    MAX_NAMED,
  );

const haveMethod = ({ length }: readonly UserId[]): string =>
  `${counted(length, "account has", "accounts have")} a registered method`;

const haveNoMethod = ({ length }: readonly UserId[]): string =>
  `${counted(length, "account has", "accounts have")} no registered method`;

function letsIn(ids: readonly UserId[], { places, isExcepted }: Guard, context: AuditContext): Conclusion {
  const them = ids.length === 1 ? "it" : "them";
  return failed(
    present([
      `${haveNoMethod(ids)}, and no policy guards the registration of one for ${them}: ${names(ids, context)}.`,
      isExcepted && "The tenant's settings except it from policies on all resources.",
      places.kind === "too wide" &&
        `Trusted locations that policies leave out are too wide to be anybody's own: ${places.inWords}.`,
    ]).join(" "),
    "guard the registration of security information: MFA, a trusted place or a Temporary Access Pass, for all users; and have everybody in scope register a method",
  );
}

/** Where nobody knows who there is, only what holds for everybody counts. */
function ofEverybody(doubts: readonly Doubt[], guard: Guard): Conclusion {
  const all = guard.of(undefined);
  if (isGuarded(all)) return passed(`Who has registered a method isn't known. ${guardedFor("everybody", all, guard)}`);
  return unknown(
    "Who has registered a method isn't known, and no policy is known to guard the registration for everybody.",
    ...todoOf([...doubts, ...guard.doubtsAbout(undefined)]),
  );
}

function guardedFor(whom: string, guarded: Guarded, { places }: Guard): string {
  const start = `Policies guard the registration of a method for ${whom}`;
  if (guarded === "everywhere") return `${start}.`;
  const which = places.kind === "places" && places.inWords !== "" ? `${places.inWords}, and ` : "";
  return `${start}, everywhere but in trusted locations: ${which}MFA trusted IPs, which Graph doesn't show.`;
}
