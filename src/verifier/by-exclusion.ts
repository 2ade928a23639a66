import type { IdentityType, Principal, SignIn } from "../model/sign-in";
import type { SearchContext } from "./bypass";
import { evaluate } from "./evaluate";
import { exclusionsOf } from "./exclusions-of";
import { favourable } from "./favourable";
import { hangsOn } from "./hangs-on";
import { identitiesIn, type PrincipalClass } from "./principals/principal-class";
import { reasonsFor } from "./reasons-for";
import type { Bypass } from "./verdict";

/** Beyond this many people times policies it isn't looked at by which lines each of them is left out. */
const MOST_LOOKED_AT = 200_000;

/**
 * A bypass for each sort of line by which policies leave people out, since what closes the one needn't close the other; and
 * one for those for whom it hangs on something, and one for those for whom it doesn't.
 */
export function byExclusion(
  searchContext: SearchContext,
  bypass: Bypass,
  sharing: readonly PrincipalClass[],
): readonly Bypass[] {
  const { principals, tenantIndex, context, space } = searchContext;
  const { because, others } = bypass;
  const candidates = new Set(space.candidates.map(({ policy }) => policy));
  const isCandidate = context.tenant.policies.map((policy) => candidates.has(policy));
  const told = searchContext.told ?? context;
  const policies = told.tenant.policies.filter((_, index) => isCandidate[index] && because[index]?.reason === "users");
  if (context.tenant.policies.length * bypass.people.length > MOST_LOOKED_AT) return [bypass];
  const best = favourable(context);
  const groups = new Map<string, Principal[]>();
  for (const principal of [...identitiesIn(sharing, principals, tenantIndex).map(asPrincipal), ...others]) {
    const lines = policies.map((policy) => exclusionsOf(policy.users, principal, told.membership));
    const isFirm = best === context || evaluate(best, { ...bypass.signIn, principal }) === "no";
    const key = `${isFirm} ${lines.join("|")}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [principal]);
    else known.push(principal);
  }
  if (groups.size === 1) return [bypass];
  return [...groups.values()].flatMap((group) =>
    group.some((one) => isSame(one, bypass.signIn.principal))
      ? [narrowed(bypass, group, bypass.signIn, searchContext)]
      : withOwnReasons(bypass, group, searchContext),
  );
}

/** Without the one whom the reasons are about, each has reasons of their own. */
function withOwnReasons(bypass: Bypass, group: readonly Principal[], searchContext: SearchContext): readonly Bypass[] {
  const byReasons = new Map<string, Principal[]>();
  for (const principal of group) {
    const because = reasonsFor(searchContext.context, { ...bypass.signIn, principal });
    const key = because.map(({ reason }) => reason).join();
    byReasons.set(key, [...(byReasons.get(key) ?? []), principal]);
  }
  return Array.from(byReasons.values(), (some) => {
    const [principal = bypass.signIn.principal] = some;
    return narrowed(bypass, some, { ...bypass.signIn, principal }, searchContext);
  });
}

/** The bypass for some of those whom it is open for, shown by one of them. */
function narrowed(
  bypass: Bypass,
  group: readonly Principal[],
  signIn: SignIn,
  { context, principals }: SearchContext,
): Bypass {
  const people = group.flatMap((one) => (one.kind === "person" ? [one.id] : []));
  return {
    ...bypass,
    signIn,
    people,
    others: group.filter(({ kind }) => kind !== "person"),
    peopleOutside: principals.people.length - people.length,
    because: reasonsFor(context, signIn),
    hangsOn: hangsOn(context, signIn),
  };
}

const asPrincipal = ({
  id,
  identity,
}: {
  readonly id: Bypass["people"][number];
  readonly identity: IdentityType;
}): Principal => ({
  kind: "person",
  id,
  identity,
});

const isSame = (one: Principal, other: Principal): boolean =>
  one.kind === other.kind &&
  (one.kind !== "person" || other.kind !== "person" || one.id === other.id) &&
  one.identity.type === other.identity.type &&
  one.identity.home === other.identity.home;
