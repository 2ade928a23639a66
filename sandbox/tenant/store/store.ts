import type { GraphObject, JsonObject } from "../json";
import { type Actor, CLIENT, loggedChange } from "./directory-audits";

/** A group: its Graph properties, and the ids of those who belong to it. */
export interface GroupRecord {
  readonly object: GraphObject;
  readonly members: readonly string[];
  readonly owners: readonly string[];
}

/** What surrounds the policies, and only an audit asks for. */
export interface Governance {
  readonly roleEligibilitySchedules: readonly GraphObject[];
  readonly userRegistrationDetails: readonly GraphObject[];
  /** With the ids of their members under `memberIds`. */
  readonly accessReviews: readonly GraphObject[];
  /** What was changed and by whom, the newest first. */
  readonly directoryAudits: readonly GraphObject[];
  readonly conditionalAccessSettings: JsonObject;
}

/** Everything the tenant knows: what its data file holds. Each list keeps the order of creation. */
export interface TenantData extends Governance {
  readonly format: 1;
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
  /** Manager's id by user's id. */
  readonly managers: Readonly<Record<string, string>>;
  readonly securityDefaults: JsonObject;
}

/** The parts of the tenant that are plain lists of Graph objects. */
export type ListName = {
  [Name in keyof TenantData]: TenantData[Name] extends readonly GraphObject[] ? Name : never;
}[keyof TenantData];

/** The tenant's memory. A change is seen by others only once it is written down. */
export interface Store {
  /** The data as it is now; never changed in place. */
  read(): TenantData;
  /** Replaces parts of the data; when writing fails nothing has changed. */
  change(parts: Partial<TenantData>, by?: Actor): void;
  /** Lets something read the data as it was before the last change. */
  asBefore<T>(read: () => T): T;
}

/** A store that hands each new state to `write` before it counts. */
export function openStore(initial: TenantData, write: (data: TenantData) => void): Store {
  let current = initial;
  let before = initial;
  return {
    read: () => current,
    change(parts, by = CLIENT) {
      const changed = { ...current, ...parts };
      const next = { ...changed, directoryAudits: loggedChange(current, changed, by) };
      write(next);
      before = current;
      current = next;
    },
    asBefore(read) {
      const now = current;
      current = before;
      try {
        return read();
      } finally {
        current = now;
      }
    },
  };
}
