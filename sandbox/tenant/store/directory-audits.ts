import { randomUUID } from "node:crypto";
import type { GraphObject, JsonObject } from "../json";
import { CLIENT_OBJECT_ID } from "../seed/ids";

/** The user or application that changes the tenant, as in the audit log. */
export type Actor = { readonly user: JsonObject } | { readonly app: JsonObject };

/** The application with the sandbox's credentials, which the engine's provider uses. */
export const CLIENT: Actor = {
  app: { displayName: "Conditional Access as code", servicePrincipalId: CLIENT_OBJECT_ID },
};

/** The data that the log is about, and the log. */
interface Logged {
  readonly policies: readonly GraphObject[];
  readonly namedLocations: readonly GraphObject[];
  readonly groups: readonly { readonly object: GraphObject }[];
  readonly directoryAudits: readonly GraphObject[];
}

const LOGGED = [
  ["policies", "conditional access policy", "Conditional Access"],
  ["namedLocations", "named location", "Conditional Access"],
  ["groups", "group", "Core Directory"],
] as const;

/**
 * The log after a change of the tenant, the newest entry first.
 * @see Microsoft Graph, "directoryAudit" (v1.0)
 */
export function loggedChange(before: Logged, after: Logged, by: Actor): readonly GraphObject[] {
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

const textsById = (list: Logged["policies"] | Logged["groups"]): ReadonlyMap<string, string> =>
  new Map(list.map((one) => ["id" in one ? String(one.id) : one.object.id, JSON.stringify(one)]));

function verbFor(wasThere: boolean, isThere: boolean): string {
  if (!wasThere) return "Add";
  return isThere ? "Update" : "Delete";
}
