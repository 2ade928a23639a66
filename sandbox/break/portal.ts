import { type JsonObject, objectIn, stringsIn } from "../tenant/json";
import { seedId } from "../tenant/seed/ids";
import type { Portal } from "./scenario";

/** Whom the scenarios name: ordinary people of the local tenant, and the group that is there for exclusions. */
export const ENGINEER = { id: seedId("member", 3), name: "Platform engineer 3" };
export const EXCLUSIONS = { id: seedId("group", 9), name: "Azure MFA exclusions" };
export const BREAK_GLASS = { id: seedId("breakGlass", 2), name: "Break-glass 2" };
export const HEADQUARTERS = { id: seedId("location", 1), name: "Headquarters" };
/** The id of its template, the same in every tenant. */
export const GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";

/** Changes fields of the stack's policy, as saving it in the portal does. */
export const changePolicy = ({ directory, policy }: Portal, changes: JsonObject): Promise<void> =>
  directory.patch("policies", policy.id, { ...changes, modifiedDateTime: new Date().toISOString() });

export const changeConditions = (portal: Portal, conditions: JsonObject): Promise<void> =>
  changePolicy(portal, { conditions });

/** Adds an id to one of the policy's lists of people, such as `excludeUsers`. */
export function addToUsers(portal: Portal, list: string, id: string): Promise<void> {
  const present = excluded(portal, list);
  return changeConditions(portal, { users: { [list]: present.includes(id) ? present : [...present, id] } });
}

export const excluded = ({ policy }: Portal, list: string): readonly string[] =>
  stringsIn(objectIn(objectIn(policy["conditions"])["users"])[list]);

/** Makes an object with an id of its own: a second time it replaces the first. */
export const putObject = (
  { directory }: Portal,
  list: Parameters<Portal["directory"]["put"]>[0],
  id: string,
  object: JsonObject,
): Promise<void> => directory.put(list, id, { ...object, createdDateTime: new Date().toISOString() });

/** Ids of what the scenarios make, so that they can be told from what a new tenant has. */
export const madeId = (n: number): string => `ffffffff-0000-4000-8000-${String(n).padStart(12, "0")}`;
