import type { Policy } from "../../law/model/policy";
import type { Candidates } from "./candidates";
import { wholeLocation } from "./settled-tenant";
import type { Supposed, SupposedHinge } from "./supposition";

/** What is supposed, with how many policies of either tenant ask about it. */
export function hingeOf(supposed: Supposed, candidates: Candidates, number?: number): SupposedHinge {
  const policies = policiesAbout(supposed, candidates, number);
  return supposed.kind === "content" ? { ...supposed, id: supposed.field, policies } : { ...supposed, policies };
}

function policiesAbout(supposed: Supposed, { policies, requirements }: Candidates, number?: number): number {
  const asking = policies.filter(({ policy }, index) => {
    if (supposed.kind === "location") return namesPlace(policy, supposed.id);
    const { all = [], none = [] } = requirements[index] ?? {};
    return number !== undefined && [...all.flat(), ...none].includes(number);
  });
  return new Set(asking.map(({ policy }) => policy.id)).size;
}

/** A location that is trusted may be asked about by way of all that are. */
function namesPlace({ conditions: { network } }: Policy, place: string): boolean {
  if (network.kind === "any") return false;
  return [network.include, network.exclude].some(
    ({ ids, allTrusted }) => allTrusted || [...ids].some((id) => wholeLocation(id) === place),
  );
}
