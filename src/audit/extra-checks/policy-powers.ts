import { GLOBAL_ADMINISTRATOR, type RoleId, roleId } from "../../law/model/ids";

/**
 * What an application can do to the control. *deploys*: it may change policies, and no more than whoever deploys them needs.
 * *takes over*: it may do more, and so give itself the right or take it from another. *beside*: it changes who is in a group or what
 * people sign in with.
 */
export type Reach = "deploys" | "takes over" | "beside";

export interface Power {
  readonly reach: Reach;
  /** To go after the name of who has it. */
  readonly why: string;
}

const deploys: Power = { reach: "deploys", why: "may change policies" };
const takesOver = (why: string): Power => ({ reach: "takes over", why });
const beside = (why: string): Power => ({ reach: "beside", why });

const ROLES_TO_ITSELF = takesOver("may give itself any directory role");
const SECRETS = takesOver("may add a secret to an application that may change policies");
const ADMINISTRATORS = takesOver("may set what administrators sign in with");
const ROLE_GROUPS = takesOver("may put itself into groups that hold directory roles");
const GROUPS = beside("may change who is in groups");
const METHODS = beside("may change what people sign in with");

/** Application roles of Microsoft Graph. @see Microsoft Graph, "permissions reference" (read 2026-11) */
export const OF_PERMISSIONS: { readonly [permission: string]: Power | undefined } = {
  "Policy.ReadWrite.ConditionalAccess": deploys,
  "RoleManagement.ReadWrite.Directory": ROLES_TO_ITSELF,
  "RoleAssignmentSchedule.ReadWrite.Directory": ROLES_TO_ITSELF,
  "RoleEligibilitySchedule.ReadWrite.Directory": ROLES_TO_ITSELF,
  "PrivilegedAccess.ReadWrite.AzureAD": ROLES_TO_ITSELF,
  "AppRoleAssignment.ReadWrite.All": takesOver("may give itself any application role"),
  "Application.ReadWrite.All": SECRETS,
  "UserAuthenticationMethod.ReadWrite.All": ADMINISTRATORS,
  "PrivilegedAccess.ReadWrite.AzureADGroup": ROLE_GROUPS,
  "PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup": ROLE_GROUPS,
  "PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup": ROLE_GROUPS,
  "Directory.ReadWrite.All": GROUPS,
  "Group.ReadWrite.All": GROUPS,
  "GroupMember.ReadWrite.All": GROUPS,
  "EntitlementManagement.ReadWrite.All": GROUPS,
  "AdministrativeUnit.ReadWrite.All": GROUPS,
  "Policy.ReadWrite.AuthenticationMethod": METHODS,
  "User.ReadWrite.All": METHODS,
};

/** Application roles about the directory and its policies that aren't known here, and do more than read. */
export const isUnheardOf = (permission: string): boolean =>
  OF_PERMISSIONS[permission] === undefined &&
  /^(Policy|Directory|Application|AppRoleAssignment|Role\w*|Privileged\w*)\.(?!Read(\.|$))/i.test(permission);

const byId = (powers: { readonly [id: string]: Power }): ReadonlyMap<RoleId, Power> =>
  new Map(Object.entries(powers).map(([id, power]) => [roleId(id), power]));

/** Built-in directory roles. @see Microsoft Entra, "Microsoft Entra built-in roles" (2025-03) */
export const OF_ROLES: ReadonlyMap<RoleId, Power> = byId({
  [GLOBAL_ADMINISTRATOR]: takesOver("may do everything"),
  "b1be1c3e-b65d-4f19-8427-f6fa0d97feb9": deploys, // Conditional Access Administrator
  "194ae4cb-b126-40b2-bd5b-6091b380977d": deploys, // Security Administrator
  "e8611ab8-c189-46e8-94e1-60213ab1f814": ROLES_TO_ITSELF, // Privileged Role Administrator
  "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3": SECRETS, // Application Administrator
  "158c047a-c907-4556-b7ef-446551a6b5f7": SECRETS, // Cloud Application Administrator
  "8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2": SECRETS, // Hybrid Identity Administrator
  "7be44c8a-adaf-4e2a-84d6-ab2649e08a13": ADMINISTRATORS, // Privileged Authentication Administrator
  "e00e864a-17c5-4a4b-9c06-f5b95a8d5bd8": ADMINISTRATORS, // Partner Tier2 Support
  "fdd7a751-b60b-444a-984c-02652fe8fa1c": GROUPS, // Groups Administrator
  "fe930be7-5e62-47db-91af-98c3a49a38b1": GROUPS, // User Administrator
  "9360feb5-f418-4baa-8175-e2a00bac4301": GROUPS, // Directory Writers
  "45d8d3c5-c802-45c6-b32a-1d70b5e1e86e": GROUPS, // Identity Governance Administrator
  "3a2c62db-5318-420d-8d74-23affee5d9d5": GROUPS, // Intune Administrator
  "29232cdf-9323-42fd-ade2-1d097af3e4de": GROUPS, // Exchange Administrator
  "c4e39bd9-1100-46d3-8c65-fb160da0071f": METHODS, // Authentication Administrator
  "0526716b-113d-4c15-b2c8-68e3c22b9f80": METHODS, // Authentication Policy Administrator
});

/** Whether it is a power over the policies themselves. */
export const isOverPolicies = ({ reach }: Power): boolean => reach !== "beside";
