import type { TenantDirectory } from "../tenant";
import { type GraphObject, type JsonObject, objectIn, stringsIn } from "../tenant/json";
import { seedId } from "../tenant/seed/ids";
import { seedPolicies } from "../tenant/seed/policies";
import type { TenantData } from "../tenant/store/store";

/** One thing that somebody may do in the portal, and that nobody wrote down in code. */
export type Scenario = {
  /** What somebody does, as a sentence without its subject: `switches the policy off`. */
  readonly does: string;
  /** What to look at afterwards, as a sentence. */
  readonly look: string;
  /** @throws NotHere where the tenant has nothing that it could be done to */
  readonly play: (portal: Portal) => Promise<void>;
};

/** What the scenarios work on. */
export type Portal = {
  readonly directory: TenantDirectory;
  /** Everything that the tenant holds, as it was before. */
  readonly data: TenantData;
  /** The policy of this project's stack. */
  readonly policy: GraphObject;
};

/** A scenario that can't be played in this tenant. The message says why and what to do. */
export class NotHere extends Error {}

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

/** The Windows Azure Service Management API. */
export const AZURE_MANAGEMENT = "797f4846-ba00-4fd7-ba43-dac1f8f63013";

/**
 * The policy that somebody has deployed here: the first about Azure management that a new tenant doesn't have.
 * @throws NotHere where there is none
 */
export function stackPolicy(policies: readonly GraphObject[]): GraphObject {
  const seeded = new Set(seedPolicies().map(({ id }) => id));
  const deployed = policies.find((policy) => !seeded.has(policy.id) && isAboutAzure(policy));
  if (deployed !== undefined) return deployed;
  throw new NotHere(NO_POLICY);
}

/** Said of a tenant without one, and of a sandbox without a tenant. */
export const NO_POLICY = `the local tenant has no policy on Azure management yet
  help: \`npm start\` makes it the first time, \`npm run sandbox -- up\` makes a deleted
        one again`;

function isAboutAzure(policy: GraphObject): boolean {
  const applications = objectIn(objectIn(policy["conditions"])["applications"]);
  return stringsIn(applications["includeApplications"]).includes(AZURE_MANAGEMENT);
}
