import { shortened } from "./named";

/**
 * Directory roles by their template ids, the ones that Conditional Access policies name most.
 * @see Microsoft Entra, "Microsoft Entra built-in roles" (2025-03)
 */
const ROLES: ReadonlyMap<string, string> = new Map([
  ["62e90394-69f5-4237-9190-012177145e10", "Global Administrator"],
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

/** `the role Global Administrator`; others by id. */
export const describeRole = (id: string): string => `the role ${ROLES.get(id) ?? shortened(id)}`;
