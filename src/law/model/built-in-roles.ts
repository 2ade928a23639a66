import { GLOBAL_ADMINISTRATOR } from "./ids";

/**
 * The built-in directory roles that policies and programs name most: template ids, which are the same in every tenant, and display
 * names. Messages name a role by this table, and the policy pack finds the template of a role that a program names. A role that isn't here
 * is known only by its id.
 * @see Microsoft Entra, "Microsoft Entra built-in roles" (2025-03)
 */
const BUILT_IN_ROLES: readonly (readonly [id: string, name: string])[] = [
  [GLOBAL_ADMINISTRATOR, "Global Administrator"],
  ["9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3", "Application Administrator"],
  ["c4e39bd9-1100-46d3-8c65-fb160da0071f", "Authentication Administrator"],
  ["b0f54661-2d74-4c50-afa3-1ec803f12efe", "Billing Administrator"],
  ["158c047a-c907-4556-b7ef-446551a6b5f7", "Cloud Application Administrator"],
  ["17315797-102d-40b4-93e0-432062caca18", "Compliance Administrator"],
  ["b1be1c3e-b65d-4f19-8427-f6fa0d97feb9", "Conditional Access Administrator"],
  ["88d8e3e3-8f55-4a1e-953a-9b9898b8876b", "Directory Readers"],
  ["d29b2b05-8046-44ba-8758-1e26182fcf32", "Directory Synchronization Accounts"],
  ["29232cdf-9323-42fd-ade2-1d097af3e4de", "Exchange Administrator"],
  ["a9ea8996-122f-4c74-9520-8edcd192826c", "Fabric Administrator"],
  ["f2ef992c-3afb-46b9-b7cf-a126ee74c451", "Global Reader"],
  ["fdd7a751-b60b-444a-984c-02652fe8fa1c", "Groups Administrator"],
  ["95e79109-95c0-4d8e-aee3-d01accf2d47b", "Guest Inviter"],
  ["729827e3-9c14-49f7-bb1b-9608f156bbb8", "Helpdesk Administrator"],
  ["3a2c62db-5318-420d-8d74-23affee5d9d5", "Intune Administrator"],
  ["4d6ac14f-3453-41d0-bef9-a3e0c569773a", "License Administrator"],
  ["e8611ab8-c189-46e8-94e1-60213ab1f814", "Privileged Role Administrator"],
  ["4a5d8f65-41da-4de4-8968-e035b65339cf", "Reports Reader"],
  ["194ae4cb-b126-40b2-bd5b-6091b380977d", "Security Administrator"],
  ["5f2222b1-57c3-48ba-8ad5-d4759f1fde6f", "Security Operator"],
  ["5d6b6bb7-de71-4623-b4af-96380a352509", "Security Reader"],
  ["f28a1f50-f6e7-4571-818b-6a12f2af6b6c", "SharePoint Administrator"],
  ["69091246-20e8-4a56-aa4d-066075b2a7a8", "Teams Administrator"],
  ["fe930be7-5e62-47db-91af-98c3a49a38b1", "User Administrator"],
];

const NAMES = new Map(BUILT_IN_ROLES);
const IDS = new Map(BUILT_IN_ROLES.map(([id, name]) => [name.toLowerCase(), id]));

/** `Global Administrator`. @param id a template id in any letters @returns `undefined` for a role that isn't in the table */
export const builtInRoleName = (id: string): string | undefined => NAMES.get(id.toLowerCase());

/** The template id of a role. @param name its display name in any letters @returns `undefined` for a role that isn't in the table */
export const builtInRoleId = (name: string): string | undefined => IDS.get(name.toLowerCase());
