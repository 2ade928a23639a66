import type { TenantDirectory } from "../tenant";
import { type GraphObject, type JsonObject, objectIn, stringsIn } from "../tenant/json";
import { seedId } from "../tenant/seed/ids";
import { seedPolicies } from "../tenant/seed/policies";
import type { TenantData } from "../tenant/store/store";

/** A change that someone might make in the portal, and that isn't in the code. */
export type Scenario = {
  /** What the change does, as a sentence without its subject: `switches the policy off`. */
  readonly does: string;
  /** What to look at after the change, as a sentence. */
  readonly look: string;
  /** Makes the change. @throws NotHere if the tenant has nothing to change */
  readonly play: (portal: Portal) => Promise<void>;
};

/** What a scenario works on. */
export type Portal = {
  readonly directory: TenantDirectory;
  /** The tenant's data before the change. */
  readonly data: TenantData;
  /** The policy of this project's stack. */
  readonly policy: GraphObject;
};

/** Thrown when a scenario can't be played in this tenant. The message says why, and what to do. */
export class NotHere extends Error {}

/** A user of the local tenant without any special role. */
export const ENGINEER = { id: seedId("member", 3), name: "Platform engineer 3" };
/** The group of the local tenant that is meant for exclusions. */
export const EXCLUSIONS = { id: seedId("group", 9), name: "Azure MFA exclusions" };
/** The second of the local tenant's two break-glass accounts. */
export const BREAK_GLASS = { id: seedId("breakGlass", 2), name: "Break-glass 2" };
/** The trusted location of the local tenant. */
export const HEADQUARTERS = { id: seedId("location", 1), name: "Headquarters" };
/** The template id of the role Global Administrator, which is the same in every tenant. */
export const GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";

/** Changes fields of the stack's policy, as the portal does when you save it. */
export const changePolicy = ({ directory, policy }: Portal, changes: JsonObject): Promise<void> =>
  directory.patch("policies", policy.id, { ...changes, modifiedDateTime: new Date().toISOString() });

/** Changes some conditions of the stack's policy. */
export const changeConditions = (portal: Portal, conditions: JsonObject): Promise<void> =>
  changePolicy(portal, { conditions });

/** Adds an id to one of the policy's lists of people, such as `excludeUsers`. */
export function addToUsers(portal: Portal, list: string, id: string): Promise<void> {
  const present = excluded(portal, list);
  return changeConditions(portal, { users: { [list]: present.includes(id) ? present : [...present, id] } });
}

/** The ids in one of the policy's lists of people, such as `excludeUsers`. */
export const excluded = ({ policy }: Portal, list: string): readonly string[] =>
  stringsIn(objectIn(objectIn(policy["conditions"])["users"])[list]);

/** Creates an object with the given id, or replaces the object that has it. */
export const putObject = (
  { directory }: Portal,
  list: Parameters<Portal["directory"]["put"]>[0],
  id: string,
  object: JsonObject,
): Promise<void> => directory.put(list, id, { ...object, createdDateTime: new Date().toISOString() });

/** An id for an object that a scenario makes. No object of a new tenant has such an id. */
export const madeId = (n: number): string => `ffffffff-0000-4000-8000-${String(n).padStart(12, "0")}`;

/** The Windows Azure Service Management API. */
export const AZURE_MANAGEMENT = "797f4846-ba00-4fd7-ba43-dac1f8f63013";

/**
 * The policy that was deployed here: the first policy for Azure management that isn't in a new tenant.
 * @throws NotHere if there is none
 */
export function stackPolicy(policies: readonly GraphObject[]): GraphObject {
  const seeded = new Set(seedPolicies().map(({ id }) => id));
  const deployed = policies.find((policy) => !seeded.has(policy.id) && isAboutAzure(policy));
  if (deployed !== undefined) return deployed;
  throw new NotHere(NO_POLICY);
}

/** The message for a tenant without such a policy, and for a sandbox without a tenant. */
export const NO_POLICY = `the local tenant has no policy for Azure management yet
  help: \`npm start\` creates it the first time; if it was deleted, \`npm run sandbox -- up\`
        creates it again`;

function isAboutAzure(policy: GraphObject): boolean {
  const applications = objectIn(objectIn(policy["conditions"])["applications"]);
  return stringsIn(applications["includeApplications"]).includes(AZURE_MANAGEMENT);
}
