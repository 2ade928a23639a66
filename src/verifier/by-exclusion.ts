import type { EvaluationContext } from "../law/evaluate";
import type { Principal } from "../law/model/sign-in";
import { exclusionsOf } from "../law/users";
import type { BypassSearch } from "./bypass-search";
import type { PrincipalClass } from "./principals/principal-class";
import type { Bypass } from "./verdict";

/** Beyond this many people times policies it isn't looked at by which lines each of them is left out, and what that hangs on. */
const MOST_LOOKED_AT = 200_000;

/** Whether there are few enough people to look at each of them. */
export const canBeLookedAt = ({ tenant }: EvaluationContext, people: number): boolean =>
  tenant.policies.length * people <= MOST_LOOKED_AT;

/**
 * Those whom a bypass is open for, in groups: by the sorts of lines by which policies leave them out. Undefined where there are too
 * many to be looked at.
 */
export function byExclusion(
  { where: { principals, tenantIndex, context, space, told = context } }: BypassSearch,
  { because, people, others }: Omit<Bypass, "hangsOn">,
  sharing: readonly PrincipalClass[],
): readonly (readonly Principal[])[] | undefined {
  if (!canBeLookedAt(context, people.length)) return undefined;
  const candidates = new Set(space.candidates.map(({ policy }) => policy));
  const isCandidate = context.tenant.policies.map((policy) => candidates.has(policy));
  const policies = told.tenant.policies.filter((_, index) => isCandidate[index] && because[index]?.reason === "users");
  const groups = new Map<string, Principal[]>();
  for (const principal of [...principals.peopleIn(sharing, tenantIndex), ...others]) {
    const lines = policies.map(({ users }) => exclusionsOf(users, principal, told.membership));
    const key = lines.join("|");
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [principal]);
    else known.push(principal);
  }
  return [...groups.values()];
}
