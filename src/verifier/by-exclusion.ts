import type { Policy } from "../model/policy";
import type { Principal } from "../model/sign-in";
import type { BypassSearch } from "./bypass-search";
import type { EvaluationContext } from "./evaluate";
import { favourable } from "./favourable";
import { isFirm } from "./hangs-on";
import { exclusionsOf, meetsUsers } from "./law/users";
import type { PrincipalClass } from "./principals/principal-class";
import type { Bypass } from "./verdict";

/** Beyond this many people times policies it isn't looked at by which lines each of them is left out. */
const MOST_LOOKED_AT = 200_000;

/**
 * Those whom a bypass is open for, in groups: by the sorts of lines by which policies leave them out, and by whether it hangs on
 * something for them, in this sign-in or elsewhere in the width. Undefined where there are too many to be looked at.
 */
export function byExclusion(
  { where: { principals, tenantIndex, context, space, told = context } }: BypassSearch,
  { signIn, because, people, others }: Omit<Bypass, "hangsOn">,
  sharing: readonly PrincipalClass[],
): readonly (readonly Principal[])[] | undefined {
  if (context.tenant.policies.length * people.length > MOST_LOOKED_AT) return undefined;
  const candidates = new Set(space.candidates.map(({ policy }) => policy));
  const isCandidate = context.tenant.policies.map((policy) => candidates.has(policy));
  const policies = told.tenant.policies.filter((_, index) => isCandidate[index] && because[index]?.reason === "users");
  const ifForTheBest = policiesForTheBest(context, because);
  const groups = new Map<string, Principal[]>();
  for (const principal of [...principals.peopleIn(sharing, tenantIndex), ...others]) {
    const lines = policies.map(({ users }) => exclusionsOf(users, principal, told.membership));
    const about = ifForTheBest.map(({ users }) => meetsUsers(users, principal, context.membership) === "yes");
    const key = `${isFirm(context, { ...signIn, principal })} ${about.join()} ${lines.join("|")}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [principal]);
    else known.push(principal);
  }
  return [...groups.values()];
}

/**
 * The policies that aren't about the one who signs in, as they would be if what isn't known turned out for the best: there they
 * may be about others. Those that would stay as they are are left out.
 */
function policiesForTheBest(context: EvaluationContext, because: Bypass["because"]): readonly Policy[] {
  const best = favourable(context);
  if (best === context) return [];
  return best.tenant.policies.filter(
    (policy, index) => because[index]?.reason === "users" && policy !== context.tenant.policies[index],
  );
}
