import type { UserId } from "../../model/ids";
import { counted, listing, listingSome, shortened } from "../../text/sentence";
import { type Observation, observation } from "../answer";
import { type Audited, userSubject } from "../audited";
import { partOf, wholeOf } from "../known";

/** Who of the people that can sign in has no method registered. */
export interface Unregistered {
  readonly people: readonly UserId[];
  /** Of how many it isn't known. */
  readonly silent: number;
  /** Whether there is anybody. */
  readonly is: "somebody" | "nobody" | "not known";
}

export function unregistered({ tenant, facts }: Audited): Unregistered {
  const registrations = partOf(facts.registrations);
  if (tenant.users === undefined || registrations === undefined) return { people: [], silent: 0, is: "not known" };
  const enabled = tenant.users.filter(({ disabled }) => !disabled).map(({ id }) => id);
  const people = enabled.filter((id) => registrations.get(id)?.isMfaRegistered === false);
  const silent = enabled.filter((id) => registrations.get(id)?.isMfaRegistered === undefined).length;
  const isWhole = silent === 0 && wholeOf(facts.registrations) !== undefined;
  return { people, silent, is: people.length > 0 ? "somebody" : isWhole ? "nobody" : "not known" };
}

/** At most so many are evidence, and so many are named in a sentence. */
const MOST_OBSERVED = 50;
const MOST_NAMED = 5;

export function methodsOf({ people }: Unregistered, audited: Audited): readonly Observation[] {
  const registrations = partOf(audited.facts.registrations);
  return people.slice(0, MOST_OBSERVED).map((id) => {
    const methods = listing(registrations?.get(id)?.methods ?? [], "and");
    return observation(userSubject(id, audited), "registered methods", methods || "none");
  });
}

export function unregisteredInWords({ people, silent }: Unregistered, audited: Audited): string {
  const { tenant, facts } = audited;
  if (tenant.users === undefined || partOf(facts.registrations) === undefined)
    return "Who has registered a method isn't known.";
  const names = people.map((id) => shortened(userSubject(id, audited).name));
  if (people.length > 0)
    return `${counted(people.length, "account has", "accounts have")} no registered method: ${listingSome(names, MOST_NAMED)}.`;
  return silent === 0
    ? "Everybody has registered a method."
    : `Everybody has registered a method but ${counted(silent, "account")} of which that isn't known.`;
}
