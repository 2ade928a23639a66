import { randomUUID } from "node:crypto";
import type { GraphObject, JsonObject } from "../json";
import { CLIENT_OBJECT_ID } from "../seed/ids";
import type { GroupRecord, TenantData } from "./store";

/** Who changes the tenant, as the audit log says it. */
export type Actor = { readonly user: JsonObject } | { readonly app: JsonObject };

/** Whoever asks Graph with the sandbox's own credentials: the engine's provider. */
export const CLIENT: Actor = {
  app: { displayName: "Conditional Access as code", servicePrincipalId: CLIENT_OBJECT_ID },
};

const LOGGED = [
  ["policies", "conditional access policy", "Conditional Access"],
  ["namedLocations", "named location", "Conditional Access"],
  ["groups", "group", "Core Directory"],
] as const;

/** The log once the tenant has changed, the newest first. @see Microsoft Graph, "directoryAudit" (v1.0) */
export function loggedChange(before: TenantData, after: TenantData, by: Actor): readonly GraphObject[] {
  const activityDateTime = new Date().toISOString();
  const records = LOGGED.filter(([list]) => before[list] !== after[list]).flatMap(([list, noun, loggedByService]) => {
    const [then, now] = [textsById(before[list]), textsById(after[list])];
    const ids = [...new Set([...then.keys(), ...now.keys()])].filter((id) => then.get(id) !== now.get(id));
    return ids.map((id) => ({
      id: randomUUID(),
      activityDateTime,
      activityDisplayName: `${verbFor(then.has(id), now.has(id))} ${noun}`,
      loggedByService,
      initiatedBy: { user: null, app: null, ...by },
      targetResources: [{ id }],
    }));
  });
  return [...records, ...before.directoryAudits].slice(0, 1000);
}

const textsById = (list: readonly (GraphObject | GroupRecord)[]): ReadonlyMap<string, string> =>
  new Map(list.map((one) => [(one as GroupRecord).object?.id ?? (one as GraphObject).id, JSON.stringify(one)]));

function verbFor(wasThere: boolean, isThere: boolean): string {
  if (!wasThere) return "Add";
  return isThere ? "Update" : "Delete";
}
