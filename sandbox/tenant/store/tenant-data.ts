import type { GraphObject, JsonObject } from "../json";

/** A group: its Graph properties, and the ids of those who belong to it. */
export interface GroupRecord {
  readonly object: GraphObject;
  readonly members: readonly string[];
  readonly owners: readonly string[];
}

/** Everything the tenant knows: what its data file holds. Each list keeps the order of creation. */
export interface TenantData {
  readonly format: 1;
  readonly policies: readonly GraphObject[];
  readonly namedLocations: readonly GraphObject[];
  readonly authenticationStrengthPolicies: readonly GraphObject[];
  readonly users: readonly GraphObject[];
  readonly groups: readonly GroupRecord[];
  readonly servicePrincipals: readonly GraphObject[];
  readonly directoryRoles: readonly GraphObject[];
  readonly roleDefinitions: readonly GraphObject[];
  readonly roleAssignments: readonly GraphObject[];
  readonly organization: readonly GraphObject[];
  readonly subscribedSkus: readonly GraphObject[];
  /** Manager's id by user's id. */
  readonly managers: Readonly<Record<string, string>>;
  readonly securityDefaults: JsonObject;
}

/** The parts of the tenant that are plain lists of Graph objects. */
export type ListName = {
  [Name in keyof TenantData]: TenantData[Name] extends readonly GraphObject[] ? Name : never;
}[keyof TenantData];
