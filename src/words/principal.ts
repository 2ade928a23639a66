import { GLOBAL_ADMINISTRATOR, type UserId } from "../law/model/ids";
import { type IdentityType, OUTSIDER_TYPES, PERSON_CLASSES, type Principal } from "../law/model/sign-in";
import type { Tenant, User } from "../law/model/tenant";
import { listing, shortened } from "../text/sentence";
import { policyNames } from "./policy-name";

/** Whoever signs in: by name where the directory is known, else by what they are. */
export function describePrincipal(principal: Principal, names: DirectoryNames): string {
  if (principal.kind !== "person" || names.tenant.users === undefined) return describeIdentity(principal);
  return shortened(names.userOf(principal.id)?.displayName ?? principal.id);
}

/** Each identity type, one and many, in the words of the Entra admin center. */
const IDENTITY_TYPES: Record<IdentityType["type"], readonly [one: string, many: string]> = {
  member: ["member", "members"],
  internalGuest: ["internal guest", "internal guests"],
  b2bCollaborationGuest: ["B2B collaboration guest", "B2B collaboration guests"],
  b2bCollaborationMember: ["B2B collaboration member", "B2B collaboration members"],
  b2bDirectConnectUser: ["B2B direct connect user", "B2B direct connect users"],
  otherExternalUser: ["other external user", "other external users"],
  serviceProvider: ["service provider user", "service provider users"],
};

/** All identity types, those of people with an object in the directory first. */
export const ALL_IDENTITY_TYPES: readonly IdentityType["type"][] = [...PERSON_CLASSES, ...OUTSIDER_TYPES];

/** `B2B collaboration guest` */
export const identityTypeName = (type: IdentityType["type"]): string => IDENTITY_TYPES[type][0];
/** `members, internal guests and B2B collaboration guests` */
export const identityTypeNames = (types: readonly IdentityType["type"][]): string =>
  listing(
    types.map((type) => IDENTITY_TYPES[type][1]),
    "and",
  );

/** Somebody who isn't called by name: what they are, whose they are, and the id where a policy or group has it. */
export function describeIdentity(principal: Principal): string {
  const { type, home } = principal.identity;
  const name = /^[aeio]/.test(identityTypeName(type)) ? `an ${identityTypeName(type)}` : `a ${identityTypeName(type)}`;
  const from = home === "unnamed" ? name : `${name} from tenant ${home}`;
  return principal.kind === "person" ? `${from} with the id ${principal.id}` : from;
}

/**
 * Directory roles by their template ids, the ones that Conditional Access policies name most.
 * @see Microsoft Entra, "Microsoft Entra built-in roles" (2025-03)
 */
const ROLES: ReadonlyMap<string, string> = new Map([
  [GLOBAL_ADMINISTRATOR, "Global Administrator"],
  ["e8611ab8-c189-46e8-94e1-60213ab1f814", "Privileged Role Administrator"],
  ["194ae4cb-b126-40b2-bd5b-6091b380977d", "Security Administrator"],
  ["b1be1c3e-b65d-4f19-8427-f6fa0d97feb9", "Conditional Access Administrator"],
  ["9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3", "Application Administrator"],
  ["158c047a-c907-4556-b7ef-446551a6b5f7", "Cloud Application Administrator"],
  ["fe930be7-5e62-47db-91af-98c3a49a38b1", "User Administrator"],
  ["29232cdf-9323-42fd-ade2-1d097af3e4de", "Exchange Administrator"],
  ["f28a1f50-f6e7-4571-818b-6a12f2af6b6c", "SharePoint Administrator"],
  ["729827e3-9c14-49f7-bb1b-9608f156bbb8", "Helpdesk Administrator"],
  ["c4e39bd9-1100-46d3-8c65-fb160da0071f", "Authentication Administrator"],
  ["b0f54661-2d74-4c50-afa3-1ec803f12efe", "Billing Administrator"],
  ["d29b2b05-8046-44ba-8758-1e26182fcf32", "Directory Synchronization Accounts"],
  ["f2ef992c-3afb-46b9-b7cf-a126ee74c451", "Global Reader"],
]);

/** `Global Administrator`; `undefined` for a role that isn't in the list. */
export const roleName = (id: string): string | undefined => ROLES.get(id);

/** `the role Global Administrator`; others by id. */
export const describeRole = (id: string): string => `the role ${roleName(id) ?? shortened(id)}`;

/** Names of the people in a tenant's directory. */
export interface DirectoryNames {
  readonly tenant: Tenant;
  userOf(id: UserId): User | undefined;
  /** What a policy is called, with its id where another one has the same name. */
  readonly policy: ReturnType<typeof policyNames>;
}

/** The names of a tenant, indexed when the first one is asked for: most verdicts name nobody. */
export function directoryNames(tenant: Tenant): DirectoryNames {
  let index: ReadonlyMap<UserId, User> | undefined;
  let policyName: DirectoryNames["policy"] | undefined;
  return {
    tenant,
    policy: (policy) => {
      policyName ??= policyNames(tenant.policies);
      return policyName(policy);
    },
    userOf: (id) => {
      index ??= new Map((tenant.users ?? []).map((user) => [user.id, user]));
      return index.get(id);
    },
  };
}
