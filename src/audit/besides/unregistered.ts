import type { UserId } from "../../law/model/ids";
import { listing, shortened } from "../../text/sentence";
import { type Observation, observation } from "../answer";
import { type Audited, userSubject } from "../audited";
import { type Doubt, partOf, readWith, roleFor } from "../known";

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
