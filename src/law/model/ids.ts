declare const brand: unique symbol;

type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Object id of a user, lower case. */
export type UserId = Branded<"UserId">;
/** Object id of a group, lower case. */
export type GroupId = Branded<"GroupId">;
/** Template id of an Entra directory role, lower case. */
export type RoleId = Branded<"RoleId">;
/** Id of another Entra tenant, lower case. */
export type HomeTenantId = Branded<"HomeTenantId">;
/** Id of a named location, lower case. */
export type LocationId = Branded<"LocationId">;
/** Application (client) id of a resource, lower case. */
export type ApplicationId = Branded<"ApplicationId">;
/** Id of a Conditional Access policy, in the spelling of its source. */
export type PolicyId = Branded<"PolicyId">;

/** An object id in lower case and without braces, as Entra compares it. */
export function comparableId(text: string): string {
  const id = text.trim().toLowerCase();
  return id.length === 36 ? id : bare(id);
}

/** An object id that stands in braces, without dashes, or at the end of its object's address. */
const OBJECT_ID = /^(?:.*[/(])?['{(]*([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})['})]*$/;

const bare = (text: string): string => OBJECT_ID.exec(text)?.slice(1).join("-") ?? text;

/** The user with this object id. Like the next five ids, it may be written in upper case or in braces; see `comparableId`. */
export const userId = (text: string): UserId => comparableId(text) as UserId;
/** The group with this object id. */
export const groupId = (text: string): GroupId => comparableId(text) as GroupId;
/** The directory role with this template id. */
export const roleId = (text: string): RoleId => comparableId(text) as RoleId;
/** The other tenant with this id. */
export const homeTenantId = (text: string): HomeTenantId => comparableId(text) as HomeTenantId;
/** The named location with this id. */
export const locationId = (text: string): LocationId => comparableId(text) as LocationId;
/** The resource with this application (client) id. */
export const applicationId = (text: string): ApplicationId => comparableId(text) as ApplicationId;
/** The policy with this id, which stays as its source spells it. */
export const policyId = (text: string): PolicyId => text as PolicyId;

/** The Windows Azure Service Management API of the commercial cloud: the door to every Azure resource. */
export const AZURE_MANAGEMENT = applicationId("797f4846-ba00-4fd7-ba43-dac1f8f63013");

/** The role that may do everything in a tenant. @see Microsoft Entra, "Microsoft Entra built-in roles" */
export const GLOBAL_ADMINISTRATOR = roleId("62e90394-69f5-4237-9190-012177145e10");

/**
 * Microsoft's own authentication strengths, by the names that a stack's settings use. Each of them can only be met with
 * MFA, and each has the same id in every tenant.
 * @see Microsoft Graph, "List authenticationStrengthPolicies" (v1.0)
 */
export const BUILT_IN_STRENGTHS = {
  "mfa-strength": "00000000-0000-0000-0000-000000000002",
  passwordless: "00000000-0000-0000-0000-000000000003",
  "phishing-resistant": "00000000-0000-0000-0000-000000000004",
} as const;
