import type { HomeTenantId } from "../../law/model/ids";
import type { Policy, UserAssignment } from "../../law/model/policy";
import type { HomeTenant, IdentityType } from "../../law/model/sign-in";

/** One identity type in each of the tenants; undefined if the person isn't in that tenant. */
export type IdentityTypes = readonly (IdentityType | undefined)[];

/** The types that somebody may have in each of the tenants; none in a tenant that doesn't have them. */
export type Types = readonly (readonly IdentityType["type"][])[];

/** The home tenants that policies distinguish: those that some list names and, as `unnamed`, all others. */
export function namedHomeTenants(policies: readonly Policy[]): readonly HomeTenant[] {
  const sides = policies.flatMap(({ users }) => [users.include, users.exclude]);
  return ["unnamed", ...[...new Set(sides.flatMap((side) => [...listedIn(side)]))].sort()];
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
