import { Membership } from "../law/membership/membership";
import type { Policy } from "../law/model/policy";
import type { Tenant } from "../law/model/tenant";
import { Encoding } from "./encoding/encoding";
import type { Exempt } from "./exemptions";
import { NumberedPeople } from "./people/numbered-people";
import { Questions } from "./questions/questions";

/** *certain*: whatever it is that isn't known; *possible*: depending on that. */
export type StopsMore = "certain" | "possible" | "no" | "not settled";

/** Steps of the solver for all policies together. */
const STEPS = 1_000_000;

/**
 * Tells of policies of a tenant whether one stops a sign-in that some others let through. It is one search, however many policies
 * are asked about: for a single one a comparison tells the same.
 * @param tenant with these policies; their states count
 */
export function stopsMoreIn(
  tenant: Tenant,
  { isExempt, groups }: Exempt,
): { readonly ask: (policy: Policy, others: readonly Policy[]) => StopsMore; readonly isAllKnown: boolean } {
  const encoding = new Encoding([{ tenant, membership: new Membership(tenant, groups) }], true);
  const { vocabulary, unknowns } = encoding;
  const isAllKnown = unknowns.all.length === 0;
  if (!vocabulary.places.areWhole) return { ask: () => "not settled", isAllKnown };
  const principals = encoding.principals(new NumberedPeople([tenant], isExempt));
  const questions = new Questions(encoding, principals, STEPS);
  const ask = (policy: Policy, others: readonly Policy[]): StopsMore => {
    const among = new Set(others);
    let found: StopsMore = principals.isWhole ? "no" : "not settled";
    for (const one of principals.classes) {
      const stops = questions.stopsFor(one);
      const own = stops.find((stop) => stop.policy.policy === policy);
      if (own === undefined) continue;
      const passing = stops.filter((stop) => among.has(stop.policy.policy)).map(({ passes }) => passes);
      const { kind } = questions.ask([own.stops(), ...passing]);
      if (kind === "bound") found = found === "no" ? "not settled" : found;
      if (kind !== "yes") continue;
      if (isAllKnown || questions.ask([own.stops(), ...passing, unknowns.isFirm]).kind === "yes") return "certain";
      found = "possible";
    }
    return found;
  };
  return { ask, isAllKnown };
}
