import { builtInRoleName } from "../law/model/built-in-roles";
import { groupId, locationId, type UserId, userId } from "../law/model/ids";
import type { Policy } from "../law/model/policy";
import type { IdentityType, Principal } from "../law/model/sign-in";
import type { Tenant, User } from "../law/model/tenant";
import { memoize } from "../text/memoize";
import { listing, named, shortened } from "../text/sentence";

type NamedPolicy = Pick<Policy, "id" | "displayName">;

/** The names of a tenant's people, policies, groups, locations and roles. */
export type DirectoryNames = ReturnType<typeof directoryNames>;

type Kind = "user" | "group" | "role" | "location" | "strength";

/** `the group "Operations"`. @param name the id if the file has no name */
export const describeObject = ({ kind, id, name }: Readonly<Record<"kind" | "id" | "name", string>>): string =>
  `the ${kind === "strength" ? "authentication strength" : kind} ${name === id ? shortened(id) : named(name)}`;

/**
 * The names of a tenant. They are indexed on first use, because most verdicts have no names.
 * @param roles the names of the roles that the tenant's own list has
 */
export function directoryNames(
  tenant: Tenant,
  roles: ReadonlyMap<string, { readonly displayName: string | undefined }> = new Map(),
) {
  const userOf = (id: UserId): User | undefined => usersIn(tenant).get(id);
  const nameIn: { readonly [K in Kind]: (id: string) => string | undefined } = {
    user: (id) => userOf(userId(id))?.displayName ?? userOf(userId(id))?.userPrincipalName,
    group: (id) => tenant.groups?.get(groupId(id))?.displayName,
    role: (id) => builtInRoleName(id) ?? roles.get(id)?.displayName,
    location: (id) => tenant.locations?.get(locationId(id))?.displayName,
    strength: () => undefined,
  };
  /** An object as the subject of evidence: by its name, else by id. */
  const subject = <K extends Kind>(kind: K, id: string) => ({ kind, id, name: nameIn[kind](id) ?? id });
  return {
    tenant,
    userOf,
    policy: (one: NamedPolicy): string => policyNames(tenant.policies)(one),
    subject,
    the: (kind: Kind, id: string): string => describeObject(subject(kind, id)),
    /** A person by display name, else by user principal name, else by id: `alice (disabled)`. */
    person: (id: UserId): string => `${shortened(nameIn.user(id) ?? id)}${userOf(id)?.disabled ? " (disabled)" : ""}`,
    /** The name of an object of any kind, as it is written. `undefined` if the file doesn't have it. */
    nameOf: (id: string): string | undefined =>
      nameIn.user(id) ?? nameIn.group(id) ?? nameIn.location(id) ?? nameIn.role(id),
  };
}

const usersIn = memoize(({ users = [] }: Tenant) => new Map(users.map((user) => [user.id, user])));

/** The name of each of these policies, with its id if another policy has the same name. */
const policyNames = memoize((policies: readonly NamedPolicy[]): ((policy: NamedPolicy) => string) => {
  const ids = new Map<string, Set<string>>();
  for (const { id, displayName } of policies) ids.set(displayName, (ids.get(displayName) ?? new Set()).add(id));
  return ({ id, displayName }) =>
    (ids.get(displayName)?.size ?? 0) > 1 ? `${named(displayName)} (${shortened(id)})` : named(displayName);
});

/** Who signs in: a person by name or id, somebody else by identity type and home tenant. */
export function describePrincipal(principal: Principal, names: DirectoryNames): string {
  if (principal.kind === "person") return names.person(principal.id);
  const { type, home } = principal.identity;
  const name = identityTypeName(type);
  return `${/^[aeio]/.test(name) ? "an" : "a"} ${name}${home === "unnamed" ? "" : ` from tenant ${home}`}`;
}

/** Each identity type in the words of the Entra admin center. */
const IDENTITY_TYPES: Record<IdentityType["type"], string> = {
  member: "member",
  internalGuest: "internal guest",
  b2bCollaborationGuest: "B2B collaboration guest",
  b2bCollaborationMember: "B2B collaboration member",
  b2bDirectConnectUser: "B2B direct connect user",
  otherExternalUser: "other external user",
  serviceProvider: "service provider user",
};

/** `B2B collaboration guest` */
export const identityTypeName = (type: IdentityType["type"]): string => IDENTITY_TYPES[type];
/** `members, internal guests and B2B collaboration guests` */
export const identityTypeNames = (types: readonly IdentityType["type"][]): string =>
  listing(
    types.map((type) => `${IDENTITY_TYPES[type]}s`),
    "and",
  );
