import type { HomeTenantId } from "../../law/model/ids";
import type { Policy, UserAssignment } from "../../law/model/policy";
import type { HomeTenant, IdentityType } from "../../law/model/sign-in";

/** One identity type in each of the tenants; undefined if the person isn't in that tenant. */
export type IdentityTypes = readonly (IdentityType | undefined)[];

/** The types that somebody may have in each of the tenants; none in a tenant that doesn't have them. */
export type Types = readonly (readonly IdentityType["type"][])[];

/**
 * The home tenants that policies distinguish: of all that the same lists name, the one with the lowest id; and `unnamed`, for those that
 * no list names. Policies may name very many home tenants, so each list is read once.
 */
export function namedHomeTenants(policies: readonly Policy[]): readonly HomeTenant[] {
  const listsOf = new Map<HomeTenantId, string>();
  for (const [number, { users }] of policies.entries())
    for (const side of ["include", "exclude"] as const)
      for (const home of listedIn(users[side])) listsOf.set(home, `${listsOf.get(home) ?? ""}${side} ${number} `);
  const lowest = new Map<string | undefined, HomeTenantId>();
  for (const home of [...listsOf.keys()].sort())
    if (!lowest.has(listsOf.get(home))) lowest.set(listsOf.get(home), home);
  return ["unnamed", ...lowest.values()];
}

const listedIn = ({ guests }: UserAssignment): Iterable<HomeTenantId> =>
  guests?.homes.kind === "enumerated" ? guests.homes.tenants : [];

/** Every identity type that somebody of this type may have. The home tenant of an external identity isn't known, so it may be any. */
export function identityTypesOf(type: IdentityType["type"], homes: readonly HomeTenant[]): readonly IdentityType[] {
  const isInternal = type === "member" || type === "internalGuest";
  return isInternal ? [{ type, home: "unnamed" }] : homes.map((home) => ({ type, home }));
}

/**
 * Every identity type that somebody of these types may have in each of the tenants. If the types are the same in both, so is the identity
 * type. If not, each of one tenant goes with each of the other.
 */
export function identitiesOf(types: Types, homes: readonly HomeTenant[]): readonly IdentityTypes[] {
  const [first = [], ...others] = types.map((some) => some.flatMap((type) => identityTypesOf(type, homes)));
  if (others.length === 0) return first.map((identity) => [identity]);
  const [second = []] = others;
  if (String(types[0]) === String(types[1])) return first.map((identity) => [identity, identity]);
  const orAbsent = (some: readonly IdentityType[]): IdentityTypes => (some.length === 0 ? [undefined] : some);
  return orAbsent(first).flatMap((one) => orAbsent(second).map((other) => [one, other]));
}
