import type { GraphObject, JsonObject } from "../json";
import { type Actor, CLIENT, loggedChange } from "./directory-audits";

/** A group: its Graph properties, and the ids of its members and owners. */
export interface GroupRecord {
  readonly object: GraphObject;
  readonly members: readonly string[];
  readonly owners: readonly string[];
}

/** The data around the policies, which only an audit reads. */
export interface Governance {
  readonly roleEligibilitySchedules: readonly GraphObject[];
  readonly userRegistrationDetails: readonly GraphObject[];
  /** The reviews, with the ids of their members under `memberIds`. */
  readonly accessReviews: readonly GraphObject[];
  /** The log of changes, the newest first. */
  readonly directoryAudits: readonly GraphObject[];
  readonly conditionalAccessSettings: JsonObject;
}

/** The tenant's data, as in its data file. Each list is in order of creation. */
export interface TenantData extends Governance {
  readonly format: 1;
  /** When the tenant was made, in Graph's notation. Its sign-ins are those of the month before. */
  readonly madeAt: string | null;
  readonly policies: readonly GraphObject[];
  readonly namedLocations: readonly GraphObject[];
  readonly authenticationStrengthPolicies: readonly GraphObject[];
  readonly users: readonly GraphObject[];
  readonly groups: readonly GroupRecord[];
  readonly servicePrincipals: readonly GraphObject[];
  readonly roleDefinitions: readonly GraphObject[];
  readonly roleAssignments: readonly GraphObject[];
  readonly organization: readonly GraphObject[];
  readonly subscribedSkus: readonly GraphObject[];
  readonly securityDefaults: JsonObject;
}

/** The names of the tenant's plain lists of Graph objects. */
export type ListName = {
  [Name in keyof TenantData]: TenantData[Name] extends readonly GraphObject[] ? Name : never;
}[keyof TenantData];

/** The tenant's data in memory. A change takes effect only after it is written to the file. */
export type Store = ReturnType<typeof openStore>;

/** Creates a store that passes each new state to `write` before it takes effect. */
export function openStore(initial: TenantData, write: (data: TenantData) => void) {
  let current = initial;
  return {
    /** The current data, which never changes in place. */
    read: (): TenantData => current,
    /** Replaces parts of the data. If the write fails, nothing changes. */
    change(parts: Partial<TenantData>, by: Actor = CLIENT): void {
      const changed = { ...current, ...parts };
      const next = { ...changed, directoryAudits: loggedChange(current, changed, by) };
      write(next);
      current = next;
    },
  };
}
